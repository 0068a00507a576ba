/** What is in model files, and what differs between two of them. */
package org.nnd.inspect;
