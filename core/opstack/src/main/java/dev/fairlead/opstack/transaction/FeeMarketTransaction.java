package dev.fairlead.opstack.transaction;

import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.evm.RlpWriter;
import java.util.List;

/**
 * A transaction with fee caps that is not signed yet (EIP-1559, type 2).
 *
 * @param chain chain that may include it
 * @param nonce the sender's count, unsigned
 * @param fees caps
 * @param gasLimit gas it may use, unsigned
 * @param call what it does
 */
public record FeeMarketTransaction(
    ChainId chain, long nonce, FeeTerms.Caps fees, long gasLimit, TransactionCall call) {

  /** What the sender signs. */
  public Hash32 signingHash() {
    return Keccak256.hash(envelope(fields()));
  }

  /** The raw form with a signature over {@link #signingHash}. */
  public Bytes signed(Signature signature) {
    RlpWriter signed =
        fields()
            .writeNumber(signature.yParity())
            .writeNumber(new java.math.BigInteger(1, signature.r().toByteArray()))
            .writeNumber(new java.math.BigInteger(1, signature.s().toByteArray()));
    return envelope(signed);
  }

  private RlpWriter fields() {
    return new RlpWriter()
        .writeNumber(chain.toBigInteger())
        .writeNumber(nonce)
        .writeNumber(fees.priorityPerGas())
        .writeNumber(fees.maxPerGas())
        .writeNumber(gasLimit)
        .writeString(call.to().toField())
        .writeNumber(call.value())
        .writeString(call.input())
        .writeList(accessList(call.accessList()));
  }

  private static RlpWriter accessList(List<AccessTuple> tuples) {
    RlpWriter list = new RlpWriter();
    for (AccessTuple tuple : tuples) {
      RlpWriter keys = new RlpWriter();
      tuple.storageKeys().forEach(keys::writeHash);
      list.writeList(new RlpWriter().writeAddress(tuple.address()).writeList(keys));
    }
    return list;
  }

  private static Bytes envelope(RlpWriter fields) {
    return new ByteWriter(256)
        .writeByte(TransactionType.FEE_MARKET.code())
        .writeBytes(fields.toList())
        .toBytes();
  }
}
