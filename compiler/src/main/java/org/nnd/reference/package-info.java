/** The reference of everything that a text can name, made from the definitions themselves. */
package org.nnd.reference;
