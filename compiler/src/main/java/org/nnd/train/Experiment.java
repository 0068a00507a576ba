package org.nnd.train;

import java.util.Optional;
import org.nnd.layer.Network;

/** A checked model, and how it is trained if the text says so. */
public record Experiment(Network network, Optional<Training> training) {}
