/**
 * From the syntax tree to checked networks: names, arguments, shapes, and everything that is
 * decided when compiling.
 */
package org.nnd.check;
