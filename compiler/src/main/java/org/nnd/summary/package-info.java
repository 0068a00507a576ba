/** What a network consists of and what it costs: facts, and the ways to tell them. */
package org.nnd.summary;
