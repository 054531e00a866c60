package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.proof.XcmpLimits;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.List;

/**
 * SCALE form of a candidate, as collators submit it (AM18): the kind of its commitments, then what
 * the candidate hash covers, in the same order, without the genesis hash.
 */
public final class CandidateCodec {
  /** Messages of one candidate under HRMP; more than any relay chain grants (A6). */
  public static final int MESSAGES_MAX = 63;

  private static final int SEED = 0;
  private static final int HRMP = 1;
  private static final int COMMITMENTS_BYTES_MAX = 2 << 20;
  private static final int MESSAGE_BYTES_MIN = 5;

  private CandidateCodec() {}

  /** Encodes a candidate; one with more messages than any chain grants is a caller's bug. */
  public static Bytes encode(Candidate candidate) {
    return new ScaleWriter()
        .writeU8(kind(candidate.commitments()))
        .writeU32(candidate.session())
        .writeU32(candidate.para().value())
        .writeHash(candidate.relayParent())
        .writeHash(candidate.parentHead())
        .writeHash(candidate.head())
        .writeBytes(candidate.commitments().encode())
        .writeHash(candidate.povHash())
        .writeHash(candidate.erasureRoot())
        .toBytes();
  }

  private static int kind(CandidateCommitments commitments) {
    return switch (commitments) {
      case CandidateCommitments.Seed _ -> SEED;
      case CandidateCommitments.Hrmp hrmp -> {
        if (hrmp.messages().size() > MESSAGES_MAX) {
          throw new IllegalArgumentException(
              "candidate of " + hrmp.messages().size() + " messages");
        }
        yield HRMP;
      }
    };
  }

  /** Decodes a candidate; whatever exceeds a limit or is left over is refused. */
  public static Candidate decode(Bytes encoded) throws DecodingException {
    ScaleReader source = ScaleReader.of(encoded);
    int kind = source.readU8();
    long session = source.readU32();
    ParaId para = new ParaId(source.readU32());
    Hash32 relayParent = source.readHash();
    Hash32 parentHead = source.readHash();
    Hash32 head = source.readHash();
    Bytes commitments = source.readBytes(COMMITMENTS_BYTES_MAX);
    Candidate candidate =
        new Candidate(
            para,
            session,
            relayParent,
            parentHead,
            head,
            commitments(kind, commitments),
            source.readHash(),
            source.readHash());
    source.demandEnd();
    return candidate;
  }

  private static CandidateCommitments commitments(int kind, Bytes encoded)
      throws DecodingException {
    return switch (kind) {
      case SEED -> new CandidateCommitments.Seed(Commitments.decode(encoded));
      case HRMP -> hrmp(ScaleReader.of(encoded));
      default -> throw new DecodingException("no commitments have kind " + kind);
    };
  }

  private static CandidateCommitments hrmp(ScaleReader source) throws DecodingException {
    List<CandidateCommitments.Message> messages =
        source.readList(
            MESSAGES_MAX,
            MESSAGE_BYTES_MIN,
            reader ->
                new CandidateCommitments.Message(
                    new ParaId(reader.readU32()), reader.readBytes(XcmpLimits.BODY_BYTES_MAX)));
    CandidateCommitments commitments =
        new CandidateCommitments.Hrmp(
            messages, source.readU32(), source.readU32(), source.readHash());
    source.demandEnd();
    return commitments;
  }
}
