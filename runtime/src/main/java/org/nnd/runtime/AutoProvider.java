package org.nnd.runtime;

import org.nnd.source.NndException;

/**
 * The provider that is taken when none is named: CUDA where it works, else the CPU.
 *
 * @param provider which it is
 * @param why in words
 */
public record AutoProvider(Provider provider, String why) {

  /** Tries. */
  public static AutoProvider find() {
    Provider cuda = Provider.of(Provider.Kind.CUDA);
    try {
      cuda.check();
      return new AutoProvider(cuda, "it works");
    } catch (NndException e) {
      return new AutoProvider(Provider.CPU, e.diagnostics().get(0).message());
    }
  }
}
