package org.nnd.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nnd.data.Column;
import org.nnd.ir.TensorType;

/**
 * A few examples, again and again.
 *
 * @param numbers of the examples, as their machine has them in memory
 * @param size how many examples there seem to be
 */
record Repeated(TensorType type, byte[] numbers, int size) implements Column {

  /** Those in a file. */
  static Repeated of(Path file, TensorType type, int size) throws IOException {
    return new Repeated(type, Files.readAllBytes(file), size);
  }

  @Override
  public void write(int example, ByteBuffer to) {
    int bytes = Math.toIntExact(type.shape().size().orElseThrow()) * type.element().bytes();
    int there = numbers.length / bytes;
    to.put(numbers, example % there * bytes, bytes);
  }
}
