package org.nnd.build;

import java.util.function.UnaryOperator;

/** A block whose weights stand under a path of its own: a layer, or a function with a name. */
sealed interface Placed extends Block permits LayerCall, Placed.Named {

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
}
