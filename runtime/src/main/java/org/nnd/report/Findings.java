package org.nnd.report;

import java.util.List;
import org.nnd.markup.Element;

/** What comes out when a trained network is asked about examples whose labels are known. */
sealed interface Findings permits Classification, Deviations {

  /** Adds an example, what its label is and what the network says. */
  void add(int example, double[] label, double[] output);

  /** Tables for a report. */
  List<Element> tables();

  /** The examples that it is most wrong about. */
  Worst worst();
}
