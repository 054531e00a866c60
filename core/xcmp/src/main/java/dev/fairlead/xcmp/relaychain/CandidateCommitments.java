package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.List;

/** What a candidate commits to about messages; its kind must be the relay chain's. */
public sealed interface CandidateCommitments {
  /** Number of the relay parent, unsigned 32 bits. */
  long relayParentNumber();

  /** Storage root of the relay parent. */
  Hash32 relayStorageRoot();

  /** SCALE form, which the candidate hash covers. */
  Bytes encode();

  /**
   * XCMP: roots only.
   *
   * @param header as in the para's header
   */
  record Seed(Commitments header) implements CandidateCommitments {
    @Override
    public long relayParentNumber() {
      return header.relayParentNumber();
    }

    @Override
    public Hash32 relayStorageRoot() {
      return header.relayStorageRoot();
    }

    @Override
    public Bytes encode() {
      return header.encode();
    }
  }

  /**
   * HRMP: the messages themselves.
   *
   * @param messages in the order of the candidate
   * @param watermark block up to which the candidate acted, unsigned 32 bits
   * @param relayParentNumber unsigned 32 bits
   * @param relayStorageRoot of that relay block
   */
  record Hrmp(
      List<Message> messages, long watermark, long relayParentNumber, Hash32 relayStorageRoot)
      implements CandidateCommitments {
    /** Copies the list. */
    public Hrmp {
      messages = List.copyOf(messages);
    }

    @Override
    public Bytes encode() {
      return new ScaleWriter()
          .writeList(
              messages,
              (writer, one) -> writer.writeU32(one.recipient().value()).writeBytes(one.body()))
          .writeU32(watermark)
          .writeU32(relayParentNumber)
          .writeHash(relayStorageRoot)
          .toBytes();
    }
  }

  /**
   * A message of an HRMP candidate.
   *
   * @param recipient receiving para
   * @param body what is sent
   */
  record Message(ParaId recipient, Bytes body) {}
}
