/** Training: losses, metrics, optimizers, and the graph of a whole training step. */
package org.nnd.train;
