package org.nnd.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.nnd.image.Picture;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * Images that are decoded when they are asked for, each pixel from 0 to 1.
 *
 * <p>The first ones are kept as bytes in the size of the network, up to an eighth of the memory.
 */
final class Pictures implements Column {
  private static final float WHITE = 255;

  private final List<Path> files;
  private final TensorType type;
  private final AtomicReferenceArray<byte[]> kept;
  private final AtomicLong room;

  /**
   * @param type [C, H, W] of floats or doubles
   */
  Pictures(List<Path> files, TensorType type) {
    this.files = List.copyOf(files);
    this.type = type;
    this.kept = new AtomicReferenceArray<>(files.size());
    this.room = new AtomicLong(Runtime.getRuntime().maxMemory() / 8);
  }

  @Override
  public TensorType type() {
    return type;
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public void write(int example, ByteBuffer to) {
    for (byte pixel : bytes(example)) {
      float value = (pixel & 0xFF) / WHITE;
      if (type.element() == ElementType.FLOAT) {
        to.putFloat(value);
      } else {
        to.putDouble((pixel & 0xFF) / (double) WHITE);
      }
    }
  }

  private byte[] bytes(int example) {
    byte[] known = kept.get(example);
    if (known != null) {
      return known;
    }
    byte[] decoded = decoded(files.get(example));
    if (room.addAndGet(-decoded.length) >= 0) {
      kept.set(example, decoded);
    }
    return decoded;
  }

  private byte[] decoded(Path file) {
    long[] sizes = type.shape().sizes();
    try {
      return FileProblem.reading(file, "NND0401", () -> Picture.read(file, (int) sizes[0]))
          .orElseThrow(() -> undecodable(file, "is in a format that can't be read"))
          .covering((int) sizes[1], (int) sizes[2])
          .bytes();
    } catch (IOException e) {
      throw undecodable(file, "can't be decoded: " + e.getMessage());
    }
  }

  private static NndException undecodable(Path file, String what) {
    return new NndException(
        Diagnostic.of("NND0471", Location.file(file.toString()), "this image " + what)
            .help("PNG, JPEG, GIF, BMP and TIFF can be read; convert it, or remove it"));
  }
}
