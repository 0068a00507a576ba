package org.nnd.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/** Which columns of a CSV file hold names rather than numbers, and which names. */
final class CsvCategories {
  private static final int MOST = 10_000;

  private CsvCategories() {}

  /**
   * Goes through a file.
   *
   * @param features the columns that may hold names
   * @return the names of each column that holds one, in their order
   * @throws NndException if there are too many (NND0484)
   */
  static Map<String, List<String>> of(CsvFile csv, List<String> features) throws IOException {
    int[] places = csv.header().places(features);
    List<Set<String>> texts = new ArrayList<>();
    boolean[] names = new boolean[places.length];
    features.forEach(f -> texts.add(new TreeSet<>()));
    csv.forEachRow(
        row -> {
          for (int i = 0; i < places.length; i++) {
            String text = row.cells().get(places[i]);
            if (row.isMissing(places[i])) {
              continue;
            }
            names[i] |= Double.isNaN(Decimal.parse(text));
            // numbers are kept too, as long as they may yet turn out to be names
            if (texts.get(i).size() <= MOST) {
              texts.get(i).add(text);
            }
          }
        });
    Map<String, List<String>> categories = new LinkedHashMap<>();
    for (int i = 0; i < places.length; i++) {
      if (names[i]) {
        if (texts.get(i).size() > MOST) {
          throw new NndException(
              Diagnostic.of(
                      "NND0484",
                      csv.header().at(),
                      "column "
                          + Wording.quoted(features.get(i))
                          + " has more than "
                          + MOST
                          + " different names")
                  .help("are they categories? leave the column out, or number them"));
        }
        categories.put(features.get(i), List.copyOf(texts.get(i)));
      }
    }
    return categories;
  }
}
