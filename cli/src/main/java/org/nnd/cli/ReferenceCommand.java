package org.nnd.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nnd.reference.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nnd reference}: renews docs/reference. */
@Command(
    name = "reference",
    hidden = true,
    description = "Write the reference of layers, losses and all else as Markdown.")
final class ReferenceCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where the pages go (default: the current folder).",
      defaultValue = "")
  Path folder;

  @Option(
      names = "--sources",
      paramLabel = "FOLDER",
      description = "The compiler's sources; what the classes say of themselves is put in.")
  Optional<Path> sources;

  @Override
  public Integer call() throws IOException {
    for (Map.Entry<String, String> page : Reference.pages(sources).entrySet()) {
      Path file = folder.resolve(page.getKey());
      Written.write(file, page.getValue().getBytes(StandardCharsets.UTF_8));
      spec.commandLine().getOut().println("wrote " + file);
    }
    return 0;
  }
}
