package org.nnd.train;

import org.nnd.ir.TensorType;

/** A metric that looks at which class each score decides for, and which is right. */
interface Decided extends Classified {

  /** As a text writes it. */
  String name();

  /** The axis of the classes. */
  long axis();

  /** Where the classes are. */
  default ClassAxis place() {
    return new ClassAxis(name(), axis());
  }

  @Override
  default long classes(TensorType scores) {
    return Decisions.classes(place(), scores, label(scores));
  }

  @Override
  default TensorType label(TensorType scores) {
    return Decisions.label(place(), scores);
  }
}
