package org.nnd.cli;

import org.nnd.runtime.StepsPerRun;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many steps a run does: {@code --steps-per-run 10}. */
final class StepsPerRunOption implements ITypeConverter<StepsPerRun> {

  @Override
  public StepsPerRun convert(String given) {
    if (given.equals("auto")) {
      return StepsPerRun.AUTO;
    }
    if (given.matches("0*[1-9]\\d{0,8}")) {
      return StepsPerRun.of(Integer.parseInt(given));
    }
    throw new TypeConversionException("must be auto or a number of at least 1, not " + given);
  }
}
