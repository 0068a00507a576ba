package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of docs/results.md: what examples reach on real data, and how long they take.
 *
 * <p>With {@code -Dresults=FOLDER}, which holds the sets in folders of their own, every example is
 * trained and its row written anew; with {@code -Dresults.only=NETWORK} one of them. Nothing else
 * writes a figure.
 */
final class ResultsTest {
  private static final Path PAGE = Project.ROOT.resolve("docs/results.md");

  private static final List<Entry> ENTRIES =
      List.of(
          fashion("softmax regression", "textbook/softmax_regression", 0.83, "0.828"),
          fashion("MLP", "textbook/mlp", 0.83, "0.838"),
          fashion("MLP with dropout", "textbook/mlp_dropout", 0.85, "0.857"),
          fashion("LeNet", "textbook/lenet", 0.78, "0.779"),
          fashion("LeNet with batch norm", "textbook/lenet_batch_norm", 0.81, "0.807"),
          timeMachine("RNN", "textbook/rnn", 1.3, "1.271"),
          timeMachine("GRU", "textbook/gru", 1.1, "1.036"),
          timeMachine("LSTM", "textbook/lstm", 1.1, "1.056"),
          timeMachine("two-layer LSTM", "textbook/deep_lstm", 1.1, "1.028"),
          fashion("LeNet's size on Fashion-MNIST", "best/lenet", 0.91, "–"),
          mnist("LeNet's size on MNIST", "best/lenet", 0.99),
          fashion("small ResNet on Fashion-MNIST", "best/resnet", 0.93, "–"),
          mnist("small ResNet on MNIST", "best/resnet", 0.994),
          mnist("bidirectional LSTM over rows", "best/bidirectional_lstm", 0.985),
          new Entry(
              "character LSTM",
              "best/shakespeare",
              "text/tinyshakespeare.txt",
              "val_loss",
              false,
              1.6,
              "–"),
          new Entry(
              "diabetes regression",
              "best/diabetes",
              "csv/diabetes.csv",
              "val_r2",
              true,
              0.5413,
              "–"));

  @TempDir Path dir;

  /**
   * A row.
   *
   * @param file the example, without its ending
   * @param data within the folder of data
   * @param figure a number of the last epoch's log
   * @param rises whether more is better
   * @param wanted what the figure is to reach
   * @param book the textbook's figure
   */
  private record Entry(
      String network,
      String file,
      String data,
      String figure,
      boolean rises,
      double wanted,
      String book) {

    /** All but what a training finds out. */
    String start() {
      return String.format(
          Locale.ROOT,
          "| %s | [%s](../examples/%2$s.nnd) | %s | `%s` | %s %s | %s |",
          network,
          file,
          data,
          figure,
          rises ? "≥" : "≤",
          wanted,
          book);
    }

    boolean reached(double x) {
      return rises ? x >= wanted : x <= wanted;
    }
  }

  private static Entry fashion(String network, String file, double wanted, String book) {
    return new Entry(network, file, "fashion-mnist", "val_accuracy", true, wanted, book);
  }

  private static Entry mnist(String network, String file, double wanted) {
    return new Entry(network, file, "mnist", "val_accuracy", true, wanted, "–");
  }

  private static Entry timeMachine(String network, String file, double wanted, String book) {
    return new Entry(network, file, "text/timemachine.txt", "perplexity", false, wanted, book);
  }

  @Test
  void theTableHasARowForEachExampleAndNoOther() throws IOException {
    List<String> rows = Files.readAllLines(PAGE).stream().filter(l -> l.contains(".nnd)")).toList();
    assertEquals(ENTRIES.size(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertTrue(rows.get(i).startsWith(ENTRIES.get(i).start()), rows.get(i));
    }
  }

  @TestFactory
  @EnabledIfSystemProperty(
      named = "results",
      matches = ".+",
      disabledReason = "no -Dresults=FOLDER of data")
  Stream<DynamicTest> theFiguresAreThoseOfATraining() {
    Path data = Path.of(System.getProperty("results"));
    String only = System.getProperty("results.only");
    List<Entry> chosen =
        ENTRIES.stream().filter(e -> only == null || only.equals(e.network())).toList();
    assertTrue(!chosen.isEmpty(), "no network is called " + only);
    return chosen.stream().map(e -> dynamicTest(e.network(), () -> renew(e, data)));
  }

  private void renew(Entry entry, Path data) throws IOException {
    Run run =
        Run.of(entry.file() + ".nnd", dir, "--data", data.resolve(entry.data()), "--no-report");
    double figure = run.last(entry.figure());
    String found = String.format(Locale.ROOT, " %.4f | %.0f |", figure, run.seconds());
    List<String> page = Files.readAllLines(PAGE);
    Collections.replaceAll(page, row(page, entry), entry.start() + found);
    Files.write(PAGE, page);
    assertTrue(entry.reached(figure), entry.start() + found);
  }

  private static String row(List<String> page, Entry entry) {
    return page.stream().filter(l -> l.startsWith(entry.start())).findFirst().orElseThrow();
  }
}
