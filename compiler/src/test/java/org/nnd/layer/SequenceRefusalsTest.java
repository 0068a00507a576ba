package org.nnd.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.Source;

/** What recurrent layers and attention can't take, and all that they say of it. */
class SequenceRefusalsTest {

  /** Inputs that a case may name, one of each kind. */
  private static final String INPUTS =
      """
      model M {
        input x: float[5, 3]
        input vector: float[4]
        input words: int64[T]
        input free: float[T, F]
        input wide: float[5, 6]
        input long: float[7, 3]
        input row: float[2, 4]
        input n: int64
        input precise: double[5, 3]
        output %s
      }
      """;

  @TestFactory
  Stream<DynamicTest> mistakesAreTold() {
    return CASES.stream().map(c -> dynamicTest(c.call, () -> check(c)));
  }

  private static void check(Case c) {
    Source text = Source.of("m.nnd", INPUTS.formatted(c.call));
    NndException e = assertThrows(NndException.class, () -> Compiler.check(text));
    List<Diagnostic> all = e.diagnostics();
    assertEquals(List.of(c.message), all.stream().map(Diagnostic::message).toList());
    assertEquals(c.help, all.get(0).help().orElse(""));
  }

  private record Case(String call, String message, String help) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "vector -> gru(4)",
              "gru expects a sequence of vectors per example, but this value is float[4]",
              "a sequence is float[steps, numbers], the steps may be free: float[T, 28]"),
          new Case(
              "words -> lstm(4)",
              "lstm expects a sequence of vectors per example, but this value is int64[T]",
              "make vectors of whole numbers first, with embedding or one_hot"),
          new Case(
              "free -> rnn(4)",
              "rnn needs to know how many numbers a step has, but this value is float[T, F]",
              "give the last axis a fixed length"),
          new Case(
              "x -> gru(4, state=row)",
              "gru's state must be float[4] here, but this is float[2, 4]",
              "there is one row for each layer and direction"),
          new Case(
              "x -> gru(4, layers=2, state=vector)",
              "gru's state must be float[2, 4] here, but this is float[4]",
              "there is one row for each layer and direction"),
          new Case(
              "x -> rnn(4, state=[vector, vector])",
              "rnn's state is one value, h, not 2",
              "write state=h"),
          new Case(
              "x -> lstm(4, state=vector)",
              "lstm's state is two values, h and c, not 1",
              "write state=[h, c]"),
          new Case(
              "x -> lstm(4, state=[vector, n])",
              "lstm's state must be float[4] here, but this is int64",
              "there is one row for each layer and direction"),
          new Case(
              "x -> lstm(4, lengths=vector)",
              "lstm's lengths are one whole number per example, but this is float[4]",
              "declare them so: input lengths: int64"),
          new Case(
              "x -> gru(4, lengths=words)",
              "gru's lengths are one whole number per example, but this is int64[T]",
              "declare them so: input lengths: int64"),
          new Case(
              "x -> gru(4, lengths=[n, n])",
              "gru's lengths are one whole number per example, but there are 2 values",
              "declare them so: input lengths: int64"),
          new Case(
              "vector -> attention",
              "attention expects sequences of vectors per example, but this value is float[4]",
              "a sequence is float[steps, numbers], the steps may be free: float[T, 64]"),
          new Case(
              "words -> multi_head_attention(2)",
              "multi_head_attention expects sequences of vectors per example, but this value is int64[T]",
              "make vectors of whole numbers first, with embedding or one_hot"),
          new Case(
              "free -> attention",
              "attention needs to know how many numbers a step has, but this value is float[T, F]",
              "give the last axis a fixed length"),
          new Case(
              "attention(x, x)",
              "attention takes one value, or query, key and value, not 2 values",
              "one value attends to itself; to read from another write attention(x, other, other)"),
          new Case(
              "attention(x, x, long)",
              "attention needs a value for each key, but keys are float[5, 3] and values float[7, 3]",
              ""),
          new Case(
              "attention(x, precise, x)",
              "attention can't mix kinds of numbers: float[5, 3], double[5, 3] and float[5, 3]",
              ""),
          new Case(
              "attention(x, wide, wide)",
              "attention multiplies queries with keys, but queries are float[5, 3] and keys float[5, 6]",
              "make them equally wide with dense, or use additive_attention"),
          new Case(
              "attention(x, lengths=[n, n])",
              "attention's lengths are one whole number per example, but there are 2 values",
              "declare them so: input lengths: int64"),
          new Case(
              "multi_head_attention(x, long, long, 3, lengths=[n, n])",
              "multi_head_attention's lengths are one whole number per example, but there are 2"
                  + " values",
              "declare them so: input lengths: int64"),
          new Case(
              "attention(x, lengths=row)",
              "attention's lengths are one whole number per example, but this is float[2, 4]",
              "declare them so: input lengths: int64"),
          new Case(
              "multi_head_attention(x, wide, wide, heads=3)",
              "multi_head_attention wants query, key and value equally wide, but they are float[5, 3], float[5, 6] and float[5, 6]",
              "make them so with dense"),
          new Case(
              "x -> multi_head_attention(2)",
              "multi_head_attention can't part 3 numbers among 2 heads",
              "the last length must be a multiple of heads"));
}
