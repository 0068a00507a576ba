/** What the codes of diagnostics mean, at length. */
package org.nnd.explain;
