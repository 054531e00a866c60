package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;

/**
 * SCALE form of {@link XcmpEgress}, both ways: fields in the order of the record, numbers as u32,
 * version as u8. Decoding allocates no more than a small multiple of the input's size.
 */
public final class XcmpEgressCodec {
  private static final int SENT_BYTES_MIN = 83;

  private XcmpEgressCodec() {}

  /** Encodes the whole structure. */
  public static Bytes encode(XcmpEgress egress) {
    return new ScaleWriter()
        .writeU8(egress.version())
        .writeU32(egress.relayParentNumber())
        .writeHash(egress.relayStorageRoot())
        .writeList(egress.trieNodes(), ScaleWriter::writeBytes)
        .writeU32(egress.slotCount())
        .writeList(egress.channels(), XcmpEgressCodec::write)
        .toBytes();
  }

  /** Decodes the whole structure; surplus bytes are refused. */
  public static XcmpEgress decode(Bytes encoded) throws DecodingException {
    ScaleReader reader = ScaleReader.of(encoded);
    XcmpEgress egress =
        new XcmpEgress(
            reader.readU8(),
            reader.readU32(),
            reader.readHash(),
            reader.readList(Integer.MAX_VALUE, 1, one -> one.readBytes(Integer.MAX_VALUE)),
            reader.readU32(),
            reader.readList(Integer.MAX_VALUE, SENT_BYTES_MIN, XcmpEgressCodec::readSent));
    reader.demandEnd();
    return egress;
  }

  private static void write(ScaleWriter target, XcmpEgress.Sent sent) {
    target
        .writeU32(sent.recipient().value())
        .writeU32(sent.slotIndex())
        .writeList(sent.rowSiblings(), ScaleWriter::writeHash)
        .writeHash(sent.messageRoot())
        .writeU32(sent.lastBlock())
        .writeOption(
            sent.oldHead(),
            (writer, head) ->
                XcmpIngressCodec.writeProof(writer.writeHash(head.link()), head.proof()))
        .writeHash(sent.prevLink())
        .writeU32(sent.prevBlock())
        .writeBytes(sent.body());
  }

  private static XcmpEgress.Sent readSent(ScaleReader reader) throws DecodingException {
    return new XcmpEgress.Sent(
        new ParaId(reader.readU32()),
        reader.readU32(),
        reader.readList(Integer.MAX_VALUE, Hash32.SIZE, ScaleReader::readHash),
        reader.readHash(),
        reader.readU32(),
        reader.readOption(
            one -> new XcmpEgress.OldHead(one.readHash(), XcmpIngressCodec.readProof(one))),
        reader.readHash(),
        reader.readU32(),
        reader.readBytes(Integer.MAX_VALUE));
  }
}
