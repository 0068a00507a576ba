package org.nnd.diagram;

/**
 * A value on its way.
 *
 * @param id what tells it from others
 * @param label what the picture says of it: its shape; empty where nobody knows
 */
public record Wire(String id, String label) {}
