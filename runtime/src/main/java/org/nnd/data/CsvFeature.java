package org.nnd.data;

import java.util.List;

/**
 * A column of a CSV file that feeds an input: a number, or where there are categories, a 1 for one
 * of them among zeros.
 *
 * @param place of the column in the file
 * @param categories in the order of their names; empty for numbers
 */
record CsvFeature(String name, int place, List<String> categories) {

  /** How many numbers it gives. */
  int width() {
    return Math.max(1, categories.size());
  }
}
