package org.nnd.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * Data sets from NumPy's files: {@code .npy} with one array, {@code .npz} with several by name.
 *
 * <p>Files of one array are mapped into memory, not read; arrays of a {@code .npz} are unpacked.
 */
public final class Npy {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private Npy() {}

  /**
   * Reads the arrays that a network wants.
   *
   * @param file a {@code .npz} with an array for each input, or the {@code .npy} of a single one
   * @param label the file of the label's array, or its name in a {@code .npz}
   * @throws NndException if a file or what the network wants of it is wrong (NND0401, NND0402,
   *     NND0440, NND0473 to NND0479)
   */
  public static Dataset read(Path file, Wanted wanted, Optional<Path> label) {
    boolean packed = file.toString().toLowerCase(Locale.ROOT).endsWith(".npz");
    Map<String, NpyArray> arrays = packed ? unpacked(file) : Map.of();
    Location at = Location.file(file.toString());
    if (!packed && wanted.inputs().size() > 1) {
      throw new NndException(
          Diagnostic.of(
                  "NND0476",
                  at,
                  "an array feeds one input, but the network has " + wanted.inputs().size())
              .help("save them by name: numpy.savez(\"data.npz\", a=..., b=...)"));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    wanted
        .inputs()
        .forEach(
            (name, type) -> {
              NpyArray array = packed ? named(arrays, name, at) : mapped(file);
              columns.put(name, column(array, "input " + name, type));
            });
    wanted
        .label()
        .ifPresent(
            type -> {
              NpyArray array =
                  packed
                      ? named(arrays, label.map(Path::toString).orElse(Dataset.LABEL), at)
                      : mapped(label.orElseThrow(() -> noLabel(at)));
              columns.put(Dataset.LABEL, label(array, type, wanted.classes()));
            });
    checkSizes(columns, at);
    return new Dataset(columns, List.of());
  }

  private static NndException noLabel(Location at) {
    return new NndException(
        Diagnostic.of("NND0476", at, "there is no array with the labels")
            .help("name it: numpy(\"x.npy\", label=\"y.npy\")"));
  }

  private static NpyArray named(Map<String, NpyArray> arrays, String name, Location at) {
    NpyArray found = arrays.get(name);
    if (found == null && arrays.size() == 1 && !name.equals(Dataset.LABEL)) {
      return arrays.values().iterator().next();
    }
    if (found == null) {
      List<String> names = List.copyOf(arrays.keySet());
      throw new NndException(
          Diagnostic.of("NND0476", at, "there is no array " + Wording.quoted(name))
              .note("the arrays are " + Wording.list(names))
              .help(DidYouMean.of(name, names).map(near -> "did you mean " + near + "?")));
    }
    return found;
  }

  private static Column column(NpyArray array, String use, TensorType wanted) {
    Shape each = array.example();
    TensorType type = bound(wanted, each);
    if (!type.shape().size().equals(each.size())) {
      throw array.problem(
          "NND0477",
          "an example is "
              + each
              + ", "
              + Wording.count(each.size().orElseThrow(), "number")
              + ", but "
              + use
              + " is "
              + wanted,
          "the first axis is that of the examples; the others must hold as many numbers as " + use);
    }
    if (!NpyColumn.fits(type.element(), array.header().element())) {
      throw array.problem(
          "NND0478",
          "the array holds "
              + array.header().element().name().toLowerCase(Locale.ROOT)
              + ", but "
              + use
              + " is "
              + wanted,
          "convert it: array.astype('" + numpy(type) + "')");
    }
    return new NpyColumn(array, type);
  }

  private static String numpy(TensorType type) {
    return switch (type.element()) {
      case FLOAT -> "float32";
      case DOUBLE -> "float64";
      default -> type.element().toString();
    };
  }

  /** The type with the array's lengths where it leaves them free. */
  private static TensorType bound(TensorType wanted, Shape each) {
    Shape shape = wanted.shape();
    if (shape.size().isPresent() || shape.rank() != each.rank()) {
      return wanted;
    }
    List<Dim> dims =
        IntStream.range(0, shape.rank())
            .mapToObj(i -> shape.dim(i) instanceof Dim.Named ? each.dim(i) : shape.dim(i))
            .toList();
    return wanted.shaped(new Shape(dims));
  }

  /** Class numbers are checked, and may be stored as any whole numbers. */
  private static Column label(NpyArray array, TensorType type, long classes) {
    Column labels = column(array, "the label", type);
    if (classes == 0) {
      return labels;
    }
    Problems problems = new Problems();
    for (int i = 0; i < array.size() && !problems.enough(); i++) {
      int example = i;
      array.forEach(
          i,
          (block, at) -> {
            long label = array.header().element().whole(block, at);
            if (label < 0 || label >= classes) {
              problems.add(
                  Diagnostic.of(
                          "NND0440",
                          array.at(),
                          "label " + example + " is " + label + ", not the number of a class")
                      .note("labels are counted from 0; the classes are 0 to " + (classes - 1)));
            }
          });
    }
    problems.check();
    return labels;
  }

  private static void checkSizes(Map<String, Column> columns, Location at) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    columns.forEach((name, column) -> sizes.put(name, column.size()));
    if (sizes.values().stream().distinct().count() > 1) {
      throw new NndException(
          Diagnostic.of("NND0479", at, "the arrays have different numbers of examples: " + sizes)
              .help("the first axis of all must be as long"));
    }
  }

