package org.nnd.op;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Composite;
import org.nnd.ir.DeadCode;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Lowering;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * What stands for ops in graphs that train, by the place where they run: the lowering table, which
 * {@link ConvLowering} carries on for convolutions on CPUs.
 *
 * <table>
 * <caption>What stands for an op</caption>
 * <tr><th>op</th><th>portable</th><th>ONNX Runtime's CPU provider</th><th>its CUDA provider</th></tr>
 * <tr><td>Conv</td><td>itself, or {@link FoldedConv}</td><td>{@link BlockedConv}, or as portable</td>
 *     <td>itself</td></tr>
 * <tr><td>{@link ConvInput}</td><td>by shape</td><td>by shape</td>
 *     <td>{@link ConvInputGradient#TRANSPOSED}</td></tr>
 * <tr><td>{@link ConvWeights}</td><td>by shape</td>
 *     <td>by shape; of whole blocks {@link ConvWeightGradient#BESIDE} for separate, {@link
 *     ConvWeightGradient#LAID} for rows and columns</td>
 *     <td>{@link ConvWeightGradient#PLACES}, or as portable where lengths are free</td></tr>
 * <tr><td>what lies between two convolutions</td><td>itself</td><td>{@link StayingBlocked}</td>
 *     <td>itself</td></tr>
 * <tr><td>{@link TurnedConv}</td><td>itself</td><td>{@link BlockedConv}, or as portable</td>
 *     <td>itself</td></tr>
 * <tr><td>{@link ConvTranspose}</td><td>itself</td><td>itself</td>
 *     <td>{@link CroppedConvTranspose} where padding is uneven</td></tr>
 * <tr><td>{@link Col2Im}</td><td>itself</td><td>itself</td><td>{@link SpreadColumns}</td></tr>
 * <tr><td>{@link BitShift}, {@link BitwiseXor}</td><td>itself</td><td>itself</td>
 *     <td>{@link Shifted}, {@link TabulatedXor}; itself for a single number</td></tr>
 * <tr><td>what has no kernel for bfloat16</td><td>itself</td><td>itself</td>
 *     <td>{@link Widened}</td></tr>
 * <tr><td>{@link Mean}</td><td>itself</td><td>itself</td><td>{@link SharedSum}</td></tr>
 * </table>
 */
public final class Lowerings {
  /** Anywhere: standard operators only. */
  public static final Lowering PORTABLE = Lowerings::portable;

  /** On ONNX Runtime's CUDA provider: standard operators that it has kernels for. */
  public static final Lowering ONNX_RUNTIME_CUDA = Lowerings::cuda;

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
    return new Lowering() {
      @Override
      public Optional<Composite> of(Op op, List<Value> in) {
        return portable(op, in).or(() -> blocked(op, in, block));
      }

      @Override
      public Graph of(Graph graph) {
        // The error hangs on a convolution, which must not be dead code itself.
        return SameBlocks.of(DeadCode.remove(StayingBlocked.of(graph, block)), block);
      }
    };
  }

  private static Optional<Composite> blocked(Op op, List<Value> in, int block) {
    if (op instanceof ConvWeights c) {
      return channelsLast(c, in, block);
    }
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

  /**
   * Images have their channels last for little, or for nothing, out of the blocked layout, in which
   * they stay or were brought for the convolution itself; those of a transposed one are transposed.
   */
  private static Optional<Composite> channelsLast(ConvWeights whole, List<Value> in, int block) {
    Conv op = whole.op();
    Shape x = in.get(0).shape();
    Shape w = in.get(1).shape();
    long from = w.dim(1).known().orElseThrow();
    long to = w.dim(0).known().orElseThrow();
    boolean blocks =
        from % block == 0 && BlockedConv.applies(op, in.get(0).type(), from, to, block);
    boolean laid = ConvWeightGradient.LAID.applies(op, x, w) && !new Columns(op.window()).isImage();
    if (!blocks || !laid) {
      return Optional.empty();
    }
    List<Long> kernel = op.window().kernel();
    return switch (ConvLowering.weights(op, x, w)) {
      // The smaller matrix stands on the right, where ONNX Runtime packs it.
      case SEPARATE ->
          from * kernel.get(1) <= to * kernel.get(0)
              ? Optional.of(new Formulation(whole, op, ConvWeightGradient.BESIDE))
              : Optional.empty();
      case COLUMNS, ROWS -> Optional.of(new Formulation(whole, op, ConvWeightGradient.LAID));
      default -> Optional.empty();
    };
  }

  private static Optional<Composite> cuda(Op op, List<Value> in) {
    if (in.isEmpty()) {
      return Optional.empty();
    }
    TensorType first = in.get(0).type();
    boolean bits = first.element() == ElementType.UINT32 && first.shape().rank() > 0;
    Composite other = null;
    if (op instanceof ConvInput c) {
      other = written(c, c.op(), ConvInputGradient.TRANSPOSED, in);
    } else if (op instanceof ConvWeights c) {
      other = written(c, c.op(), ConvWeightGradient.PLACES, in);
    } else if (op instanceof ConvTranspose c && CroppedConvTranspose.applies(c)) {
      other = new CroppedConvTranspose(c);
    } else if (op instanceof Col2Im c && SpreadColumns.applies(c)) {
      other = new SpreadColumns(c);
    } else if (op instanceof BitShift && bits) {
      other = new Shifted();
    } else if (op instanceof BitwiseXor && bits) {
      other = new TabulatedXor();
    } else if (op instanceof Mean) {
      other = new SharedSum();
    } else if (!(op instanceof Composite) && widens(op, in)) {
      other = new Widened(op);
    }
    return Optional.ofNullable(other);
  }

  /** Whether an op has a kernel for floats, and none for the bfloat16 numbers that it gets. */
  private static boolean widens(Op op, List<Value> in) {
    List<ElementType> types = in.stream().map(Value::element).toList();
    if (!types.contains(ElementType.BFLOAT16)) {
      return false;
    }
    List<ElementType> results =
        op.infer(in.stream().map(Value::type).toList()).stream().map(TensorType::element).toList();
    return !CudaKernels.takes(op, types, results)
        && CudaKernels.takes(op, Widened.widened(types), Widened.widened(results));
  }

  private static Composite written(Composite whole, Conv op, ConvGradient way, List<Value> in) {
    return way.applies(op, in.get(0).shape(), in.get(1).shape())
        ? new Formulation(whole, op, way)
        : null;
  }
}
