package org.nnd.benchmarks;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.nnd.ir.Shape;
import org.nnd.runtime.Provider;
import org.nnd.source.NndException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * NND on a GPU: losses beside the CPU's, then steps a second beside PyTorch's in eager mode on the
 * same GPU, as tables in Markdown.
 *
 * <p>The exit code is 1 if losses differ, from the CPU's or PyTorch's, 2 if the provider doesn't
 * work.
 */
@Command(
    name = "benchmarks/gpu/run",
    mixinStandardHelpOptions = true,
    description = "Compares losses with the CPU's, and steps a second with PyTorch's.")
public final class Gpu implements Callable<Integer> {
  /** Losses are compared over so many steps. */
  private static final int COMPARED = 50;

  /** How near they have to be, relative to the CPU's. */
  private static final double NEAR = 1e-3;

  private static final int TURNS = 5;
  private static final List<String> PRECISIONS = List.of("float32", "float16");

  @Option(names = "--provider", defaultValue = "cuda", description = "Of NND (default: cuda).")
  String provider;

  @Option(
      names = "--dry-run",
      description = "On the CPU, with small networks and the steps written for CUDA.")
  boolean dry;

  @Option(names = "--networks", split = ",", description = "Some of them, by their names.")
  List<String> names = GpuNetwork.ALL.stream().map(GpuNetwork::name).toList();

  @Option(names = "--seconds", defaultValue = "2", description = "Of each of five turns.")
  double seconds;

  @Option(names = "--python", defaultValue = "python3", description = "A Python with PyTorch.")
  String python;

  @Option(
      names = "--root",
      defaultValue = ".",
      description = "Where the folders networks and python are (default: here).")
  Path root;

  @Option(names = "--work", required = true, description = "A folder for what all sides read.")
  Path work;

