/** The graph: typed values, nodes that apply ops to them, and what every op must say of itself. */
package org.nnd.ir;
