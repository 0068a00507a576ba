package org.nnd.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OrtEnvironment;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.Compiler;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.onnx.Running;
import org.nnd.train.Experiment;
import org.nnd.train.TrainingGraph;

/**
 * The same files, trained on every host of examples/drivers, give the same losses.
 *
 * <p>A host that is not on the machine, and can't be installed, is skipped; {@code -Dhosts=Java}
 * says which to try. So is the page that {@code nnd export web} makes, in Chromium. {@code
 * -Drenew=true} writes the tables of docs/interchange.md anew, which takes every host; otherwise
 * they are compared with what is found here.
 */
final class InterchangeTest {
  private static final Path PAGE = Project.ROOT.resolve("docs/interchange.md");
  private static final Path DRIVERS = Project.EXAMPLES.resolve("drivers");

  /** A copy of what is in examples, so that nothing is installed beside the sources. */
  private static final Path EXAMPLES = Project.EXAMPLES.resolve("target/interchange");

  private static final Path FOLDER = EXAMPLES.resolve("drivers");
  private static final boolean RENEW = Boolean.getBoolean("renew");

  /** How far a loss may be from Java's, and from that of the page, which another machine found. */
  private static final double NEAR = 1e-4;

  private static final double NEAR_ELSEWHERE = 1e-3;

  private static final List<Integer> SHOWN = List.of(1, 2, 5, 10, 20, 50, 100, 150, 200);

  /** What the losses are told of step by step. */
  private static final String CURVE = "plain";

  /** Their first weights are those of others, each the next number after it. */
  private static final String NUDGED = "_nudged";

  private static final Map<String, Integer> STEPS = new LinkedHashMap<>();

  static {
    STEPS.put(CURVE, 200);
    STEPS.put("digits", RENEW ? 200 : 20);
    STEPS.put("batch_norm", RENEW ? 200 : 20);
    STEPS.put("lstm", RENEW ? 200 : 20);
  }

  /** The page in a browser. */
  private static final String CHROMIUM = "Chromium";

  private static final Map<String, Map<String, float[]>> FOUND = new LinkedHashMap<>();

  @TempDir Path dir;

  @BeforeAll
  static void compile() throws IOException, URISyntaxException {
    copy(Project.EXAMPLES.resolve("data/digits.csv"), EXAMPLES.resolve("data"));
    try (Stream<Path> drivers = Files.list(DRIVERS)) {
      for (Path file : drivers.filter(Files::isRegularFile).toList()) {
        copy(file, FOLDER);
      }
    }
    Path runtime =
        Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.copy(runtime, FOLDER.resolve("onnxruntime.jar"), StandardCopyOption.REPLACE_EXISTING);
    String digits = Files.readString(Project.EXAMPLES.resolve("digits.nnd"));
    write("digits", digits);
    write(CURVE, digits.replace(" -> dropout(0.3)", "").replace("lr=0.002", "lr=0.0002"));
    write("batch_norm", small("conv(16, kernel=3) -> batch_norm -> relu -> flatten"));
    write("lstm", small("reshape([8, 8]) -> lstm(32, returns=final)"));
  }

