package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;

/** A message of any direction with its codec. */
sealed interface Spoken {
  /** Protocol that carries it. */
  PeerProtocol protocol();

  /** Its SCALE form. */
  Bytes encode();

  /** What the bytes say in the same direction over the same protocol. */
  Spoken decode(Bytes bytes) throws DecodingException;

  /** The message itself. */
  Object value();

  /** Direction, as the golden file names it. */
  default String direction() {
    return switch (this) {
      case Note _ -> "notification";
      case Question _ -> "request";
      case Reply _ -> "response";
    };
  }

  /** A notification. */
  record Note(Notification value) implements Spoken {
    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.NOTIFICATIONS;
    }

    @Override
    public Bytes encode() {
      return NotificationCodec.encode(value);
    }

    @Override
    public Spoken decode(Bytes bytes) throws DecodingException {
      return new Note(NotificationCodec.decode(bytes));
    }
  }

  /** A request. */
  record Question(PeerRequest value) implements Spoken {
    @Override
    public PeerProtocol protocol() {
      return value.protocol();
    }

    @Override
    public Bytes encode() {
      return RequestCodec.encode(value);
    }

    @Override
    public Spoken decode(Bytes bytes) throws DecodingException {
      return new Question(RequestCodec.decode(protocol(), bytes));
    }
  }

  /** A response. */
  record Reply(PeerProtocol protocol, PeerResponse value) implements Spoken {
    @Override
    public Bytes encode() {
      return ResponseCodec.encode(protocol, value);
    }

    @Override
    public Spoken decode(Bytes bytes) throws DecodingException {
      return new Reply(protocol, ResponseCodec.decode(protocol, bytes));
    }
  }
}
