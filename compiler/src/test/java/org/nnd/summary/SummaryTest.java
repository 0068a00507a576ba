package org.nnd.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.Golden;
import org.nnd.check.Experiment;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;
import org.nnd.source.Source;

class SummaryTest {

  @TestFactory
  Stream<DynamicTest> tablesAreAsDrawn() {
    return Golden.tests(
        "summary/tables.txt", in -> SummaryText.of(Summary.of(read(in), 32, Map.of())));
  }

  @TestFactory
  Stream<DynamicTest> toolsGetTheSame() {
    return Golden.tests(
        "summary/json.txt", in -> SummaryJson.of(Summary.of(read(in), 1, Map.of())) + "\n");
  }

  /** A text, or the path of an example. */
  private static Experiment read(String in) {
    Source source =
        in.strip().endsWith(".nnd")
            ? Source.read(Path.of("../examples", in.strip()))
            : Source.of("a.nnd", in);
    return Compiler.choose(Compiler.check(source), Optional.empty());
  }

  @Test
  void freeLengthsCanBeChosen() {
    Experiment e = read("model A { input x: float[T, 4]  output x -> dense(2) }");
    assertEquals(100 * 8, Summary.of(e, 1, Map.of()).multiplyAdds());
    assertEquals(7 * 8, Summary.of(e, 1, Map.of("T", 7L)).multiplyAdds());
  }

  @Test
  void whatALengthCantBeIsTold() {
    assertEquals(
        """
        error[NND0521]: A has no free length Tame
          note: the free lengths are Time
          help: did you mean Time?
        """,
        refused("model A { input x: float[Time, 4]  output x -> dense(2) }", Map.of("Tame", 7L)));
    assertEquals(
        """
        error[NND0521]: A has no free length T
        """,
        refused("model A { input x: float[4]  output x -> dense(2) }", Map.of("T", 7L)));
    assertEquals(
        """
        error[NND0522]: with Time = 2: conv's window of 3 is longer than the axis it slides over: float[4, 2]
          help: choose other lengths with --length
        """,
        refused("model A { input x: float[4, Time]  output x -> conv(2, 3) }", Map.of("Time", 2L)));
  }

  private static String refused(String text, Map<String, Long> lengths) {
    Experiment e = read(text);
    NndException error = assertThrows(NndException.class, () -> Summary.of(e, 1, lengths));
    return Rendering.text(error.diagnostics().get(0));
  }
}
