package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a training must share with the one that it goes on with. */
final class IdentityTest {

  /** As another processor is: the steps are the same, the last bits are not. */
  @Test
  void anotherProviderIsToldButNotRefused() {
    Identity cpu = new Identity(Map.of("provider", "cpu"));
    Identity cuda = new Identity(Map.of("provider", "cuda"));
    assertEquals(List.of(), cpu.differences(cuda));
    assertEquals(Optional.of("cuda"), cpu.moved(cuda));
    assertEquals(Optional.empty(), cpu.moved(cpu));
    assertEquals(Optional.empty(), cpu.moved(new Identity(Map.of())));
  }
}
