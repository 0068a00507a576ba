/** Where text comes from and how mistakes in it are told: files, spans, diagnostics. */
package org.nnd.source;
