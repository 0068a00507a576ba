package org.nnd.check;

import java.util.List;
import java.util.Optional;
import org.nnd.call.Datum;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.Span;
import org.nnd.syntax.Statement;
import org.nnd.train.Training;

/** The inputs of a body: a model's are inputs of the network, a block's are what is sent. */
final class Inputs {
  private final Frame frame;
  private final List<Datum> given;
  private final Outputs outputs;
  private int count;

  /**
   * @param given what is sent through a block
   * @param outputs those before, whose names are taken
   */
  Inputs(Frame frame, List<Datum> given, Outputs outputs) {
    this.frame = frame;
    this.given = given;
    this.outputs = outputs;
  }

  /** Gives an input's name to what it stands for. */
  void declare(Statement.Input i) {
    Optional<TensorType> type = i.type().flatMap(new TypeReader(frame)::read);
    Datum value = frame.isModel() ? declared(i, type) : received(i, type);
    frame.scope().define(i.name().text(), value);
  }

  private Datum declared(Statement.Input i, Optional<TensorType> type) {
    String name = i.name().text();
    Span span = i.name().span();
    if (i.type().isEmpty()) {
      frame.problem(
          Diagnostic.of("NND0216", i.span(), "a model's input needs a type")
              .help("say what one example is: input " + name + ": float[1, 28, 28]"));
    } else if (name.equals(Training.LABEL)) {
      frame.problem(
          Diagnostic.of("NND0208", span, "an input can't be called label")
              .help("that is what a train section calls the numbers to predict"));
    } else if (outputs.has(name)) {
      frame.problem(
          Diagnostic.of("NND0208", span, "an input can't have the name of an output, " + name));
    } else if (frame.elaboration().hasInput(name)) {
      frame.problem(Diagnostic.of("NND0208", span, "there are two inputs called " + name));
    }
    return type.<Datum>map(
            t -> new Datum.Tensor(frame.elaboration().input(name, t.batch()), i.span()))
        .orElse(Datum.UNKNOWN);
  }

  private Datum received(Statement.Input i, Optional<TensorType> type) {
    if (count >= given.size()) {
      frame.problem(
          Diagnostic.of("NND0216", i.span(), "a block's inputs stand outside of for and if")
              .help("put it at the start of the block's body"));
      return Datum.UNKNOWN;
    }
    Datum value = given.get(count);
    count++;
    if (type.isPresent() && value instanceof Datum.Tensor t) {
      TensorType is = t.value().type().perExample();
      if (!fits(is, type.get())) {
        frame.problem(
            Diagnostic.of("NND0204", i.span(), "this input is " + type.get() + ", but gets " + is));
      }
    }
    return value;
  }

  /** Whether a type is one that a block declares; a free length there may be any. */
  private static boolean fits(TensorType is, TensorType declared) {
    Shape some = declared.shape();
    boolean fits = is.element() == declared.element() && is.shape().rank() == some.rank();
    for (int i = 0; fits && i < some.rank(); i++) {
      fits = some.dim(i) instanceof Dim.Named || some.dim(i).equals(is.shape().dim(i));
    }
    return fits;
  }
}
