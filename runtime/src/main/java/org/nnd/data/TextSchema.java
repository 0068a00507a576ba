package org.nnd.data;

import org.nnd.text.Tokenizer;

/**
 * How a network's texts are read.
 *
 * @param length the tokens that it is shown at once, at most
 * @param least the tokens that it is shown at least
 */
public record TextSchema(Tokenizer tokenizer, int length, int least) {}
