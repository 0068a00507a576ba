/** Passes: from a graph to one that gives the same with less. */
package org.nnd.pass;
