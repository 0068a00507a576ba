package org.nnd.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.nnd.runtime.Trainer;

/** A progress bar while an epoch goes, on a terminal; a line when it is done. */
final class EpochDisplay implements Trainer.Listener, AutoCloseable {
  private final PrintWriter out;
  private final int epochs;
  private final EpochLog log;
  private final boolean terminal = System.console() != null;
  private ProgressBar bar;

  EpochDisplay(PrintWriter out, int epochs, EpochLog log) {
    this.out = out;
    this.epochs = epochs;
    this.log = log;
  }

  private String name(int epoch) {
    int width = Integer.toString(epochs).length();
    return String.format(Locale.ROOT, "epoch %" + width + "d/%d", epoch, epochs);
  }

  @Override
  public void begin(int epoch, int steps) {
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name(epoch))
              .setInitialMax(steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(100)
              .clearDisplayOnFinish()
              .build();
    }
  }

  @Override
  public void step(double loss) {
    if (bar != null) {
      bar.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", loss));
      bar.step();
    }
  }

  @Override
  public void end(Trainer.Epoch epoch) {
    close();
    StringBuilder line = new StringBuilder(name(epoch.number()));
    append(line, "", epoch.training());
    append(line, "val_", epoch.validation());
    out.println(line.append(String.format(Locale.ROOT, "  %.2f s", epoch.seconds())));
    log.write(epoch);
  }

  private static void append(StringBuilder line, String prefix, Map<String, Double> numbers) {
    numbers.forEach(
        (name, x) -> line.append(String.format(Locale.ROOT, "  %s%s %.4f", prefix, name, x)));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
