package org.nnd.data;

/** A column that grows row by row. */
sealed interface CsvColumn extends Column permits CsvNumbers, CsvClasses {

  /** Appends what the row holds for this column; if that is wrong, nothing is appended. */
  void add(CsvRow row);
}
