package org.nnd.data;

/**
 * Data as a network learns from it.
 *
 * @param schema what was found out about the training part, and how other data is read the same way
 */
public record Fitted(Parts parts, Schema schema) {}
