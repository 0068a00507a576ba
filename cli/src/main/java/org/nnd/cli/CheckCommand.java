package org.nnd.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nnd.Compiler;
import org.nnd.check.Experiment;
import org.nnd.source.Rendering;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nnd check}: everything that is wrong with a file, in one pass. */
@Command(name = "check", description = "Tell everything that is wrong with a file.")
final class CheckCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A file with networks: name.nnd")
  Path file;

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    Map<String, Experiment> models = Compiler.check(file);
    var out = spec.commandLine().getOut();
    if (choice.format == Format.JSON) {
      out.println(Rendering.json(List.of()));
    } else {
      models.forEach((name, e) -> out.println(file + ": " + name + " is fine, " + size(e)));
    }
    return 0;
  }

  private static String size(Experiment e) {
    long weights =
        e.network().weights().values().stream()
            .mapToLong(w -> w.type().shape().size().orElseThrow())
            .sum();
    return String.format(Locale.ROOT, "%,d weights", weights);
  }
}
