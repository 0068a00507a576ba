/** The text as a tree: records for what the grammar knows, and the parser that makes them. */
package org.nnd.syntax;
