package org.nnd.data;

import java.nio.file.Path;
import java.util.Map;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.text.Tokenizer;

/** Whether a vocabulary and a network agree on how many tokens there are. */
record Sizes(
    Path file, Wanted wanted, Tokenizer tokenizer, Tokenizer.Kind kind, boolean labelsAreTokens) {

  /**
   * Checks that inputs look up, and that the loss compares, exactly as many tokens as the
   * vocabulary has, or as many as it was allowed to have.
   *
   * @throws NndException if not (NND0465)
   */
  void check() {
    for (Map.Entry<String, Long> e : wanted.indices().entrySet()) {
      check("looks up " + e.getValue() + " for input " + e.getKey(), e.getValue());
    }
    if (labelsAreTokens && wanted.classes() > 0) {
      check("gives scores to " + wanted.classes(), wanted.classes());
    }
  }

  private void check(String does, long size) {
    int known = tokenizer.encoding().size();
    boolean allowed = kind.vocabulary().filter(most -> most == size && known <= size).isPresent();
    if (known != size && !allowed) {
      throw new NndException(
          Diagnostic.of(
                  "NND0465",
                  Location.file(file.toString()),
                  "the vocabulary has "
                      + Wording.count(known, "token")
                      + ", but the network "
                      + does)
              .note("tokens are " + kind.tokens())
              .help("write " + known + " there; a parameter of the model can hold it"));
    }
  }
}
