package org.nnd.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nnd.Compiler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A compilation in memory, and its first part: the text, read and checked. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class CompileBenchmark {
  /** Folder of the networks, where the working folder is the project's. */
  @Param({"examples/mnist/lenet.nnd", "examples/zoo/resnet50.nnd"})
  public String file;

  @Benchmark
  public Object check() {
    return Compiler.check(Path.of(file));
  }

  @Benchmark
  public int compile() {
    return new Compilations(new Text(Path.of(file), Map.of())).bytes();
  }
}
