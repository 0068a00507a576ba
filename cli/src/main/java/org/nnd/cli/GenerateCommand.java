package org.nnd.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.nnd.runtime.Generator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nnd generate}: a text that a language model continues. */
@Command(name = "generate", description = "Continue a text with a trained language model.")
final class GenerateCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "A model that was trained on text(...).")
  Path model;

  @Option(
      names = "--prompt",
      required = true,
      paramLabel = "TEXT",
      description = "The beginning of the text.")
  String prompt;

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "How many tokens are added (default: 200).",
      defaultValue = "200")
  Long length;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      description = "Below 1 likelier, above 1 more surprising; 0 always takes the likeliest.",
      defaultValue = "1")
  Double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Draw from the K likeliest tokens (default: all).",
      defaultValue = "" + Integer.MAX_VALUE)
  Long top;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of what is drawn: the same gives the same text (default: 1).",
      defaultValue = "1")
  Long seed;

  @Mixin Computing computing;
  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    require(length >= 0, "--length must be at least 0, not " + length);
    require(temperature >= 0, "--temperature must be at least 0, not " + temperature);
    require(top >= 1, "--top-k must be at least 1, not " + top);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter people = choice.people(out);
    StringBuilder added = new StringBuilder();
    try (Generator generator = new Generator(model, computing.provider())) {
      Generator.Sampling sampling =
          new Generator.Sampling(temperature, (int) Math.min(top, Integer.MAX_VALUE), seed);
      Iterator<String> text = generator.continued(prompt, length, sampling);
      people.print(prompt);
      while (text.hasNext() && !people.checkError()) { // which flushes, too
        String piece = text.next();
        people.print(piece);
        added.append(piece);
      }
    }
    if (choice.format == Format.JSON) {
      JsonObject json = new JsonObject();
      json.addProperty("prompt", prompt);
      json.addProperty("continuation", added.toString());
      out.println(json);
    }
    people.println();
    return 0;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
