/**
 * Networks in Java: the same layers, blocks and shapes as in a text, with Java's names and types.
 *
 * <p>Start at {@link org.nnd.build.Model}; {@link org.nnd.build.Layers} has all layers.
 */
package org.nnd.build;
