package org.nnd.op;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Value;

/**
 * Which nodes ONNX Runtime's CUDA provider leaves to the CPU for want of a kernel.
 *
 * <p>The table of its kernels is the file {@code cuda-kernels.txt} beside this class; what depends
 * on attributes stands here. Nodes that have a kernel and that ONNX Runtime puts on the CPU all the
 * same, since they compute lengths, are none of these; nor are those of a single number, which
 * costs nothing to bring over.
 */
public final class CudaKernels {
  private static final Map<String, List<Row>> TABLE = table();

  private static final Set<String> RECURRENT_SETTINGS =
      Set.of("activation_alpha", "activation_beta", "clip");

  private static final Map<String, List<String>> ACTIVATIONS =
      Map.of(
          "LSTM", List.of("sigmoid", "tanh", "tanh"),
          "GRU", List.of("sigmoid", "tanh"),
          "RNN", List.of("tanh"));

  /**
   * A node without a kernel.
   *
   * @param reason in a few words, such as {@code no kernel for int32}
   */
  public record Missing(Node node, String reason) {}

  /** A kernel: which types its inputs and outputs may have, by their places. */
  private record Row(Map<Integer, Set<String>> inputs, Map<Integer, Set<String>> outputs) {
    boolean takes(List<ElementType> in, List<ElementType> out) {
      return fits(inputs, in) && fits(outputs, out);
    }

    private static boolean fits(Map<Integer, Set<String>> types, List<ElementType> values) {
      return types.entrySet().stream()
          .allMatch(
              e ->
                  e.getKey() >= values.size()
                      || e.getValue().contains(word(values.get(e.getKey()))));
    }
  }

  private CudaKernels() {}

  /** The nodes of a graph, and of the bodies in it, that have no kernel. */
  public static List<Missing> missing(Graph graph) {
    List<Missing> all = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (!isSingle(node)) {
        reason(node).ifPresent(why -> all.add(new Missing(node, why)));
      }
      for (Object attribute : new TreeMap<>(node.op().attributes()).values()) {
        if (attribute instanceof Graph body) {
          all.addAll(missing(body));
        }
      }
    }
    return all;
  }

  /** Whether it reads and gives nothing but single numbers. */
  private static boolean isSingle(Node node) {
    return node.inputs().stream().allMatch(v -> v.shape().rank() == 0)
        && node.outputs().stream().allMatch(v -> v.shape().rank() == 0);
  }

  /** Why a node has no kernel, if it has none. */
  static Optional<String> reason(Node node) {
    Op op = node.op();
    List<ElementType> in = node.inputs().stream().map(Value::element).toList();
    if (!op.domain().isEmpty()) {
      return Optional.of("is an operator of the CPU provider");
    }
    if (!TABLE.containsKey(op.name())) {
      return Optional.of("no kernel");
    }
    if (!takes(op, in, node.outputs().stream().map(Value::element).toList())) {
      String types = in.stream().distinct().map(CudaKernels::word).collect(joining(", "));
      return Optional.of("no kernel for " + types);
    }
    return attributes(op);
  }

  /** Whether an operator has a kernel for some types of its inputs and outputs. */
  static boolean takes(Op op, List<ElementType> in, List<ElementType> out) {
    return TABLE.getOrDefault(op.name(), List.of()).stream().anyMatch(r -> r.takes(in, out));
  }

  private static Optional<String> attributes(Op op) {
    Map<String, Object> told = op.attributes();
    if (op.name().equals("ConvTranspose") && told.get("pads") instanceof long[] pads) {
      int axes = pads.length / 2;
      for (int i = 0; i < axes; i++) {
        if (pads[i] != pads[axes + i]) {
          return Optional.of("no kernel for uneven padding");
        }
      }
    }
    return ACTIVATIONS.containsKey(op.name()) ? recurrent(op.name(), told) : Optional.empty();
  }

  /** cuDNN has the usual activations only, and the GRU whose reset gate is behind the product. */
  private static Optional<String> recurrent(String name, Map<String, Object> told) {
    if (told.keySet().stream().anyMatch(RECURRENT_SETTINGS::contains)) {
      return Optional.of("no kernel for clipped or scaled activations");
    }
    if (told.get("activations") instanceof List<?> activations) {
      List<String> usual = ACTIVATIONS.get(name);
      for (int i = 0; i < activations.size(); i++) {
        String word = activations.get(i).toString().toLowerCase(Locale.ROOT);
        if (!word.equals(usual.get(i % usual.size()))) {
          return Optional.of("no kernel for the activation " + activations.get(i));
        }
      }
    }
    if (name.equals("GRU") && !Long.valueOf(1).equals(told.get("linear_before_reset"))) {
      return Optional.of("no kernel for linear_before_reset=0");
    }
    return told.getOrDefault("input_forget", 0L).equals(0L)
        ? Optional.empty()
        : Optional.of("no kernel for input_forget");
  }

  private static String word(ElementType element) {
    return element.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, List<Row>> table() {
    Map<String, List<Row>> table = new HashMap<>();
    InputStream file = CudaKernels.class.getResourceAsStream("cuda-kernels.txt");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.startsWith("#")) {
          String[] words = line.split(" ", -1);
          table.computeIfAbsent(words[0], name -> new ArrayList<>()).add(row(words));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private static Row row(String[] words) {
    Map<Integer, Set<String>> inputs = new HashMap<>();
    Map<Integer, Set<String>> outputs = new HashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        boolean in = word.startsWith("in");
        int place = Integer.parseInt(word.substring(in ? 2 : 3, equals));
        Set<String> types = Set.of(word.substring(equals + 1).split(",", -1));
        (in ? inputs : outputs).put(place, types);
      }
    }
    return new Row(inputs, outputs);
  }
}
