/** The one canonical form of a text: words and comments stay, the space between them is decided. */
package org.nnd.format;
