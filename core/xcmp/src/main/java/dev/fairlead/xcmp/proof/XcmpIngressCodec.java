package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;

/**
 * SCALE form of {@link XcmpIngress}, both ways. Decoding allocates at most 48 times the input's
 * size and 16 KiB (reached by nodes of one byte); the limits of section 8.4 are judged as step V1
 * by {@link IngressCheck}.
 */
public final class XcmpIngressCodec {
  private static final int CHANNEL_BYTES_MIN = 52;
  private static final int LINK_BYTES = Hash32.SIZE + 4;

  private XcmpIngressCodec() {}

  /** Encodes the whole structure. */
  public static Bytes encode(XcmpIngress ingress) {
    return new ScaleWriter()
        .writeU8(ingress.version())
        .writeU32(ingress.relayParentNumber())
        .writeHash(ingress.relayStorageRoot())
        .writeList(ingress.trieNodes(), ScaleWriter::writeBytes)
        .writeList(ingress.channels(), XcmpIngressCodec::write)
        .toBytes();
  }

  /** Decodes the whole structure; surplus bytes are refused. */
  public static XcmpIngress decode(Bytes encoded) throws DecodingException {
    ScaleReader reader = ScaleReader.of(encoded);
    XcmpIngress ingress =
        new XcmpIngress(
            reader.readU8(),
            reader.readU32(),
            reader.readHash(),
            reader.readList(Integer.MAX_VALUE, 1, one -> one.readBytes(Integer.MAX_VALUE)),
            reader.readList(Integer.MAX_VALUE, CHANNEL_BYTES_MIN, XcmpIngressCodec::readChannel));
    reader.demandEnd();
    return ingress;
  }

  static void writeProof(ScaleWriter target, MessageRoot.Proof proof) {
    target
        .writeU32(proof.leafIndex())
        .writeU32(proof.leafCount())
        .writeList(proof.siblings(), ScaleWriter::writeHash);
  }

  static MessageRoot.Proof readProof(ScaleReader reader) throws DecodingException {
    return new MessageRoot.Proof(
        reader.readU32(),
        reader.readU32(),
        reader.readList(Integer.MAX_VALUE, Hash32.SIZE, ScaleReader::readHash));
  }

  private static void write(ScaleWriter target, ChannelProof channel) {
    target
        .writeU32(channel.sender().value())
        .writeU32(channel.slotIndex())
        .writeU32(channel.slotCount())
        .writeList(channel.rowSiblings(), ScaleWriter::writeHash)
        .writeHash(channel.messageRoot())
        .writeU32(channel.lastBlock())
        .writeOption(channel.head(), XcmpIngressCodec::writeProof)
        .writeList(
            channel.links(),
            (writer, link) -> writer.writeHash(link.bodyHash()).writeU32(link.prevBlock()))
        .writeList(channel.bodies(), ScaleWriter::writeBytes);
  }

  private static ChannelProof readChannel(ScaleReader reader) throws DecodingException {
    return new ChannelProof(
        new ParaId(reader.readU32()),
        reader.readU32(),
        reader.readU32(),
        reader.readList(Integer.MAX_VALUE, Hash32.SIZE, ScaleReader::readHash),
        reader.readHash(),
        reader.readU32(),
        reader.readOption(XcmpIngressCodec::readProof),
        reader.readList(
            Integer.MAX_VALUE,
            LINK_BYTES,
            one -> new ChannelProof.LinkClaim(one.readHash(), one.readU32())),
        reader.readList(Integer.MAX_VALUE, 1, one -> one.readBytes(Integer.MAX_VALUE)));
  }
}
