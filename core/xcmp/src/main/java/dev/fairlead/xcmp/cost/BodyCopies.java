package dev.fairlead.xcmp.cost;

/**
 * How often a body travels under one strategy (6.4).
 *
 * @param extra copies beside those that come with the proof of validity
 * @param withProofOfValidity all copies, with those that the sending group gets anyway
 * @param halfStored extra copies if only half of the receiving group stores the body, rounded up
 */
public record BodyCopies(Rational extra, Rational withProofOfValidity, Rational halfStored) {}