  private static void copy(Path file, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path copy = folder.resolve(file.getFileName());
    // What is as it was keeps its time, so that nothing is built again.
    if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String small(String layers) {
    return """
        model Digits {
          input pixels: float[1, 8, 8]
          output logits = pixels / 16 -> %s -> dense(10)
        }

        train Digits {
          data      csv("data/digits.csv", label="digit")
          loss      cross_entropy(logits, label)
          optimizer adam(lr=0.001)
        }
        """
        .formatted(layers);
  }

  /** Compiles a network, and again with its weights nudged. */
  private static void write(String name, String text) throws IOException {
    Path file = Files.writeString(EXAMPLES.resolve(name + ".nnd"), text);
    Project.nnd("compile", file, "-o", FOLDER);
    Experiment e = Compiler.choose(Compiler.check(file), Optional.empty());
    Map<String, Tensor> weights = e.network().initial(e.training().orElseThrow().seed());
    weights.replaceAll((weight, numbers) -> nudged(numbers));
    TrainingGraph step = TrainingGraph.of(e.training().orElseThrow(), weights);
    Compiler.initialization(e, step).write(FOLDER.resolve(name + NUDGED + ".init.onnx"));
    Files.copy(
        FOLDER.resolve(name + ".train.onnx"),
        FOLDER.resolve(name + NUDGED + ".train.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static Tensor nudged(Tensor weights) {
    double[] numbers = Running.doubles(weights);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.nextUp((float) numbers[i]);
    }
    return Tensor.of(ElementType.FLOAT, weights.type().shape(), numbers);
  }

  private static List<Host> hosts() throws IOException {
    return Host.of(Files.readString(DRIVERS.resolve("README.md")));
  }

  @Test
  void everyDriverIsShort() throws IOException {
    try (Stream<Path> files = Files.list(DRIVERS)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(py|m?js|java|rs)")).toList()) {
        long lines =
            Files.readAllLines(file).stream()
                .filter(line -> !line.matches("\\s*|\\s*(//|#).*|(import|from|use) .*"))
                .count();
        assertTrue(lines < 40, file + " has " + lines + " lines");
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> everyHostFindsTheSame() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Host host : hosts()) {
      tests.add(dynamicTest(host.name(), () -> compare(host)));
    }
    tests.add(dynamicTest(CHROMIUM, this::compareChromium));
    tests.add(dynamicTest("docs/interchange.md", this::told));
    return tests.stream();
  }

  private void compare(Host host) throws Exception {
    host.prepare(FOLDER);
    Map<String, float[]> curves = new LinkedHashMap<>();
    FOUND.put(host.name(), curves);
    for (Map.Entry<String, Integer> network : STEPS.entrySet()) {
      String name = network.getKey();
      curves.put(name, host.losses(FOLDER, name, network.getValue()));
      if (name.equals(CURVE)) {
        assertPredicts(host.state(FOLDER));
      }
      if (host.name().equals(Host.JAVA)) {
        curves.put(name + NUDGED, host.losses(FOLDER, name + NUDGED, network.getValue()));
      }
      assertNear(host.name(), name);
    }
  }

  private void compareChromium() throws IOException {
    Path browser = WebParts.browser();
    Path runtime = WebParts.runtime();
    Map<String, float[]> curves = new LinkedHashMap<>();
    FOUND.put(CHROMIUM, curves);
    for (Map.Entry<String, Integer> network : STEPS.entrySet()) {
      String name = network.getKey();
      Path text = EXAMPLES.resolve(name + ".nnd");
      Path empty = Files.createDirectories(dir.resolve(name));
      curves.put(name, WebParts.steps(text, FOLDER, network.getValue(), empty, browser, runtime));
      assertNear(CHROMIUM, name);
    }
  }

  private static void assertNear(String host, String network) {
    double apart = apart(host, network, network.equals(CURVE) ? 200 : 20);
    assertTrue(apart <= NEAR, network + " is " + apart + " from Java's");
  }

  /** The largest relative difference from Java's losses within the first steps. */
  private static double apart(String host, String network, int steps) {
    float[] expected = FOUND.get(Host.JAVA).get(network.replace(NUDGED, ""));
    float[] actual = FOUND.get(host).get(network);
    double apart = 0;
    for (int i = 0; i < steps; i++) {
      double difference = Math.abs((double) actual[i] - expected[i]) / Math.abs(expected[i]);
      apart = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(apart, difference);
    }
    return apart;
  }

  /**
   * The state that a host saved becomes a model, {@code nnd export}, which predicts most digits:
   * what its weights predict where they are put into the model by hand.
   */
  private void assertPredicts(Path state) throws Exception {
    Path text = EXAMPLES.resolve(CURVE + ".nnd");
    Path model = dir.resolve(state.getFileName() + ".onnx");
    Project.nnd("export", text, "--weights", state, "-o", model);
    Experiment e = Compiler.choose(Compiler.check(text), Optional.empty());
    Map<String, Tensor> weights = safetensors(state);
    weights.keySet().retainAll(e.network().weights().keySet());
    List<double[]> rows;
    try (Stream<String> lines = Files.lines(EXAMPLES.resolve("data/digits.csv"))) {
      rows = lines.skip(1).map(InterchangeTest::numbers).toList();
    }
    double[] pixels = rows.stream().flatMapToDouble(r -> Arrays.stream(r, 0, 64)).toArray();
    Shape shape = Shape.of(rows.size(), 1, 8, 8);
    Map<String, Tensor> fed = Map.of("pixels", Tensor.of(ElementType.FLOAT, shape, pixels));
    try (Running byHand = new Running(Compiler.inference(e, weights, Map.of()).toBytes());
        Running run = new Running(Files.readAllBytes(model))) {
      double[] logits = run.run(fed).get("logits");
      assertArrayEquals(byHand.run(fed).get("logits"), logits, "exported from " + state);
      long right =
          IntStream.range(0, rows.size())
              .filter(i -> best(logits, 10 * i) == (int) rows.get(i)[64])
              .count();
      assertTrue(right > 0.75 * rows.size(), right + " of " + rows.size() + " by " + state);
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static int best(double[] logits, int from) {
    int best = 0;
    for (int i = 1; i < 10; i++) {
      best = logits[from + i] > logits[from + best] ? i : best;
    }
    return best;
  }

  /** The tensors of floats in a file, by name. */
  private static Map<String, Tensor> safetensors(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int start = Long.BYTES + (int) bytes.getLong(0);
    String header = new String(bytes.array(), Long.BYTES, start - Long.BYTES, UTF_8);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> e :
        JsonParser.parseString(header).getAsJsonObject().entrySet()) {
      JsonObject tensor = e.getValue().getAsJsonObject();
      if (tensor.get("dtype").getAsString().equals("F32")) {
        long[] sizes = longs(tensor, "shape");
        long[] offsets = longs(tensor, "data_offsets");
        byte[] data =
            Arrays.copyOfRange(bytes.array(), start + (int) offsets[0], start + (int) offsets[1]);
        tensors.put(
            e.getKey(), new Tensor(new TensorType(ElementType.FLOAT, Shape.of(sizes)), data));
      }
    }
    return tensors;
  }

  private static long[] longs(JsonObject tensor, String key) {
    return tensor.getAsJsonArray(key).asList().stream().mapToLong(JsonElement::getAsLong).toArray();
  }

  private void told() throws IOException {
    String page = Files.readString(PAGE);
    if (RENEW) {
      Stream<String> all = Stream.concat(hosts().stream().map(Host::name), Stream.of(CHROMIUM));
      assertEquals(all.toList(), List.copyOf(FOUND.keySet()));
      String renewed = replaced(replaced(page, "losses", losses()), "differences", differences());
      Files.writeString(PAGE, renewed);
      return;
    }
    List<String> head = cells(table(page, "losses").get(0));
    assertEquals("Java", head.get(1));
    assertTrue(head.containsAll(FOUND.keySet()), "no column for some of " + FOUND.keySet());
    float[] found = FOUND.get(Host.JAVA).get(CURVE);
    List<String> rows = table(page, "losses");
    assertEquals(SHOWN.size(), rows.size() - 2);
    for (String row : rows.subList(2, rows.size())) {
      int step = Integer.parseInt(cells(row).get(0));
      double told = Double.parseDouble(cells(row).get(1));
      assertEquals(told, found[step - 1], NEAR_ELSEWHERE * told, "loss of step " + step);
    }
  }

  private static String losses() {
    List<String> rows = new ArrayList<>(head(List.of("step"), FOUND.keySet()));
    for (int step : SHOWN) {
      Stream<String> losses =
          FOUND.values().stream()
              .map(curves -> String.format(Locale.ROOT, "%.7f", curves.get(CURVE)[step - 1]));
      rows.add(row(Stream.concat(Stream.of(Integer.toString(step)), losses)));
    }
    return String.join("\n", rows);
  }

  private static String differences() {
    List<String> others = new ArrayList<>(FOUND.keySet());
    others.set(0, "Java, weights nudged");
    List<String> rows = new ArrayList<>(head(List.of("network", "steps"), others));
    for (String network : STEPS.keySet()) {
      for (int steps : new int[] {20, 200}) {
        Stream<String> apart =
            FOUND.keySet().stream()
                .map(h -> told(h, h.equals(Host.JAVA) ? network + NUDGED : network, steps));
        rows.add(row(Stream.concat(Stream.of(network, Integer.toString(steps)), apart)));
      }
    }
    return String.join("\n", rows);
  }

  private static String told(String host, String network, int steps) {
    double apart = apart(host, network, steps);
    return apart == 0 ? "0" : String.format(Locale.ROOT, "%.0e", apart);
  }

  private static List<String> head(List<String> first, Collection<String> more) {
    List<String> all = Stream.concat(first.stream(), more.stream()).toList();
    return List.of(row(all.stream()), row(all.stream().map(cell -> "---")));
  }

  private static String row(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static List<String> cells(String row) {
    return List.of(row.substring(2, row.length() - 2).split(" \\| ", -1));
  }

  private static String marked(String name) {
    return "(<!-- " + name + " -->\n)(.*?)(\n<!-- end -->)";
  }

  private static List<String> table(String page, String name) {
    Matcher found = Pattern.compile(marked(name), Pattern.DOTALL).matcher(page);
    assertTrue(found.find(), "no table of " + name);
    return found.group(2).lines().toList();
  }

  private static String replaced(String page, String name, String table) {
    return Pattern.compile(marked(name), Pattern.DOTALL)
        .matcher(page)
        .replaceFirst("$1" + Matcher.quoteReplacement(table) + "$3");
  }
}
