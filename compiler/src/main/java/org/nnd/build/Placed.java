package org.nnd.build;

import java.util.function.UnaryOperator;
import org.nnd.layer.Tuning;

/** A block whose weights stand under a path of its own: a layer, or a function with a name. */
sealed interface Placed extends Block permits LayerCall, Placed.Named, Placed.Tuned {

  /** The name that the path ends with. */
  String name();

  /** Sends values through, the weights standing under a path. */
  Tensors at(String path, Tensors values);

  @Override
  default Tensors apply(Tensors values) {
    return at(values.model().next(name()), values);
  }

  /** A function with a name. */
  record Named(String name, UnaryOperator<Tensors> body) implements Placed {
    @Override
    public Tensors at(String path, Tensors values) {
      return values.model().under(path, () -> body.apply(values));
    }
  }

  /** A block whose weights learn in a way of their own. */
  record Tuned(Placed block, Tuning tuning) implements Placed {
    @Override
    public String name() {
      return block.name();
    }

    @Override
    public Tensors at(String path, Tensors values) {
      return values.model().tuned(tuning, () -> block.at(path, values));
    }
  }

  /** The same block with its weights learning in a way of their own. */
  static Block tuned(Block block, Tuning tuning) {
    return block instanceof Placed placed
        ? new Tuned(placed, tuning)
        : values -> values.model().tuned(tuning, () -> block.apply(values));
  }
}
