package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.proof.XcmpEgress;
import dev.fairlead.xcmp.proof.XcmpEgressCodec;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.proof.XcmpIngressCodec;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.List;

/**
 * All that is needed to check a candidate without the para's state. Nothing in it is trusted before
 * {@link PovCheck} has judged it.
 *
 * @param parent header of the block before
 * @param block the block
 * @param stateWitness exactly the nodes of the para's state that executing the block opens
 * @param ingress incoming messages and their proof
 * @param egress outgoing messages and their proof
 */
public record ProofOfValidity(
    ParaHeader parent,
    ParaBlock block,
    List<Bytes> stateWitness,
    XcmpIngress ingress,
    XcmpEgress egress) {
  /** Largest encoded proof (section 8.5), bytes. */
  public static final int BYTES_MAX = 10 << 20;

  /** Copies the list. */
  public ProofOfValidity {
    stateWitness = List.copyOf(stateWitness);
  }

  /** The hash that a candidate names. */
  public static Hash32 hash(Bytes encoded) {
    return Blake2b256.hash(encoded);
  }

  /** SCALE form: each part with its length. */
  public Bytes encode() {
    return new ScaleWriter()
        .writeBytes(parent.encode())
        .writeBytes(block.encode())
        .writeList(stateWitness, ScaleWriter::writeBytes)
        .writeBytes(XcmpIngressCodec.encode(ingress))
        .writeBytes(XcmpEgressCodec.encode(egress))
        .toBytes();
  }

  /** Decodes the SCALE form; more than {@link #BYTES_MAX} and surplus bytes are refused. */
  public static ProofOfValidity decode(Bytes encoded) throws DecodingException {
    if (encoded.size() > BYTES_MAX) {
      throw new DecodingException(
          "proof of validity has " + encoded.size() + " bytes, at most " + BYTES_MAX);
    }
    ScaleReader reader = ScaleReader.of(encoded);
    ProofOfValidity pov =
        new ProofOfValidity(
            ParaHeader.decode(reader.readBytes(BYTES_MAX)),
            ParaBlock.decode(reader.readBytes(BYTES_MAX)),
            reader.readList(BYTES_MAX, 1, one -> one.readBytes(BYTES_MAX)),
            XcmpIngressCodec.decode(reader.readBytes(BYTES_MAX)),
            XcmpEgressCodec.decode(reader.readBytes(BYTES_MAX)));
    reader.demandEnd();
    return pov;
  }
}
