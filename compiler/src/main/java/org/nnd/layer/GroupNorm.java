package org.nnd.layer;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;
import static org.nnd.op.Standardize.standardize;

import java.util.List;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.GroupNormalization;

/**
 * y = weight (x - mean) / √(variance + ε) + bias, the statistics those of each group of channels of
 * each example.
 *
 * <p>Wu and He, 2018. x [C] or [C, ...]; weight [C] from 1, bias [C] from 0.
 */
public record GroupNorm(long groups, double epsilon, boolean affine) implements OneToOne {
  private static final Argument<Long> GROUPS =
      Argument.required("groups", ArgumentType.whole(1), "how many groups of channels");
  private static final Argument<Boolean> AFFINE = Norms.affine(true);

  static final Entry<GroupNorm> ENTRY =
      Entry.of(
          "group_norm",
          "y = weight (x - mean) / √(variance + ε) + bias, over groups of channels",
          a -> new GroupNorm(a.get(GROUPS), a.get(Norms.EPSILON), a.get(AFFINE)),
          GROUPS,
          Norms.EPSILON,
          AFFINE);

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public Shape shape(TensorType x) {
    long channels = Norms.channels("group_norm", x);
    if (channels % groups != 0) {
      throw new Refusal(
          "group_norm can't part " + channels + " channels into " + groups + " groups",
          "the channels must be a multiple of groups");
    }
    return x.shape();
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    return Norms.weights(Norms.perChannel(in.get(0)), affine, affine);
  }

  @Override
  public Value emit(Emission e, Value x) {
    Builder g = e.g();
    TensorType each = Norms.perChannel(x.type());
    if (!e.training()) {
      GroupNormalization op = new GroupNormalization(groups, epsilon);
      return g.apply(op, x, Norms.weight(e, "weight", each, 1), Norms.weight(e, "bias", each, 0));
    }
    Shape s = x.shape();
    Dim members = Dim.of(s.dim(1).known().orElseThrow() / groups).times(s.from(2).elements());
    Value rows = reshape(g, x, Shape.of(s.dim(0), Dim.of(groups), members));
    Value y = reshapeLike(g, standardize(g, List.of(2), epsilon, rows).y(), x);
    Shape wide = Norms.channels(s);
    return affine
        ? add(
            g, mul(g, y, reshape(g, e.weight("weight"), wide)), reshape(g, e.weight("bias"), wide))
        : y;
  }
}
