package org.nnd.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.nnd.runtime.Target;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what a step is written for: {@code --target portable}. */
final class TargetName implements ITypeConverter<Target> {

  @Override
  public Target convert(String given) {
    return Arrays.stream(Target.values())
        .filter(t -> t.toString().equals(given))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("must be " + names() + ", not " + given));
  }

  private static String names() {
    return Arrays.stream(Target.values()).map(Target::toString).collect(Collectors.joining(" or "));
  }
}
