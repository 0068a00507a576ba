package org.nnd.syntax;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Golden;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;
import org.nnd.source.Source;

/** Every slip that a person is likely to make, and word for word what the compiler says. */
class SlipTest {

  @TestFactory
  Stream<DynamicTest> syntaxErrorsSayWhatWasMeant() {
    return Golden.tests(
        "syntax/slips.txt",
        text -> {
          Source source = Source.of("a.nnd", text);
          NndException error = assertThrows(NndException.class, () -> Parser.parse(source));
          return error.diagnostics().stream().map(Rendering::text).collect(Collectors.joining());
        });
  }
}
