package org.nnd.op;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Composite;
import org.nnd.ir.Lowering;
import org.nnd.ir.Op;
import org.nnd.ir.Value;

/** What stands for ops in graphs that train, by the place where they run. */
public final class Lowerings {
  /** Anywhere: standard operators only. */
  public static final Lowering PORTABLE = Lowerings::portable;

  private Lowerings() {}

  private static Optional<Composite> portable(Op op, List<Value> in) {
    return op instanceof Conv conv && ConvLowering.folds(conv, in.get(0).shape(), in.get(1).shape())
        ? Optional.of(new FoldedConv(conv))
        : Optional.empty();
  }

  /**
   * On ONNX Runtime's CPU provider, with operators that only it has.
   *
   * @param block how many channels it puts together on this processor
   */
  public static Lowering onnxRuntimeCpu(int block) {
    return (op, in) -> portable(op, in).or(() -> blocked(op, in, block));
  }

  private static Optional<Composite> blocked(Op op, List<Value> in, int block) {
    boolean turned = op instanceof TurnedConv;
    if (!turned && !(op instanceof Conv)) {
      return Optional.empty();
    }
    Conv conv = turned ? ((TurnedConv) op).back() : (Conv) op;
    long from = in.get(0).shape().dim(1).known().orElseThrow();
    long to = in.get(1).shape().dim(turned ? 1 : 0).known().orElseThrow();
    return BlockedConv.applies(conv, in.get(0).type(), from, to, block) && !(turned && from < block)
        ? Optional.of(new BlockedConv(conv, turned, block))
        : Optional.empty();
  }
}
