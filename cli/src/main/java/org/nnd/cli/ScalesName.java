package org.nnd.cli;

import org.nnd.quantize.Form;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads when scales are found: {@code --int8 static}. */
final class ScalesName implements ITypeConverter<Form> {

  @Override
  public Form convert(String given) {
    return switch (given) {
      case "dynamic" -> Form.DYNAMIC;
      case "static" -> Form.STATIC;
      default -> throw new TypeConversionException("must be dynamic or static, not " + given);
    };
  }
}
