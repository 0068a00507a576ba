package org.nnd.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.NndException;
import org.nnd.source.WholeFile;

/**
 * The folder of a training's checkpoints: {@code last.safetensors}, {@code best.safetensors}, and
 * {@code epoch-0007.safetensors} for the last few epochs if they are wanted. The files are names of
 * the same bytes where the file system can do that.
 *
 * <p>A training that begins anew takes the place of the one before; if that one hadn't finished,
 * its last checkpoint becomes {@code previous.safetensors}.
 */
public final class Checkpoints {
  private static final String END = ".safetensors";
  private static final String EPOCH = "epoch-";

  private final Path folder;
  private final int keep;
  private final long every;
  private boolean fresh = true;
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
  private Optional<Path> good = Optional.empty();

  /**
   * Checkpoints of a training that begins; nothing is written yet.
   *
   * @param keep how many epochs have files of their own
   * @param every after how many steps there is one within an epoch; never if 0
   */
  public Checkpoints(Path folder, int keep, long every) {
    this.folder = folder;
    this.keep = keep;
    this.every = every;
  }

  /** Where the newest checkpoint is. */
  public Path last() {
    return file("last");
  }

  /** Where the last checkpoint of a training that had not finished goes when another begins. */
  public Path previous() {
    return file("previous");
  }

  /** The checkpoint that a path means: a file, or in a folder the best one, else the last. */
  public static Path in(Path path) {
    if (!Files.isDirectory(path)) {
      return path;
    }
    Path best = path.resolve("best" + END);
    return Files.exists(best) ? best : path.resolve("last" + END);
  }

  private Path file(String name) {
    return folder.resolve(name + END);
  }

  /** The last checkpoint of a training that has begun and not finished, if there is one. */
  public Optional<Checkpoint> unfinished() {
    try {
      return Optional.of(Checkpoint.read(last())).filter(c -> !c.finished());
    } catch (NndException e) { // there is none that is whole
      return Optional.empty();
    }
  }

  /** A checkpoint that is known to be good. */
  Optional<Path> good() {
    await();
    return good;
  }

  /** Whether one is due after some steps. */
  boolean due(long steps) {
    return every > 0 && steps % every == 0;
  }

  /** Goes on with the training of a checkpoint. */
  void resume(Path from, Checkpoint c) {
    try {
      fresh = false;
      Files.createDirectories(folder);
      name(c, from); // the process may have ended before it could
      good = Optional.of(from);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Writes a checkpoint while the training goes on.
   *
   * @throws NndException if the one before couldn't be written (NND0533)
   */
  void save(Checkpoint c) {
    await();
    writing = CompletableFuture.runAsync(() -> write(c));
  }

  /**
   * Waits until all is written.
   *
   * @throws NndException if it can't be; the checkpoints before are as they were (NND0533)
   */
  void await() {
    CompletableFuture<Void> last = writing;
    writing = CompletableFuture.completedFuture(null); // what went wrong is told once
    try {
      last.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof NndException n ? n : e;
    }
  }

  private void write(Checkpoint c) {
    try {
      Files.createDirectories(folder);
      if (fresh) {
        begin();
      }
      WholeFile.write(last(), beside("last"), c.toSafetensors()::write);
      good = Optional.of(last());
      name(c, last());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Path beside(String name) {
    return folder.resolve("." + name + END + ".part");
  }

  /** Takes the place of the training before. */
  private void begin() throws IOException {
    if (unfinished().isPresent()) {
      WholeFile.move(last(), previous());
    }
    Files.deleteIfExists(file("best"));
    rotate(Integer.MAX_VALUE, 0);
    fresh = false;
  }

  /** Gives a checkpoint at the end of an epoch its further names. */
  private void name(Checkpoint c, Path from) throws IOException {
    if (c.isBest()) {
      name(c, from, "best");
    }
    if (c.step() == 0 && keep > 0) {
      int epoch = c.history().size();
      name(c, from, String.format(Locale.ROOT, EPOCH + "%04d", epoch));
      rotate(epoch, keep);
    }
  }

  private void name(Checkpoint c, Path from, String name) throws IOException {
    Path link = beside(name);
    Files.deleteIfExists(link);
    try {
      Files.createLink(link, from);
      Files.move(link, file(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UnsupportedOperationException e) { // no file system with links
      WholeFile.write(file(name), link, c.toSafetensors()::write);
    } finally {
      Files.deleteIfExists(link); // a link moved over the same file stays
    }
  }

  /** Deletes the files of all but some epochs up to one. */
  private void rotate(int epoch, int keep) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, EPOCH + "*" + END)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String number = name.substring(EPOCH.length(), name.length() - END.length());
        if (number.matches("\\d{4,9}")) {
          int n = Integer.parseInt(number);
          if (n <= epoch - keep || n > epoch) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private NndException unwritable(IOException cause) {
    Diagnostic wrong = FileProblem.unwritable(last(), "NND0533", cause);
    return new NndException(
        good.map(file -> wrong.note("the last good checkpoint is " + file))
            .orElse(wrong)
            .help("make room, or choose another folder with -o, and go on with --resume"));
  }
}
