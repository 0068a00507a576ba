package org.nnd.layer;

import org.nnd.ir.TensorType;

/** Numbers that a layer learns: their type, and what they are before the first step. */
public record Weight(TensorType type, Initializer initializer) {}
