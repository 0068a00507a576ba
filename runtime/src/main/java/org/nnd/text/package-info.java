/** Texts as numbers: how they are cleaned, cut into tokens and numbered, and back. */
package org.nnd.text;
