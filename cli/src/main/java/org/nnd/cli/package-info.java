/** The {@code nnd} command: reads options, calls the compiler and the runtime, prints. */
package org.nnd.cli;
