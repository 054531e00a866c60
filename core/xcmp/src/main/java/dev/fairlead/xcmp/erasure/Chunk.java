package dev.fairlead.xcmp.erasure;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;

/**
 * A piece of an erasure-coded proof of validity.
 *
 * @param index position of the validator that keeps it, unsigned 32 bits
 * @param bytes its content
 * @param siblings lead from the chunk to the candidate's erasure root, bottom-up
 */
public record Chunk(long index, Bytes bytes, List<Hash32> siblings) {
  /** Copies the list. */
  public Chunk {
    siblings = List.copyOf(siblings);
  }
}
