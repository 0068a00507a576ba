package org.nnd.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Files of an archive as npm packs it: tar in gzip, all below one folder.
 *
 * <p>Each file has a header of 512 bytes, with its name from 0 on, its size in octal digits from
 * 124 on and its kind at 156, and then its bytes, filled up to a multiple of 512.
 */
final class Archive {
  private static final int BLOCK = 512;

  /** More than any file that is wanted. */
  private static final long MOST = 1L << 28;

  private Archive() {}

  /** What is there is no archive. */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Reads some files.
   *
   * @param wanted their names below the archive's folder
   * @return those that are there
   * @throws IOException if it can't be read, or is no archive
   */
  static Map<String, byte[]> read(Path file, Collection<String> wanted) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] header = in.readNBytes(BLOCK);
      while (header.length == BLOCK && header[0] != 0 && found.size() < wanted.size()) {
        String name = text(header, 0, 100);
        String below = name.substring(name.indexOf('/') + 1);
        long size = size(header);
        if (wanted.contains(below) && size <= MOST) {
          byte[] bytes = in.readNBytes((int) size);
          if (bytes.length < size) {
            throw new Damaged();
          }
          found.put(below, bytes);
        } else {
          in.skipNBytes(size);
        }
        in.skipNBytes(-size & (BLOCK - 1));
        header = in.readNBytes(BLOCK);
      }
    } catch (EOFException e) {
      throw new Damaged();
    }
    return found;
  }

  private static long size(byte[] header) throws Damaged {
    String digits = text(header, 124, 12).trim();
    if (!digits.matches("[0-7]{1,11}")) {
      throw new Damaged();
    }
    return Long.parseLong(digits, 8);
  }

  private static String text(byte[] header, int from, int most) {
    int length = 0;
    while (length < most && header[from + length] != 0) {
      length++;
    }
    return new String(header, from, length, StandardCharsets.UTF_8);
  }
}
