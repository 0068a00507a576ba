package org.nnd.train;

/** A metric of which more is better. */
public interface Score {}