  private final PrintStream out = System.out;
  private boolean wrong;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Gpu()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<GpuNetwork> networks =
        GpuNetwork.ALL.stream().filter(n -> names.contains(n.name())).toList();
    out.printf(
        "ONNX Runtime %s with %s; GPU: %s%n%n",
        OrtEnvironment.getEnvironment().getVersion(),
        OrtEnvironment.getAvailableProviders(),
        DeviceWatch.name().orElse("none"));
    if (!dry) {
      try {
        Provider.of(provider).check();
      } catch (NndException e) {
        out.println(e.getMessage());
        return 2;
      }
    }
    out.printf("## Losses of %d steps, beside the CPU's%n%n", COMPARED);
    row("network", "first", "last", "last on the CPU", "largest relative difference");
    row("---", "---", "---", "---", "---");
    for (GpuNetwork network : networks) {
      compare(network);
    }
    out.printf("%n## Steps a second%s%n%n", dry ? ", which mean nothing in a dry run" : "");
    row(
        "network",
        "precision",
        "NND",
        "PyTorch",
        "NND / PyTorch",
        "NND MiB",
        "PyTorch MiB",
        "NND outside kernels",
        "PyTorch outside kernels");
    row("---", "---", "---", "---", "---", "---", "---", "---", "---");
    for (GpuNetwork network : networks) {
      for (String precision : dry ? List.of("float32") : PRECISIONS) {
        measure(network, precision);
      }
    }
    return wrong ? 1 : 0;
  }

  private void row(String... cells) {
    out.println("| " + String.join(" | ", cells) + " |");
  }

  /** A row of the measurements, PyTorch's side as it is to stand there. */
  private void row(
      GpuNetwork network,
      String precision,
      Side nnd,
      String theirs,
      String ratio,
      String memory,
      String outside) {
    row(
        network.name(),
        precision,
        digits(nnd.rate()),
        theirs,
        ratio,
        nnd.memory(),
        memory,
        nnd.outside(),
        outside);
  }

  private void failed(String network, IOException e) {
    wrong = true;
    row(network, e.getMessage());
  }

  /** The first so many losses of few examples, on the device and on the CPU. */
  private void compare(GpuNetwork network) throws IOException {
    Path folder = Files.createDirectories(work.resolve(network.name() + "-few"));
    Text text = text(network, network.exact());
    Noise.write(text, folder, 4 * GpuNetwork.FEW);
    List<String> few =
        List.of("run.precision=float32", "run.batch=" + GpuNetwork.FEW, "run.lr=" + network.lr());
    try (Remote nnd = Remote.nnd()) {
      double[] cpu =
          losses(nnd, text, folder, few, List.of("run.provider=cpu", "run.target=portable"));
      double[] device = losses(nnd, text, folder, few, onDevice());
      double difference = 0;
      for (int i = 0; i < cpu.length; i++) {
        difference = Math.max(difference, Math.abs(device[i] - cpu[i]) / Math.abs(cpu[i]));
      }
      boolean far = !(difference <= NEAR);
      wrong |= far;
      row(
          network.name(),
          digits(device[0]),
          digits(device[COMPARED - 1]),
          digits(cpu[COMPARED - 1]),
          String.format(Locale.ROOT, "%.1e", difference) + (far ? ", too much" : ""));
    } catch (IOException e) {
      failed(network.name(), e);
    }
  }

  private static double[] losses(
      Remote nnd, Text text, Path folder, List<String> settings, List<String> where)
      throws IOException {
    nnd.ask(opening("step", text, folder, settings, where));
    double[] losses = Arrays.copyOf(nnd.ask("losses", "step", COMPARED), COMPARED);
    nnd.ask("close", "step");
    return losses;
  }

  private static Object[] opening(
      String name, Text text, Path folder, List<String> settings, List<String> where) {
    List<Object> words = new ArrayList<>(List.of("open", name, "train", text.file(), folder));
    text.values().forEach((key, value) -> words.add(key + "=" + value));
    words.addAll(settings);
    words.addAll(where);
    return words.toArray();
  }

  private Text text(GpuNetwork network, Map<String, String> more) {
    Map<String, String> values = new TreeMap<>(more);
    if (dry) {
      values.putAll(network.small());
    }
    return new Text(root.resolve("networks/" + network.name() + ".nnd"), values);
  }

  private List<String> onDevice() {
    return dry
        ? List.of("run.provider=cpu", "run.target=ort-cuda", "run.steps=10")
        : List.of("run.provider=" + provider);
  }

  /** Each side alone, for its memory, then both by turns. */
  private void measure(GpuNetwork network, String precision) throws IOException {
    Path folder = Files.createDirectories(work.resolve(network.name()));
    Text text = text(network, Map.of());
    int batch = dry ? GpuNetwork.FEW : network.batch();
    Noise.write(text, folder, 2 * batch);
    new Export(text, folder);
    List<String> settings = List.of("run.batch=" + batch, "run.precision=" + precision);
    try (Side nnd = new Side(Remote.nnd(), seconds)) {
      double[] own = nnd.begin(opening("step", text, folder, settings, onDevice()));
      try (Side pytorch =
          new Side(Remote.pytorch(python, root.resolve("python/worker.py")), seconds)) {
        double[] theirs = pytorch.begin(inPyTorch(network, text, folder, batch, precision));
        if (precision.equals("float32") && network.exact().isEmpty()) {
          check(own, theirs);
        }
        turns(nnd, pytorch);
        String ratio = String.format(Locale.ROOT, "%.2f", nnd.rate() / pytorch.rate());
        String rate = digits(pytorch.rate());
        row(network, precision, nnd, rate, ratio, pytorch.memory(), pytorch.outside());
      } catch (IOException e) {
        turns(nnd);
        row(network, precision, nnd, e.getMessage(), "", "", "");
      }
    } catch (IOException e) {
      failed(network.name() + " | " + precision, e);
    }
  }

  /** What is timed must be the same; from the third step on, roundings may have grown. */
  private void check(double[] own, double[] theirs) throws IOException {
    for (int i = 0; i < 2; i++) {
      if (!(Math.abs(own[i] - theirs[i]) <= NEAR * Math.abs(theirs[i]))) {
        wrong = true;
        throw new IOException(
            "its losses differ: "
                + Arrays.toString(own)
                + ", PyTorch's are "
                + Arrays.toString(theirs));
      }
    }
  }

  private static void turns(Side... sides) throws IOException {
    for (int i = 0; i < TURNS; i++) {
      for (Side side : sides) {
        side.turn();
      }
    }
  }

  private Object[] inPyTorch(
      GpuNetwork network, Text text, Path folder, int batch, String precision) {
    Shape shape = text.experiment().network().inputs().get(0).type().perExample().shape();
    List<Object> words =
        new ArrayList<>(
            List.of(
                "open",
                "step",
                "train_on",
                "gpu_" + network.name(),
                folder,
                "device=" + (dry ? "cpu" : provider),
                "precision=" + precision,
                "batch=" + batch,
                "shape=" + Arrays.toString(shape.sizes())));
    text.values().forEach((key, value) -> words.add(key + "=" + value));
    return words.toArray();
  }

  /** Three that count. */
  private static String digits(double number) {
    int whole = (int) Math.max(1, Math.floor(Math.log10(Math.abs(number))) + 1);
    return String.format(Locale.ROOT, "%." + Math.max(0, 3 - whole) + "f", number);
  }
}
