package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Lowering;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.op.Lowerings;
import org.nnd.op.ReorderInput;
import org.nnd.source.NndException;

/** What a training step is written for. */
public enum Target {
  /** Any runtime: standard operators only. */
  PORTABLE("portable") {
    @Override
    public Lowering lowering() {
      return Lowerings.PORTABLE;
    }
  },

  /**
   * ONNX Runtime's CPU provider, on processors like this one: convolutions stand in its blocked
   * layout. Where this processor has none it is the same as the other.
   */
  ORT_CPU("ort-cpu") {
    @Override
    public Lowering lowering() {
      return Blocks.SIZE > 0 ? Lowerings.onnxRuntimeCpu(Blocks.SIZE) : Lowerings.PORTABLE;
    }

    @Override
    public String describe() {
      return Blocks.SIZE > 0 ? this + " with blocks of " + Blocks.SIZE : PORTABLE.describe();
    }
  },

  /** ONNX Runtime's CUDA provider: standard operators that have kernels there. */
  ORT_CUDA("ort-cuda") {
    @Override
    public Lowering lowering() {
      return Lowerings.ONNX_RUNTIME_CUDA;
    }
  };

  private final String name;

  Target(String name) {
    this.name = name;
  }

  /** What steps are written for if nothing else is said. */
  public static Target of(Provider provider) {
    return switch (provider.kind()) {
      case CPU -> ORT_CPU;
      case CUDA, TENSORRT -> ORT_CUDA; // what TensorRT can't do is for CUDA
      default -> PORTABLE;
    };
  }

  /** How its ops are written. */
  public abstract Lowering lowering();

  /** What decides how they are written here: {@code ort-cpu with blocks of 8}. */
  public String describe() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Asks ONNX Runtime, once. */
  private static final class Blocks {
    /** How many channels stand together in the blocked layout; 0 if there is none. */
    static final int SIZE = size();

    private static int size() {
      Tensor x = ReorderInput.counted();
      TensorType type = x.type();
      Builder g = new Builder("blocks");
      g.output("y", g.apply(new ReorderInput(), g.input("x", type)));
      try (Session session = Session.of(g.build(), Provider.CPU);
          OnnxTensor in = Tensors.onnx(x);
          OrtSession.Result result = session.run(Map.of("x", in))) {
        ByteBuffer y = Tensors.heap((OnnxTensor) result.get(0), type).bytes();
        for (int i = 0; i < y.remaining() / Float.BYTES; i++) {
          if (y.getFloat(i * Float.BYTES) == 1) {
            return i > 1 ? i : 0;
          }
        }
        return 0;
      } catch (OrtException | NndException e) {
        return 0;
      }
    }
  }
}
