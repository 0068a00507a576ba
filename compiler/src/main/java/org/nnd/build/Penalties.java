package org.nnd.build;

import org.nnd.train.Penalty;

/**
 * What is added to the loss: {@code new Train().regularize(l2(1e-4))}.
 *
 * <p>Made from the catalogue by CatalogueSourceTest: don't edit it.
 */
public final class Penalties {
  private Penalties() {}

  /** What {@code of} may be. */
  public enum Of {
    ALL,
    WEIGHTS
  }

  /**
   * loss + rate Σ |w|
   *
   * <p>In a text: {@code l1(rate, of=weights)}
   *
   * @param rate what the sum is multiplied with
   */
  public static L1 l1(double rate) {
    return new L1(Call.Arguments.NONE.with("rate", Literal.of(rate)));
  }

  /** A call of {@code l1}. */
  public static final class L1 extends Call<Penalty> {
    private L1(Call.Arguments arguments) {
      super(org.nnd.train.Penalties.ALL, "l1", arguments);
    }

    /**
     * Whether all count, or weights only: no biases and nothing that normalises.
     *
     * @param of all or weights; without it: weights
     */
    public L1 of(Of of) {
      return new L1(arguments().with("of", Literal.of(of)));
    }
  }

  /**
   * loss + rate Σ w²
   *
   * <p>In a text: {@code l2(rate, of=weights)}
   *
   * @param rate what the sum is multiplied with
   */
  public static L2 l2(double rate) {
    return new L2(Call.Arguments.NONE.with("rate", Literal.of(rate)));
  }

  /** A call of {@code l2}. */
  public static final class L2 extends Call<Penalty> {
    private L2(Call.Arguments arguments) {
      super(org.nnd.train.Penalties.ALL, "l2", arguments);
    }

    /**
     * Whether all count, or weights only: no biases and nothing that normalises.
     *
     * @param of all or weights; without it: weights
     */
    public L2 of(Of of) {
      return new L2(arguments().with("of", Literal.of(of)));
    }
  }
}
