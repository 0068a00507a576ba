package org.nnd.imports;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.nnd.ir.Node;

/**
 * Every layer that is seen in a graph: a line for each, what covers more ops before what covers
 * fewer.
 */
final class Recognisers {
  static final List<Recogniser> ALL =
      List.of(
          Recurrences::at,
          one(Attentions::heads),
          one(Attentions::plain),
          one(Norms::groupsInParts),
          one(Norms::layerInParts),
          one(Norms::batchInParts),
          one(Linear::at),
          one(Formulas::at),
          one(Convolutions::biased),
          one(Convolutions::conv),
          one(Convolutions::transposed),
          one(Norms::batch),
          one(Norms::layer),
          one(Norms::groups),
          one(Poolings::global),
          one(Poolings::max),
          one(Poolings::average),
          one(Activations::at),
          one(Activations::prelu),
          one(Shapes::element),
          one(Shapes::gathered),
          one(Shapes::reshape),
          one(Shapes::permute),
          one(Shapes::flip),
          Shapes::concat,
          one(Shapes::split),
          one(Shapes::slice),
          Shapes::slices,
          one(Shapes::pad),
          one(Shapes::embedding),
          one(Shapes::oneHot),
          Arithmetics::infix,
          Arithmetics::extremes,
          one(Arithmetics::negative),
          one(Arithmetics::matrices),
          one(Arithmetics::reduction));

  private Recognisers() {}

  private static Recogniser one(BiFunction<Node, Wiring, Optional<Site>> of) {
    return (node, graph) -> of.apply(node, graph).stream().toList();
  }
}
