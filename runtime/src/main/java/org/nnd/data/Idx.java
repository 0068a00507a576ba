package org.nnd.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * Data sets from IDX files, the format of MNIST: images, whose pixels from 0 to 255 become numbers
 * from 0 to 1, and the numbers of their classes.
 *
 * <p>See <a href="https://yann.lecun.com/exdb/mnist/">the MNIST database</a>.
 */
public final class Idx {
  private static final double WHITE = 255;

  private Idx() {}

  /**
   * The numbers of one file, plain or packed with gzip: x / divisor.
   *
   * @param use what they are for, as a message says it
   * @param each the type of one example: float, double, int32 or int64
   * @throws NndException if the file is wrong (NND0401 to NND0403, NND0450 to NND0456)
   */
  public static Column read(Path file, String use, TensorType each, double divisor) {
    return new IdxFile(file, use).read(each, divisor);
  }

  /**
   * Images with their labels, or without them when predicting.
   *
   * @param folder holds MNIST's files by their names, with or without {@code .gz}
   * @param training whether the files for training are meant, or those for testing
   * @throws NndException if the folder, its files or what the network wants of them is wrong
   *     (NND0401 to NND0403, NND0440, NND0450 to NND0464)
   */
  public static Dataset images(Path folder, boolean training, Wanted wanted) {
    Dataset images = imagesFile(find(folder, training, "images-idx3-ubyte"), wanted);
    if (wanted.label().isEmpty()) {
      return images;
    }
    Path file = find(folder, training, "labels-idx1-ubyte");
    Column labels = labels(file, wanted);
    if (labels.size() != images.size()) {
      String counts =
          Wording.count(labels.size(), "label") + " for " + Wording.count(images.size(), "image");
      throw new NndException(
          Diagnostic.of("NND0464", Location.file(file.toString()), "the file has " + counts)
              .help("labels and images must come from the same data set"));
    }
    Map<String, Column> columns = new LinkedHashMap<>(images.columns());
    columns.put(Dataset.LABEL, labels);
    return new Dataset(columns, List.of());
  }

  /**
   * The images of one file, without labels.
   *
   * @throws NndException if the file or what the network wants of it is wrong
   */
  public static Dataset imagesFile(Path file, Wanted wanted) {
    Location at = Location.file(file.toString());
    List<String> inputs = List.copyOf(wanted.inputs().keySet());
    if (inputs.size() != 1) {
      throw new NndException(
          Diagnostic.of(
                  "NND0461", at, "images feed one input, but the network has " + inputs.size())
              .note("the inputs are " + Wording.list(inputs)));
    }
    String input = inputs.get(0);
    TensorType type = wanted.inputs().get(input);
    if (type.element() != ElementType.FLOAT && type.element() != ElementType.DOUBLE) {
      throw new NndException(
          Diagnostic.of(
                  "NND0462",
                  at,
                  "pixels are numbers from 0 to 1, but input " + input + " is " + type)
              .help("declare it as " + type.of(ElementType.FLOAT)));
    }
    return new Dataset(Map.of(input, read(file, "input " + input, type, WHITE)), List.of());
  }

  private static Column labels(Path file, Wanted wanted) {
    Location at = Location.file(file.toString());
    TensorType type = wanted.label().orElseThrow();
    if (!wanted.labelsAreClasses()) {
      throw new NndException(
          Diagnostic.of(
              "NND0463", at, "labels of images are class numbers, but the loss wants " + type));
    }
    IdxColumn labels = new IdxFile(file, "the label").read(type, 1);
    Problems problems = new Problems();
    for (int i = 0; i < labels.size(); i++) {
      double label = labels.stored(i);
      if (label != Math.rint(label) || label < 0 || label >= wanted.classes()) {
        String shown = String.valueOf(label).replaceFirst("\\.0$", "");
        problems.add(
            Diagnostic.of(
                    "NND0440", at, "label " + i + " is " + shown + ", not the number of a class")
                .note("labels are counted from 0; the classes are 0 to " + (wanted.classes() - 1)));
      }
    }
    problems.check();
    return labels;
  }

  private static Path find(Path folder, boolean training, String kind) {
    if (!Files.exists(folder)) {
      throw new NndException(FileProblem.missingFolder(folder, "NND0401"));
    }
    List<String> names = new ArrayList<>();
    for (String set : training ? List.of("train") : List.of("t10k", "test")) {
      for (String ending : List.of("", ".gz")) {
        String name = set + "-" + kind + ending;
        if (Files.isRegularFile(folder.resolve(name))) {
          return folder.resolve(name);
        }
        names.add(name);
      }
    }
    throw new NndException(
        Diagnostic.of(
                "NND0460",
                Location.file(folder.toString()),
                "there is no " + names.get(0) + " in this folder")
            .note("looked for " + String.join(", ", names))
            .help("name the folder that holds MNIST's files, or data of the same form"));
  }
}
