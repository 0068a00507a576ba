/** Images: decoded, resized, changed at random. */
package org.nnd.image;
