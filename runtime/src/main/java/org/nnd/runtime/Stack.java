package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.Dim;
import org.nnd.ir.TensorType;

/**
 * Batches of the same lengths that follow each other, one upon the other in one tensor for each
 * input; good until the next one is asked for. Of its tensors those that were made last are good.
 *
 * @param inputs where their numbers are
 * @param batches how many there are
 * @param size the examples in each
 */
record Stack(List<Input> inputs, int batches, int size) {

  /**
   * The batches' numbers for one input.
   *
   * @param batch the type of one of them, its axis of examples first
   */
  record Input(String name, TensorType batch, Room room) {
    /** The bytes of a batch. */
    int bytes() {
      return Math.toIntExact(batch.shape().size().orElseThrow() * batch.element().bytes());
    }
  }

  /** All of them, steps being the first axis. */
  Map<String, OnnxTensor> tensors() throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    for (Input in : inputs) {
      TensorType all = in.batch.shaped(in.batch.shape().insert(0, Dim.of(batches)));
      tensors.put(in.name, in.room.tensor(all, 0));
    }
    return tensors;
  }

  /** One of them, counted from 0. */
  Map<String, OnnxTensor> batch(int index) throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    for (Input in : inputs) {
      tensors.put(in.name, in.room.tensor(in.batch, index * in.bytes()));
    }
    return tensors;
  }

  /** The first of them. */
  Stack first(int count) {
    return new Stack(inputs, count, size);
  }
}
