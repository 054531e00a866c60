package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.scale.ScaleWriter;

/**
 * A para block that asks to be included (AM18).
 *
 * @param para whose block it is
 * @param session index of the session it is for, unsigned 32 bits
 * @param relayParent hash of the relay block it is built on
 * @param parentHead hash of the para block before
 * @param head hash of this para block's header
 * @param commitments about messages
 * @param povHash hash of its proof of validity
 * @param erasureRoot root over the chunks of that proof
 */
public record Candidate(
    ParaId para,
    long session,
    Hash32 relayParent,
    Hash32 parentHead,
    Hash32 head,
    CandidateCommitments commitments,
    Hash32 povHash,
    Hash32 erasureRoot) {
  /** Names the candidate on one relay chain: covers its genesis and every field. */
  public Hash32 hash(Hash32 genesis) {
    Bytes encoded =
        new ScaleWriter()
            .writeHash(genesis)
            .writeU32(session)
            .writeU32(para.value())
            .writeHash(relayParent)
            .writeHash(parentHead)
            .writeHash(head)
            .writeBytes(commitments.encode())
            .writeHash(povHash)
            .writeHash(erasureRoot)
            .toBytes();
    return Blake2b256.hash(encoded);
  }
}
