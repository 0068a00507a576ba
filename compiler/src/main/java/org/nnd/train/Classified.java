package org.nnd.train;

import org.nnd.ir.TensorType;
import org.nnd.layer.Autocast;
import org.nnd.layer.Layer;

/** A loss or metric whose labels may be the indices of classes. */
public interface Classified extends Layer {

  /** How many classes the labels of a prediction are indices of; 0 if they are none. */
  long classes(TensorType prediction);

  @Override
  default Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }
}
