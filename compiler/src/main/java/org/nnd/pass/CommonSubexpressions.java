package org.nnd.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.Graph;
import org.nnd.ir.Op;
import org.nnd.ir.Value;

/** The same op of the same values is computed once; no op draws random numbers. */
final class CommonSubexpressions implements Pass {

  private record Expression(Op op, List<Value> inputs) {
    /** Of the kind of op only: Java makes each kind's own hash anew at each start. */
    @Override
    public int hashCode() {
      return 31 * op.getClass().hashCode() + inputs.hashCode();
    }
  }

  @Override
  public Graph of(Graph graph) {
    Map<Expression, List<Value>> computed = new HashMap<>();
    return Rewrite.of(
        graph,
        (node, rewrite) -> {
          Expression expression = new Expression(node.op(), node.inputs());
          List<Value> before = computed.putIfAbsent(expression, node.outputs());
          return before == null ? rewrite.keep(node) : before;
        });
  }
}
