package org.nnd.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nnd.Compiler;
import org.nnd.check.Experiment;
import org.nnd.layer.Weight;
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
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter people = choice.people(out);
    models.forEach((name, e) -> people.println(file + ": " + name + " is fine, " + size(e)));
    return choice.fine(out);
  }

  private static String size(Experiment e) {
    long weights =
        e.network().weights().values().stream()
            .filter(Weight::trainable)
            .mapToLong(w -> w.type().shape().size().orElseThrow())
            .sum();
    return String.format(Locale.ROOT, "%,d weights", weights);
  }
}
