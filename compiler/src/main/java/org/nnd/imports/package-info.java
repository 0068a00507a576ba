/** Graphs of ops as texts and weights: what ops stand for layers, and which layers repeat. */
package org.nnd.imports;
