package org.nnd.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nnd.Compiler;
import org.nnd.layer.Weight;
import org.nnd.runtime.GradientCheck;
import org.nnd.runtime.Provider;
import org.nnd.train.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nnd check}: everything that is wrong with a file, in one pass. */
@Command(name = "check", description = "Tell everything that is wrong with a file.")
final class CheckCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A file with networks: name.nnd")
  Path file;

  @Option(
      names = "--grad",
      description = {
        "Compare the gradients of each training with central differences, on random data;",
        "exit code 1 if one is off."
      })
  boolean gradients;

  @Mixin Computing computing;
  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    Map<String, Experiment> models = Compiler.check(file);
    if (gradients) {
      return compared(models);
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter people = choice.people(out);
    models.forEach((name, e) -> people.println(file + ": " + name + " is fine, " + size(e)));
    return choice.fine(out);
  }

  /** A table of every weight that learns, with the error of its gradient. */
  private int compared(Map<String, Experiment> models) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter people = choice.people(out);
    List<Experiment> trained =
        models.values().stream().filter(e -> e.training().isPresent()).toList();
    if (trained.isEmpty()) {
      throw SourceFile.noTraining(file);
    }
    Provider provider = computing.provider();
    boolean right = true;
    for (Experiment e : trained) {
      GradientCheck.Report report = GradientCheck.of(e.training().orElseThrow(), provider);
      right &= report.right();
      String verdict = report.right() ? "are right" : "are WRONG";
      people.println(
          e.network().name() + ": gradients " + verdict + ", in " + report.element() + "s");
      for (GradientCheck.Row r : report.rows()) {
        String off = r.error() <= report.tolerance() ? "" : "  off: more than the tolerance";
        people.println(
            String.format(Locale.ROOT, "  %.1e  %s: %s%s", r.error(), r.weight(), r.type(), off));
      }
    }
    return right ? choice.fine(out) : Failures.BUG;
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
