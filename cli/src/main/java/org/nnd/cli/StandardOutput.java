package org.nnd.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Locale;

/** Standard output, which remembers if it failed: the disk was full, or the reader has gone. */
final class StandardOutput extends FilterOutputStream {
  private String failure = "";

  StandardOutput() {
    super(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
      throw e;
    }
  }

  boolean failed() {
    return !failure.isEmpty();
  }

  /** What a person should hear of it; one who reads the first lines only knows. */
  String complaint() {
    boolean readerHasGone = failure.toLowerCase(Locale.ROOT).contains("pipe");
    return readerHasGone ? "" : "nnd: standard output can't be written: " + failure + "\n";
  }
}
