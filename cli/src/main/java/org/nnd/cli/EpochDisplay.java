package org.nnd.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.nnd.report.Figure;
import org.nnd.runtime.Epoch;
import org.nnd.runtime.Trainer;
import org.nnd.train.Measure;

/**
 * A table with a row for each epoch, and the matrices of the last one; on a terminal a progress bar
 * while an epoch goes.
 */
final class EpochDisplay implements Trainer.Listener, AutoCloseable {
  private static final int NUMBER = 8;

  /** Milliseconds between two drawings of the bar. */
  private static final int INTERVAL = 100;

  private final PrintWriter out;
  private final int epochs;
  private final List<String> classes;
  private final boolean terminal;
  private final EpochLog log;
  private final long start = System.nanoTime();
  private ProgressBar bar;
  private int epoch;
  private int steps;
  private int done;
  private long doneInAll;
  private long drawn;
  private volatile String line = "";
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
    this.epoch = epoch;
    this.steps = steps;
    this.done = done;
    if (terminal) {
      show(Map.of());
      bar =
          new ProgressBarBuilder()
              .setInitialMax(steps)
              .setUpdateIntervalMillis(INTERVAL)
              .setRenderer((state, width) -> line)
              .setConsumer(new BarLine(out))
              .clearDisplayOnFinish()
              .build();
    }
  }

  @Override
  public void step(double loss, Supplier<Map<String, Measure>> soFar) {
    done++;
    doneInAll++;
    if (bar != null) {
      if (System.nanoTime() - drawn > INTERVAL * 1_000_000L) {
        show(soFar.get());
      }
      bar.stepTo(done); // else it is not drawn anew
    }
  }

  private void show(Map<String, Measure> soFar) {
    drawn = System.nanoTime();
    double pace = doneInAll * 1e9 / (drawn - start);
    long left = (long) (epochs - epoch + 1) * steps - done;
    double seconds = pace > 0 ? left / pace : 0;
    line =
        new Progress("epoch " + name(epoch), done, steps, pace, seconds, soFar).line(BarLine.WIDTH);
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
            row.add(Figure.text(x.value()));
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

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
