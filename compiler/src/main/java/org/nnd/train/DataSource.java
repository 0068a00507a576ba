package org.nnd.train;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Catalogue;
import org.nnd.call.Entry;

/** Where a train section finds its examples; reading them is the runtime's. */
public sealed interface DataSource {

  /** The file or folder as the text gives it, relative to the text's own folder. */
  String path();

  /** The same kind of data from another place. */
  DataSource at(String path);

  /**
   * A table with a header.
   *
   * @param label the columns to predict; none means the last one
   */
  record Csv(String path, List<String> label) implements DataSource {
    public Csv {
      label = List.copyOf(label);
    }

    @Override
    public DataSource at(String other) {
      return new Csv(other, label);
    }
  }

  /** A folder with the four files of MNIST and its kind, plain or .gz. */
  record Images(String path) implements DataSource {
    @Override
    public DataSource at(String other) {
      return new Images(other);
    }
  }

  /** Every source that a train section can name. */
  Catalogue<DataSource> ALL = new Catalogue<DataSource>(List.of(csv(), images()));

  private static Entry<Csv> csv() {
    Argument<String> path = Argument.required("path", ArgumentType.text(), "the file");
    Argument<List<String>> label =
        Argument.unset(
            "label", ArgumentType.texts(), "the last column", "the column or columns to predict");
    return Entry.of(
            "csv",
            "a table with a header",
            a -> new Csv(a.get(path), a.find(label).orElse(List.of())),
            path,
            label)
        .taking(0, 0);
  }

  private static Entry<Images> images() {
    Argument<String> path = Argument.required("path", ArgumentType.text(), "the folder");
    return Entry.of(
            "images",
            "MNIST's four IDX files in a folder, plain or .gz; pixels become 0 to 1",
            a -> new Images(a.get(path)),
            path)
        .taking(0, 0);
  }
}
