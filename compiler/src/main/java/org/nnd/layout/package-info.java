/**
 * Layered drawings (Sugiyama and others, 1981): boxes in rows, every line downwards. Knows nothing
 * of networks.
 */
package org.nnd.layout;
