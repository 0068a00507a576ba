/** Pictures of networks: layers and blocks as boxes, joined by what flows between them. */
package org.nnd.diagram;
