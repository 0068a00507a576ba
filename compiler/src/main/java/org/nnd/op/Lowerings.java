package org.nnd.op;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Composite;
import org.nnd.ir.Lowering;
import org.nnd.ir.Op;
import org.nnd.ir.Value;

/** Where a graph that trains will run. */
public enum Lowerings implements Lowering {
  /** Anywhere: standard operators only. */
  PORTABLE {
    @Override
    public Optional<Composite> of(Op op, List<Value> in) {
      return op instanceof Conv conv
              && ConvLowering.folds(conv, in.get(0).shape(), in.get(1).shape())
          ? Optional.of(new FoldedConv(conv))
          : Optional.empty();
    }
  }
}
