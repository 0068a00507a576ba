/**
 * The layers, each in one file: arguments, shape rule, weights, and how it is written as ops.
 *
 * <p>Layers hold no gradients: those are the ops' own.
 */
package org.nnd.layer;
