package org.nnd.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.train.Classified;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/**
 * What a page shows of a network: a paper for pictures, or a form for the columns of a table.
 *
 * @param picture channels, height and width of the pictures that it takes, if it takes some
 * @param columns whether what it takes are columns of a table, be they pixels
 */
public record Panel(Optional<List<Long>> picture, boolean columns) {
  /** A picture has at least so many pixels on each side. */
  private static final int SMALLEST = 4;

  /** A row of numbers that is a square of at least so many on each side is a picture. */
  private static final int SQUARE = 8;

  /**
   * Decides what a page shows.
   *
   * @param remembered what the trained model remembers, as metadata
   * @throws NndException if the network takes or gives something else (NND0692)
   */
  static Panel of(Experiment e, Training training, Map<String, String> remembered) {
    checkPrediction(training, remembered);
    List<Value> inputs = e.network().inputs();
    boolean columns = !remembered.getOrDefault("nnd.features", "[]").equals("[]");
    if (remembered.containsKey("nnd.vocabulary")) {
      throw refused("it takes texts");
    }
    for (Value input : inputs) {
      if (input.type().perExample().shape().size().isEmpty()) {
        throw refused("input " + input.name() + " has a free length");
      }
    }
    TensorType first = inputs.get(0).type().perExample();
    boolean plain = first.element().isFloat() && !remembered.containsKey("nnd.normalization");
    Optional<List<Long>> picture =
        inputs.size() == 1 && plain ? picture(first.shape(), columns) : Optional.empty();
    if (picture.isPresent()) {
      return new Panel(picture, columns);
    }
    if (!columns) {
      String types =
          String.join(", ", inputs.stream().map(v -> v.name() + ": " + v.type()).toList());
      throw refused("it takes neither pictures nor columns of a table, but " + types);
    }
    return new Panel(Optional.empty(), columns);
  }

  private static Optional<List<Long>> picture(Shape shape, boolean columns) {
    long[] sizes = shape.sizes();
    int rank = sizes.length;
    if (rank == 1) {
      long side = Math.round(Math.sqrt((double) sizes[0]));
      boolean square = side * side == sizes[0] && side >= SQUARE && !columns;
      return square ? Optional.of(List.of(1L, side, side)) : Optional.empty();
    }
    boolean large = rank > 1 && sizes[rank - 1] >= SMALLEST && sizes[rank - 2] >= SMALLEST;
    long channels = rank == 3 ? sizes[0] : 1;
    boolean coloured = channels == 3 || channels == 4;
    return large && rank <= 3 && (channels == 1 || coloured)
        ? Optional.of(List.of(channels, sizes[rank - 2], sizes[rank - 1]))
        : Optional.empty();
  }

  private static void checkPrediction(Training training, Map<String, String> remembered) {
    if (training.label().isEmpty()) {
      throw refused("its loss compares with no label");
    }
    if (training.prediction().isEmpty() || remembered.isEmpty()) {
      throw refused("its loss looks at more than one output");
    }
    Shape label = training.label().get().type().perExample().shape();
    if (training.classes() > 0 && label.rank() > 0) {
      throw refused("it tells several classes of an example");
    }
    boolean classified =
        training.network().steps().stream().anyMatch(s -> s.layer() instanceof Classified);
    if (training.classes() == 0 && classified) {
      throw refused("it gives several scores that are no classes of one label");
    }
  }

  private static NndException refused(String why) {
    return new NndException(
        Diagnostic.of("NND0692", "there is no page for a network like this: " + why)
            .note("pages show networks that take pictures, or columns of a table")
            .note("and that tell a class, or numbers")
            .help("nnd compile writes NAME.train.onnx, which any program drives"));
  }
}
