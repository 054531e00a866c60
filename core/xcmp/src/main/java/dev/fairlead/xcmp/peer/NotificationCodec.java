package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.Optional;

/** SCALE form of notifications: a tag byte, then the fields (section 5.11). */
public final class NotificationCodec {
  private static final int HELLO = 0;
  private static final int VIEW = 1;
  private static final int ANNOUNCE = 2;
  private static final int HAVE = 3;
  private static final int DROP = 4;
  private static final int BYE = 5;
  private static final int STATEMENT = 6;
  private static final int ANNOUNCED_BYTES = ItemCodec.ENTRY_BYTES + 4;

  private NotificationCodec() {}

  /** Encodes a notification; one that is too long is a caller's bug. */
  public static Bytes encode(Notification notification) {
    ScaleWriter target = new ScaleWriter();
    switch (notification) {
      case Notification.Hello hello -> writeHello(target.writeU8(HELLO), hello);
      case Notification.View view ->
          target
              .writeU8(VIEW)
              .writeList(view.heads(), ScaleWriter::writeHash)
              .writeU32(view.finalized());
      case Notification.Announce announce ->
          target.writeU8(ANNOUNCE).writeList(announce.entries(), ItemCodec::writeAnnounced);
      case Notification.Have have -> {
        target.writeU8(HAVE).writeU32(have.recipient().value()).writeHash(have.anchor());
        ItemCodec.writePosition(target, have.upTo());
        target.writeList(have.holes(), ItemCodec::writeEntry);
      }
      case Notification.Drop drop ->
          target.writeU8(DROP).writeList(drop.entries(), ItemCodec::writeEntry);
      case Notification.Bye bye ->
          target.writeU8(BYE).writeU8(bye.code().code()).writeBytes(bye.text());
      case Notification.Statement statement ->
          target
              .writeU8(STATEMENT)
              .writeU8(statement.kind().code())
              .writeHash(statement.candidate())
              .writeU32(statement.session())
              .writeU32(statement.validator())
              .writeFixed(statement.signature());
    }
    return PeerProtocol.NOTIFICATIONS.fittingRequest(target.toBytes());
  }

  /** Decodes a notification; whatever exceeds a limit or is left over is refused. */
  public static Notification decode(Bytes encoded) throws DecodingException {
    PeerProtocol.NOTIFICATIONS.demandRequestFits(encoded);
    ScaleReader source = ScaleReader.of(encoded);
    int tag = source.readU8();
    Notification notification =
        switch (tag) {
          case HELLO -> readHello(source);
          case VIEW ->
              new Notification.View(
                  source.readList(PeerLimits.HEADS_MAX, Hash32.SIZE, ScaleReader::readHash),
                  source.readU32());
          case ANNOUNCE ->
              new Notification.Announce(
                  source.readList(
                      PeerLimits.ANNOUNCED_MAX, ANNOUNCED_BYTES, ItemCodec::readAnnounced));
          case HAVE ->
              new Notification.Have(
                  ItemCodec.readPara(source),
                  source.readHash(),
                  ItemCodec.readPosition(source),
                  source.readList(
                      PeerLimits.HOLES_MAX, ItemCodec.ENTRY_BYTES, ItemCodec::readEntry));
          case DROP ->
              new Notification.Drop(
                  source.readList(
                      PeerLimits.DROPPED_MAX, ItemCodec.ENTRY_BYTES, ItemCodec::readEntry));
          case BYE ->
              new Notification.Bye(
                  readErrorCode(source), source.readBytes(PeerLimits.BYE_BYTES_MAX));
          case STATEMENT -> readStatement(source);
          default -> throw new DecodingException("no notification has tag " + tag);
        };
    source.demandEnd();
    return notification;
  }

  private static void writeHello(ScaleWriter target, Notification.Hello hello) {
    target
        .writeU16(hello.version())
        .writeU8(hello.role().code())
        .writeOption(hello.para(), (writer, para) -> writer.writeU32(para.value()))
        .writeU32(hello.bestNumber())
        .writeHash(hello.bestHash())
        .writeOption(
            hello.validatorProof(),
            (writer, proof) ->
                writer
                    .writeU32(proof.session())
                    .writeU32(proof.validator())
                    .writeFixed(proof.signature()));
  }

  private static Notification.Hello readHello(ScaleReader source) throws DecodingException {
    int version = source.readU16();
    Role role = readRole(source);
    Optional<ParaId> para = source.readOption(ItemCodec::readPara);
    long bestNumber = source.readU32();
    Hash32 bestHash = source.readHash();
    Optional<Notification.ValidatorProof> proof =
        source.readOption(reader ->
            new Notification.ValidatorProof(
                reader.readU32(), reader.readU32(), ItemCodec.readSignature(reader)));
    return new Notification.Hello(version, role, para, bestNumber, bestHash, proof);
  }

  private static Notification.Statement readStatement(ScaleReader source) throws DecodingException {
    return new Notification.Statement(
        readKind(source),
        source.readHash(),
        source.readU32(),
        source.readU32(),
        ItemCodec.readSignature(source));
  }

  static ErrorCode readErrorCode(ScaleReader source) throws DecodingException {
    int number = source.readU8();
    return ErrorCode.of(number)
        .orElseThrow(() -> new DecodingException("no error has code " + number));
  }

  /** A code that may refuse a request: every one but that of a plain farewell. */
  static ErrorCode readRefusalCode(ScaleReader source) throws DecodingException {
    ErrorCode code = readErrorCode(source);
    if (code == ErrorCode.LEAVING) {
      throw new DecodingException("code " + code.code() + " refuses no request");
    }
    return code;
  }

  private static Role readRole(ScaleReader source) throws DecodingException {
    int number = source.readU8();
    for (Role role : Role.values()) {
      if (role.code() == number) {
        return role;
      }
    }
    throw new DecodingException("no role has number " + number);
  }

  private static Notification.StatementKind readKind(ScaleReader source) throws DecodingException {
    int number = source.readU8();
    for (Notification.StatementKind kind : Notification.StatementKind.values()) {
      if (kind.code() == number) {
        return kind;
      }
    }
    throw new DecodingException("no statement has number " + number);
  }
}
