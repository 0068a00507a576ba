package org.nnd.build;

import java.util.ArrayList;
import java.util.List;

/** Several values of one model: what branches give, or what a layer of many inputs takes. */
public final class Tensors {
  private final Model model;
  private final List<Tensor> all;

  Tensors(Model model, List<Tensor> all) {
    this.model = model;
    this.all = List.copyOf(all);
  }

  /** Several values, to be sent through a layer together: {@code of(q, k, v).to(attention())}. */
  public static Tensors of(Tensor first, Tensor... more) {
    List<Tensor> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return new Tensors(first.model(), all);
  }

  Model model() {
    return model;
  }

  /** The values. */
  public List<Tensor> all() {
    return all;
  }

  /** One of them, counted from 0. */
  public Tensor get(int index) {
    return all.get(index);
  }

  /**
   * The one value.
   *
   * @throws IllegalStateException if there are several
   */
  public Tensor only() {
    if (all.size() != 1) {
      throw new IllegalStateException(
          "one value is wanted here, not "
              + all.size()
              + ": join them, as with to(concat()), or take one with get(0)");
    }
    return all.get(0);
  }

  /** Sends all of them through a block that gives one. */
  public Tensor to(Block block) {
    return through(block).only();
  }

  /** Sends all of them through a block that gives several. */
  public Tensors through(Block block) {
    return block.apply(this);
  }

  /** {@code [float[64, 56, 56], float[64, 56, 56]]}. */
  @Override
  public String toString() {
    return all.toString();
  }
}
