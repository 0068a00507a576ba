package org.nnd.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.nnd.runtime.AutoProvider;
import org.nnd.runtime.Provider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What computes: the options of every command that runs a model. */
final class Computing {
  private static final String AUTO = "auto";

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description =
          "What computes: cpu (the default), cuda, cuda:1 for the second device, auto for cuda"
              + " where it works, or another provider of ONNX Runtime.",
      defaultValue = "cpu")
  String name;

  @Option(
      names = "--provider-option",
      paramLabel = "KEY=VALUE",
      description = "A setting of the provider: --provider-option use_tf32=0.")
  Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the CPU that compute (default: one for each core).")
  Optional<Integer> threads;

  @Mixin Libraries libraries;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  /**
   * The provider, which works.
   *
   * @throws org.nnd.source.NndException if it does not (NND0700 to NND0704)
   */
  Provider provider() {
    boolean auto = AUTO.equals(name);
    if (auto && !options.isEmpty()) {
      throw wrong("--provider-option goes with a provider that is named, not with auto");
    }
    Provider named = auto ? Provider.CPU : valid("--provider", () -> Provider.of(name));
    Provider set = valid("--provider-option", () -> named.with(options));
    libraries.use();
    Provider taken = auto ? found() : set;
    Provider provider =
        threads.map(n -> valid("--threads", () -> taken.withThreads(n))).orElse(taken);
    if (!auto && provider.kind() != Provider.Kind.CPU) {
      provider.check();
    }
    return provider;
  }

  /** What is taken by itself; people hear of it where no result is. */
  private Provider found() {
    AutoProvider found = AutoProvider.find();
    command.commandLine().getErr().println("provider " + found.provider() + ": " + found.why());
    return found.provider();
  }

  private <T> T valid(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
