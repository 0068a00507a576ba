package org.nnd.data;

import java.util.Arrays;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * The last tokens of a text: as many as a network reads that continues it.
 *
 * @param input of the network, int64[T] or int32[T]; where T is free, windows are at most as long
 *     as those that it learned from
 */
public record Ending(TensorType input, TextSchema schema) {

  /**
   * Cuts off all before.
   *
   * @throws NndException if there are too few (NND0585)
   */
  public int[] of(int[] tokens, Location at) {
    long most = Math.max(1, Math.min(schema.length(), tokens.length));
    int wanted = Math.toIntExact(input.shape().size().orElse(most));
    if (tokens.length < wanted) {
      throw new NndException(
          Diagnostic.of(
                  "NND0585",
                  at,
                  "the text has "
                      + Wording.count(tokens.length, "token")
                      + ", but the network reads "
                      + Wording.count(wanted, "token"))
              .help("give a longer text"));
    }
    return Arrays.copyOfRange(tokens, tokens.length - wanted, tokens.length);
  }
}
