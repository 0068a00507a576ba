package org.nnd.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.nnd.runtime.Epoch;
import org.nnd.runtime.Trainer;
import org.nnd.train.Measure;

/**
 * A table with a row for each epoch, and the matrices of the last one; on a terminal a progress bar
 * while an epoch goes.
 */
final class EpochDisplay implements Trainer.Listener, AutoCloseable {
  private static final int NUMBER = 8;

  private final PrintWriter out;
  private final int epochs;
  private final List<String> classes;
  private final boolean terminal;
  private final EpochLog log;
  private ProgressBar bar;
  private boolean headed;

  EpochDisplay(PrintWriter out, int epochs, List<String> classes, boolean terminal, EpochLog log) {
    this.out = out;
    this.epochs = epochs;
    this.classes = classes;
    this.terminal = terminal;
    this.log = log;
  }

  private String name(int epoch) {
    int width = Integer.toString(epochs).length();
    return String.format(Locale.ROOT, "%" + width + "d/%d", epoch, epochs);
  }

  @Override
  public void begin(int epoch, int steps, int done) {
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("epoch " + name(epoch))
              .setInitialMax(steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(100)
              .setConsumer(new BarLine(out))
              .clearDisplayOnFinish()
              .build();
      bar.stepBy(done);
    }
  }

  @Override
  public void step(double loss) {
    if (bar != null) {
      bar.setExtraMessage(" loss " + number(loss));
      bar.step();
    }
  }

  @Override
  public void end(Epoch epoch) {
    close();
    List<String> header = new ArrayList<>();
    List<String> row = new ArrayList<>();
    append("", epoch.training(), header, row);
    append("val_", epoch.validation(), header, row);
    header.add("seconds");
    row.add(String.format(Locale.ROOT, "%.2f", epoch.seconds()));
    if (!headed) {
      out.println(line("epoch", header, header));
      headed = true;
    }
    out.println(line(name(epoch.number()), row, header));
    if (epoch.number() == epochs) {
      boolean held = !epoch.validation().isEmpty();
      matrices(held ? "val_" : "", held ? epoch.validation() : epoch.training());
    }
    log.write(epoch);
  }

  @Override
  public void test(Map<String, Measure> results) {
    List<String> header = new ArrayList<>();
    List<String> row = new ArrayList<>();
    append("test_", results, header, row);
    out.println(line("", header, header));
    out.println(line("", row, header));
    matrices("test_", results);
    log.test(results);
  }

  private static void append(
      String prefix, Map<String, Measure> measures, List<String> header, List<String> row) {
    measures.forEach(
        (name, measure) -> {
          if (measure instanceof Measure.Single x) {
            header.add(prefix + name);
            row.add(number(x.value()));
          }
        });
  }

  private void matrices(String prefix, Map<String, Measure> measures) {
    measures.forEach(
        (name, measure) -> {
          if (measure instanceof Measure.Matrix m) {
            new ConfusionTable(m, classes).lines(prefix + name).forEach(out::println);
          }
        });
  }

  private String line(String epoch, List<String> cells, List<String> header) {
    int first = Math.max("epoch".length(), name(epochs).length());
    StringBuilder line = new StringBuilder(right(epoch, first));
    for (int i = 0; i < cells.size(); i++) {
      line.append("  ").append(right(cells.get(i), Math.max(NUMBER, header.get(i).length())));
    }
    return line.toString();
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** At most eight characters, however large or small; -0.0 is 0. */
  private static String number(double x) {
    double size = Math.abs(x);
    boolean extreme = size >= 1e6 || (size > 0 && size < 1e-3);
    return String.format(Locale.ROOT, extreme ? "%.2e" : size < 1e3 ? "%.4f" : "%.1f", x + 0.0);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
