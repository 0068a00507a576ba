package org.nnd.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * Says what is wrong with a model, and in which file.
 *
 * @param file the model's, if it is one
 */
record Complaint(Optional<Path> file) {

  /** What is to be thrown. */
  NndException of(String code, String message, String help) {
    Diagnostic found =
        new Diagnostic(
            code,
            file.map(f -> Location.file(f.toString())),
            message,
            List.of(),
            Optional.of(help));
    return new NndException(found);
  }

  /** The model contradicts itself. */
  NndException malformed(String message) {
    return of("NND0600", message, "export the model again, or repair it with its exporter's tools");
  }
}
