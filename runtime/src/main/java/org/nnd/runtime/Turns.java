package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs of which each reads what the one before wrote: they write into two sets of tensors by turns,
 * so that no run asks for memory and none is given back.
 *
 * <p>The results of the first two runs are these tensors.
 */
final class Turns implements AutoCloseable {
  private final Session session;
  private final Set<String> placed;
  private final Set<String> others;

  /** The first two runs, and what each of them made that is written again. */
  private final List<OrtSession.Result> first = new ArrayList<>();

  private final List<Map<String, OnnxValue>> places = new ArrayList<>();
  private int turn;

  /** The last run beyond these, whose other results are in use. */
  private Optional<OrtSession.Result> last = Optional.empty();

  /**
   * @param placed the results that always have the same lengths, and are kept until the next run
   */
  Turns(Session session, Set<String> placed) {
    this.session = session;
    this.placed = Set.copyOf(placed);
    this.others = new HashSet<>(session.ort().getOutputNames());
    others.removeAll(placed);
  }

  /** Runs once; the results are to be kept, or closed. */
  OrtSession.Result run(Map<String, OnnxTensor> feed) throws OrtException {
    return places.size() == 2 ? session.run(feed, others, places.get(turn)) : session.run(feed);
  }

  /** The results are read by the next run. */
  void keep(OrtSession.Result results) {
    if (places.size() == 2) {
      last.ifPresent(OrtSession.Result::close);
      last = Optional.of(results);
      turn = 1 - turn;
      return;
    }
    first.add(results);
    Map<String, OnnxValue> made = new HashMap<>();
    placed.forEach(name -> made.put(name, results.get(name).orElseThrow()));
    places.add(made);
  }

  @Override
  public void close() {
    last.ifPresent(OrtSession.Result::close);
    first.forEach(OrtSession.Result::close);
  }
}
