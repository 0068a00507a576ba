package org.nnd.inspect;

/**
 * One thing that differs.
 *
 * @param change what happened to it from the first model to the second
 * @param what what kind of thing it is: {@code node}, {@code weight}, {@code input}
 * @param name its name in the model that has it, the first one where both do
 * @param detail what it was and is
 */
public record Difference(Change change, String what, String name, String detail) {

  /** From the first model to the second. */
  public enum Change {
    REMOVED("-"),
    ADDED("+"),
    CHANGED("~");

    private final String sign;

    Change(String sign) {
      this.sign = sign;
    }
  }

  /** {@code ~ weight conv/weight: float[6] -> float[8]}. */
  @Override
  public String toString() {
    return change.sign
        + " "
        + what
        + (name.isEmpty() ? "" : " " + name)
        + (detail.isEmpty() ? "" : ": " + detail);
  }
}
