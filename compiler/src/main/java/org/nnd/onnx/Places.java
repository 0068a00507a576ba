package org.nnd.onnx;

/**
 * What ONNX's Slice takes of an axis: places from a first one in steps.
 *
 * @param first the first place
 * @param count how many
 */
record Places(long first, long count) {

  /** Of an axis of a known length; negative ends count from the end, ends beyond it are the end. */
  static Places of(long length, long from, long to, long step) {
    boolean forwards = step > 0;
    long most = forwards ? length : length - 1;
    long start = Math.max(0, Math.min(most, from < 0 ? from + length : from));
    long stop = Math.max(forwards ? 0 : -1, Math.min(length, to < 0 ? to + length : to));
    return new Places(start, Math.max(0, -Math.floorDiv(start - stop, step)));
  }
}
