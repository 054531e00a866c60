package dev.fairlead.opstack.verifier;

/**
 * One chain in a verified result.
 *
 * @param verified the chain's newest block at or before the result's timestamp
 * @param optimistic what the chain had there before verification: another block if the original was
 *     denied, else the same
 */
public record ChainResult(BlockOutput verified, BlockOutput optimistic) {}
