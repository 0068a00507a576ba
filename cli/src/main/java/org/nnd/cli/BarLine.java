package org.nnd.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * The last line of a terminal, drawn again and again and gone in the end. It stays empty for a
 * moment, so that short epochs don't flicker.
 */
final class BarLine implements ProgressBarConsumer {
  static final int WIDTH = 79;
  private static final long MOMENT = 300_000_000;

  private final PrintWriter out;
  private final long start = System.nanoTime();
  private boolean drawn;

  BarLine(PrintWriter out) {
    this.out = out;
  }

  @Override
  public int getMaxRenderedLength() {
    return WIDTH;
  }

  @Override
  public void accept(String bar) {
    if (drawn || System.nanoTime() - start > MOMENT) {
      draw(bar);
      drawn = true;
    }
  }

  @Override
  public void clear() {
    if (drawn) {
      draw("");
      out.print('\r');
      out.flush();
    }
  }

  private void draw(String text) {
    out.print("\r" + text + " ".repeat(Math.max(0, WIDTH - text.length())));
    out.flush();
  }

  @Override
  public void close() {}
}
