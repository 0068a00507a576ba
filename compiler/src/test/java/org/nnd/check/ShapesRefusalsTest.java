package org.nnd.check;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.Golden;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.Source;

/**
 * What activations, shapes, reductions, poolings, indexes and repeat say when they can't take
 * something. A case is the type of x and an expression of it.
 */
class ShapesRefusalsTest {
  @TestFactory
  Stream<DynamicTest> refusalsSayWhatIsWrong() {
    return Golden.tests("check/shapes.txt", ShapesRefusalsTest::refusals);
  }

  private static String refusals(String in) {
    List<String> lines = in.lines().toList();
    String text =
        "model M {\n  input x: " + lines.get(0) + "\n  output y = " + lines.get(1) + "\n}\n";
    try {
      Compiler.check(Source.of("refused.nnd", text));
      return "nothing is wrong\n";
    } catch (NndException e) {
      return e.diagnostics().stream().map(ShapesRefusalsTest::told).collect(Collectors.joining());
    }
  }

  private static String told(Diagnostic d) {
    return d.code() + ": " + d.message() + "\n" + d.help().map(h -> "help: " + h + "\n").orElse("");
  }
}
