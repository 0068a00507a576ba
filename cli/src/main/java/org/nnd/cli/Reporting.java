package org.nnd.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nnd.call.Argument;
import org.nnd.report.Curves;
import org.nnd.report.Report;
import org.nnd.report.Run;
import org.nnd.report.TensorBoard;
import org.nnd.train.Training;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What a training leaves for people to look at. */
final class Reporting {
  /** Options that say otherwise what a text says. */
  private static final Set<String> SETTINGS =
      Stream.concat(Training.SETTINGS.stream().map(Argument::name), Stream.of("lr", "set"))
          .collect(Collectors.toUnmodifiableSet());

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where the report goes, a page of HTML (default: NAME.html).")
  Optional<Path> report;

  @Option(names = "--no-report", description = "Write no report, and no curves as NAME.svg.")
  boolean none;

  @Option(
      names = "--tensorboard",
      paramLabel = "FOLDER",
      description = "Write what TensorBoard shows: tensorboard --logdir FOLDER.")
  Optional<Path> tensorboard;

  /** The files that are written while it goes. */
  Optional<TensorBoard> events() {
    return tensorboard.map(dir -> new TensorBoard(dir, () -> System.currentTimeMillis() / 1000.0));
  }

  private Optional<Path> page(SourceFile source, Path folder) {
    return none ? Optional.empty() : report.or(() -> Optional.of(source.output(folder, ".html")));
  }

  private Optional<Path> curves(SourceFile source, Path folder) {
    return none ? Optional.empty() : Optional.of(source.output(folder, ".svg"));
  }

  /** Learns early if a file can't be written. */
  void prepare(SourceFile source, Path folder) {
    page(source, folder).ifPresent(Written::prepare);
    curves(source, folder).ifPresent(Written::prepare);
    tensorboard.ifPresent(dir -> Written.prepare(dir.resolve("events.out.tfevents")));
  }

  /** Writes them; returns what a person should hear of it. */
  Optional<String> write(SourceFile source, Path folder, Run run) {
    curves(source, folder)
        .ifPresent(file -> write(file, new Curves(run.epochs(), run.best()).svg()));
    return page(source, folder)
        .map(
            file -> {
              write(file, Report.html(run));
              return "how it went is told in " + file;
            });
  }

  private static void write(Path file, String text) {
    Written.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a command line says of a training, by the setting's name. */
  static Map<String, String> settings(ParseResult given) {
    Map<String, String> all = new LinkedHashMap<>();
    for (OptionSpec option : given.matchedOptions()) {
      String name = option.longestName().replaceFirst("^--", "");
      if (SETTINGS.contains(name)) {
        all.put(name, String.join(", ", option.originalStringValues()));
      }
    }
    return all;
  }
}
