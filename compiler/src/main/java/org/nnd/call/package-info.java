/** What can be called in a text, and with what: data, argument types, signatures, binding. */
package org.nnd.call;
