package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Pow.pow;
import static org.nnd.op.Sub.sub;

import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** A moving mean: mean ← β mean + (1 - β) x, from 0. */
final class Moving {
  private final OptimizerStep s;
  private final Value stays;
  private final Value comes;

  Moving(OptimizerStep s, String beta) {
    this.s = s;
    this.stays = s.hyper(beta);
    this.comes = sub(s.g(), s.number(1), stays);
  }

  Value next(Value mean, Value x) {
    Builder g = s.g();
    return add(g, mul(g, mean, stays), mul(g, x, comes));
  }

  /** 1 - βᵗ: the weights of the x so far, which add up to less than 1 at first. */
  Value total() {
    return sub(s.g(), s.number(1), pow(s.g(), stays, s.t()));
  }
}
