package org.nnd.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Files that are written whole or not at all: beside, to the disk, then moved into place. Whoever
 * looks sees the old file or the new one, whenever the machine stops.
 */
public final class WholeFile {
  private WholeFile() {}

  /** Something that writes. */
  @FunctionalInterface
  public interface Writing {
    void write(FileChannel to) throws IOException;
  }

  /** Writes a file of these bytes. */
  public static void write(Path file, byte[] bytes) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    write(
        file,
        to -> {
          while (all.hasRemaining()) {
            to.write(all);
          }
        });
  }

  /** Writes a file, and its folder if there is none. */
  public static void write(Path file, Writing writing) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Not a temporary file, which others might not read later.
    String unlike = Long.toHexString(ThreadLocalRandom.current().nextLong());
    write(file, folder.resolve("." + file.getFileName() + "." + unlike + ".part"), writing);
  }

  /**
   * Writes a file.
   *
   * @param beside a file of the same folder that is gone in the end
   */
  public static void write(Path file, Path beside, Writing writing) throws IOException {
    try {
      try (FileChannel channel =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        writing.write(channel);
        channel.force(true);
      }
      move(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Moves a file over another in the same folder, and the folder's entries to the disk. */
  public static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
    try (FileChannel folder = FileChannel.open(to.toAbsolutePath().getParent())) {
      folder.force(true);
    } catch (IOException e) {
      // Windows opens no folders; its file systems keep the order of these changes themselves.
    }
  }
}
