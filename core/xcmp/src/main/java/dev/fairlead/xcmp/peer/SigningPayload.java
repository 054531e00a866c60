package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that validators sign with Ed25519 (AM18, AM22). Each kind begins with a tag of its own,
 * so that no signature serves for another purpose; what has no fixed length stands last.
 */
public final class SigningPayload {
  private static final Bytes HELLO = tag("fairlead-xcmp-hello-1");
  private static final Bytes STATEMENT = tag("fairlead-xcmp-statement-1");
  private static final Bytes HANDOVER = tag("fairlead-xcmp-handover-1");

  private SigningPayload() {}

  /**
   * Shows that a node is a validator; binds the proof to its connection.
   *
   * @param genesis of the relay chain
   * @param session index, unsigned 32 bits
   * @param validator position in the session, unsigned 32 bits
   * @param self identity of the node that signs
   */
  public static Bytes hello(Hash32 genesis, long session, long validator, PeerId self) {
    return new ScaleWriter()
        .writeFixed(HELLO)
        .writeHash(genesis)
        .writeU32(session)
        .writeU32(validator)
        .writeFixed(self.bytes())
        .toBytes();
  }

  /** A word on a candidate, whose hash covers genesis and session. */
  public static Bytes statement(Notification.StatementKind kind, Hash32 candidate) {
    return new ScaleWriter()
        .writeFixed(STATEMENT)
        .writeU8(kind.code())
        .writeHash(candidate)
        .toBytes();
  }

  /**
   * A hand-over, for one asker and one question.
   *
   * @param genesis of the relay chain
   * @param request what was asked
   * @param validator position of the answering validator in its session, unsigned 32 bits
   * @param answer its own signature does not count
   * @param asker identity of the node that asked
   */
  public static Bytes handover(
      Hash32 genesis,
      PeerRequest.Handover request,
      long validator,
      PeerResponse.HandedOver answer,
      PeerId asker) {
    Bytes content = ResponseCodec.writeContent(new ScaleWriter(), answer).toBytes();
    return position(
            new ScaleWriter()
                .writeFixed(HANDOVER)
                .writeHash(genesis)
                .writeU32(request.session())
                .writeU32(validator),
            request.recipient(),
            request.after())
        .writeHash(Blake2b256.hash(content))
        .writeFixed(asker.bytes())
        .toBytes();
  }

  private static ScaleWriter position(ScaleWriter target, ParaId recipient, Watermark after) {
    target.writeU32(recipient.value());
    ItemCodec.writePosition(target, after);
    return target;
  }

  private static Bytes tag(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
