package org.nnd.call;

import java.util.Optional;
import org.nnd.source.Span;

/**
 * An argument as a call in a text gives it.
 *
 * @param name its name, if it was written
 * @param value what it is
 * @param span where the whole argument stands
 */
public record Given(Optional<String> name, Datum value, Span span) {}