  /** An array that stays in its file. */
  private static NpyArray mapped(Path file) {
    Location at = Location.file(file.toString());
    try {
      NpyHeader header =
          FileProblem.reading(
              file,
              "NND0401",
              () -> {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                  return NpyHeader.read(in, at);
                }
              });
      long bytes = checkLength(header, Files.size(file) - header.bytes(), at);
      try (FileChannel channel = FileChannel.open(file)) {
        int perBlock = perBlock(header, bytes, at);
        long block = bytes / header.shape().sizes()[0] * perBlock;
        List<ByteBuffer> blocks = new ArrayList<>();
        for (long from = 0; from < bytes; from += block) {
          long size = Math.min(block, bytes - from);
          long start = header.bytes() + from;
          blocks.add(channel.map(FileChannel.MapMode.READ_ONLY, start, size).order(header.order()));
        }
        return new NpyArray(at, header, blocks, perBlock);
      }
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0402", e));
    }
  }

  /** The arrays of a {@code .npz} by their names. */
  private static Map<String, NpyArray> unpacked(Path file) {
    Map<String, NpyArray> arrays = new TreeMap<>();
    try {
      FileProblem.reading(
          file,
          "NND0401",
          () -> {
            try (ZipFile zip = new ZipFile(file.toFile())) {
              for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                String name = entry.getName().replaceFirst("\\.npy$", "");
                Location at = Location.file(file + "/" + entry.getName());
                try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
                  arrays.put(name, unpacked(in, at));
                }
              }
            }
            return arrays;
          });
    } catch (ZipException e) {
      throw new NndException(
          Diagnostic.of(
                  "NND0473", Location.file(file.toString()), "this is not an archive of NumPy")
              .help("write it with numpy.savez"));
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0402", e));
    }
    return arrays;
  }

  private static NpyArray unpacked(InputStream in, Location at) throws IOException {
    NpyHeader header = NpyHeader.read(in, at);
    byte[] numbers = in.readNBytes((int) Math.min(MOST_BYTES, promised(header)));
    checkLength(header, numbers.length + (long) in.readNBytes(1).length, at);
    ByteBuffer all = ByteBuffer.wrap(numbers).order(header.order());
    return new NpyArray(at, header, List.of(all), (int) header.shape().sizes()[0]);
  }

  /** How many bytes a header promises, the largest number if they can't be counted. */
  private static long promised(NpyHeader header) {
    try {
      return Math.multiplyExact(header.shape().size().orElseThrow(), header.element().bytes());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private static long checkLength(NpyHeader header, long there, Location at) {
    long promised = promised(header);
    boolean axis = header.shape().rank() > 0;
    if (!axis || promised == 0 || header.shape().sizes()[0] > Integer.MAX_VALUE) {
      throw new NndException(
          Diagnostic.of("NND0477", at, "the array is " + header.shape() + ", which are no examples")
              .help("the first axis is that of the examples"));
    }
    if (there != promised) {
      throw new NndException(
          Diagnostic.of(
                  "NND0475",
                  at,
                  "the array is "
                      + header.shape()
                      + ", "
                      + promised
                      + " bytes, but the file has "
                      + (there < promised ? "only " + there : "more"))
              .help("the file is damaged; write it again"));
    }
    return promised;
  }

  /** How many examples a block of a mapped file has: as many as a buffer can reach. */
  private static int perBlock(NpyHeader header, long bytes, Location at) {
    int examples = (int) header.shape().sizes()[0];
    long each = bytes / examples;
    if (each > MOST_BYTES || (header.fortran() && bytes > MOST_BYTES)) {
      throw new NndException(
          Diagnostic.of(
                  "NND0477", at, "an example of this array, or all in this order, is over 2 GiB")
              .help("save it in C order: numpy.ascontiguousarray(array)"));
    }
    return (int) Math.min(examples, MOST_BYTES / each);
  }
}
