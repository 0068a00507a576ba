package org.nnd.build;

import java.util.function.UnaryOperator;
import org.nnd.layer.Tuning;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

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
    public Tensors apply(Tensors values) {
      return block instanceof LayerCall
          ? values.model().layer(name(), path -> at(path, values))
          : Placed.super.apply(values);
    }

    /**
     * @throws NndException if it is a layer without weights (NND0312)
     */
    @Override
    public Tensors at(String path, Tensors values) {
      Tensors made = values.model().tuned(tuning, () -> block.at(path, values));
      if (block instanceof LayerCall && values.model().last().weights().isEmpty()) {
        throw new NndException(
            Diagnostic.of("NND0312", "the layer " + name() + " has no weights that could learn"));
      }
      return made;
    }
  }

  /** The same block with its weights learning in a way of their own. */
  static Block tuned(Block block, Tuning tuning) {
    return block instanceof Placed placed
        ? new Tuned(placed, tuning)
        : values -> values.model().tuned(tuning, () -> block.apply(values));
  }
}
