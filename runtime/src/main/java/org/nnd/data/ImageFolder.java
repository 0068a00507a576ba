package org.nnd.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * Images in folders: each sub-folder is a class, numbered in the order of their names.
 *
 * <p>Sub-folders {@code train}, {@code validation} (or {@code val}, {@code valid}) and {@code test}
 * hold the parts, each with the sub-folders of the classes.
 */
public final class ImageFolder {
  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff");

  /** Images by their endings too, but the JDK doesn't read them. */
  private static final Set<String> OTHERS = Set.of("webp", "heic", "heif", "avif", "jxl", "svg");

  private ImageFolder() {}

  /** Images without labels, and their names. */
  public record Listed(Dataset dataset, List<String> names) {}

  /** Whether a path is a folder with folders in it. */
  public static boolean isOne(Path folder) {
    return Files.isDirectory(folder) && !folders(folder).isEmpty();
  }

  /**
   * The images of all parts with their classes.
   *
   * @throws NndException if the folders or what the network wants of them is wrong (NND0441,
   *     NND0461 to NND0463, NND0469, NND0470, NND0472)
   */
  public static Parts read(Path folder, Wanted wanted) {
    check(wanted, Location.file(folder.toString()));
    Optional<Path> train = part(folder, "train");
    Path first = train.orElse(folder);
    List<String> classes =
        folders(first).stream().map(f -> f.getFileName().toString()).sorted().toList();
    if (classes.size() > wanted.classes()) {
      String counts =
          Wording.count(classes.size(), "class")
              + ", but the network has "
              + Wording.count(wanted.classes(), "class");
      throw new NndException(
          Diagnostic.of("NND0441", Location.file(first.toString()), "the folders are " + counts)
              .note("the classes are " + Wording.list(classes)));
    }
    if (train.isEmpty()) {
      return Parts.of(labelled(folder, classes, wanted, true));
    }
    return new Parts(
        labelled(first, classes, wanted, true),
        part(folder, "validation", "val", "valid").map(p -> labelled(p, classes, wanted, false)),
        part(folder, "test").map(p -> labelled(p, classes, wanted, false)));
  }

  /**
   * Images with their classes for a trained network; of a folder with parts, the test part.
   *
   * @param known the classes in the order of their numbers; if empty, they are called as these
   * @throws NndException as above, or if the images are in no folders (NND0586)
   */
  public static Dataset read(Path folder, Wanted wanted, List<String> known) {
    check(wanted, Location.file(folder.toString()));
    Path tested = part(folder, "test").orElse(folder);
    if (folders(tested).isEmpty() && holdsImages(tested)) {
      throw new NndException(
          Diagnostic.of("NND0586", Location.file(tested.toString()), "these images have no labels")
              .help("put each into a folder that is called as its class is"));
    }
    List<String> numbers = LongStream.range(0, wanted.classes()).mapToObj(Long::toString).toList();
    return labelled(tested, known.isEmpty() ? numbers : known, wanted, false);
  }

  /**
   * Images to predict: one, or all of a folder.
   *
   * @throws NndException as above
   */
  public static Listed list(Path path, Wanted wanted) {
    check(wanted, Location.file(path.toString()));
    List<Path> files = Files.isDirectory(path) ? images(path) : List.of(path);
    if (files.isEmpty()) {
      throw none(path);
    }
    List<String> names =
        files.stream().map(f -> f.equals(path) ? name(f) : name(path.relativize(f))).toList();
    String input = wanted.inputs().keySet().iterator().next();
    Column images = new Pictures(files, wanted.inputs().get(input));
    return new Listed(new Dataset(Map.of(input, images), List.of()), names);
  }

  /** Whether there are images in a folder. */
  public static boolean holdsImages(Path folder) {
    return !images(folder).isEmpty();
  }

  /** Whether a file is an image by its ending. */
  public static boolean isImage(Path file) {
    return ENDINGS.contains(ending(file)) || OTHERS.contains(ending(file));
  }

  private static void check(Wanted wanted, Location at) {
    wanted.checkLengths();
    Idx.checkImages(wanted, at);
    wanted
        .inputs()
        .forEach(
            (name, type) -> {
              boolean fits =
                  type.shape().rank() == 3
                      && Stream.of(1, 3, 4).anyMatch(c -> type.shape().dim(0).is(c));
              if (!fits) {
                throw new NndException(
                    Diagnostic.of(
                            "NND0472",
                            at,
                            "an image is [channels, height, width], but input "
                                + name
                                + " is "
                                + type)
                        .help("declare it as float[3, 64, 64], or with 1 channel for grey images"));
              }
            });
    wanted
        .label()
        .filter(l -> !wanted.labelsAreClasses())
        .ifPresent(
            l -> {
              throw Idx.noClasses(l, at);
            });
  }

  /**
   * The images of a part.
   *
   * @param learned whether it is learned from: then each class needs some
   */
  private static Dataset labelled(
      Path folder, List<String> classes, Wanted wanted, boolean learned) {
    List<Path> files = new ArrayList<>();
    List<Path> empty = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<Path> folders = folders(folder);
    for (Path each : folders) {
      int number = classes.indexOf(each.getFileName().toString());
      if (number < 0) {
        throw new NndException(
            Diagnostic.of(
                    "NND0470",
                    Location.file(each.toString()),
                    "there is no class of this name among those to learn from")
                .note("the classes are " + Wording.list(classes)));
      }
      List<Path> images = images(each);
      files.addAll(images);
      numbers.addAll(Collections.nCopies(images.size(), number));
      if (images.isEmpty()) {
        empty.add(each);
      }
    }
    if (files.isEmpty()) {
      throw none(folder);
    }
    if (learned && !empty.isEmpty()) {
      throw new NndException(
          Diagnostic.of(
                  "NND0469",
                  Location.file(empty.get(0).toString()),
                  "there are no images of this class")
              .help("put some here, or take the folder away"));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    wanted.inputs().forEach((name, type) -> columns.put(name, new Pictures(files, type)));
    int[] labels = numbers.stream().mapToInt(Integer::intValue).toArray();
    columns.put(Dataset.LABEL, new WholeNumbers(labels));
    return new Dataset(columns, classes);
  }

  private static NndException none(Path folder) {
    return new NndException(
        Diagnostic.of("NND0469", Location.file(folder.toString()), "there are no images here")
            .help(
                "put a folder for each class here, with PNG, JPEG, GIF, BMP or TIFF files in it"));
  }

  private static Optional<Path> part(Path folder, String... names) {
    return Stream.of(names).map(folder::resolve).filter(Files::isDirectory).findFirst();
  }

  /** The folders in a folder, in the order of their names; hidden ones don't count. */
  private static List<Path> folders(Path folder) {
    return listed(folder, 1).stream().filter(Files::isDirectory).toList();
  }

  /** The images in a folder and the folders in it. */
  private static List<Path> images(Path folder) {
    return listed(folder, Integer.MAX_VALUE).stream()
        .filter(f -> Files.isRegularFile(f) && isImage(f))
        .toList();
  }

  private static List<Path> listed(Path folder, int depth) {
    try (Stream<Path> all = Files.walk(folder, depth)) {
      return all.filter(f -> !f.equals(folder) && !f.getFileName().toString().startsWith("."))
          .sorted((a, b) -> name(a).compareTo(name(b)))
          .toList();
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(folder, "NND0402", e));
    }
  }

  /** The path with the same separators on every machine. */
  private static String name(Path file) {
    return file.toString().replace('\\', '/');
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
