/** Graphs that predict, with numbers of fewer bits: float16, int8. */
package org.nnd.quantize;
