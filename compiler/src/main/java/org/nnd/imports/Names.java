package org.nnd.imports;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.nnd.syntax.Parser;

/** Names that a text can give, made of any others. */
final class Names {
  private final Set<String> taken = new HashSet<>(Set.of("label", "loss"));

  /** A value's name; no other has it. */
  String value(String name) {
    String word = name.replaceAll("[^a-zA-Z0-9_]+", "_").replaceAll("^_+|_+$", "");
    String wish =
        Parser.isName(word) || word.equals("output")
            ? word
            : Parser.isName("x_" + word) ? "x_" + word : "x";
    String free = wish;
    for (int i = 2; !taken.add(free); i++) {
      free = wish + "_" + i;
    }
    return free;
  }

  /** A model's name: {@code ResNet18} for resnet-18 is {@code Resnet18}. */
  static String model(String name) {
    String word =
        Arrays.stream(name.split("[^a-zA-Z0-9]+"))
            .filter(p -> !p.isEmpty())
            .map(p -> Character.toUpperCase(p.charAt(0)) + p.substring(1))
            .collect(Collectors.joining());
    return Parser.isName(word) ? word : "Model" + word;
  }
}
