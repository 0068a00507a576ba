/** HTML and SVG while they are built. */
package org.nnd.markup;
