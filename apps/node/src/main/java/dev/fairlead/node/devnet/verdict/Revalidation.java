package dev.fairlead.node.devnet.verdict;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.Remining;
import dev.fairlead.node.devnet.ingress.AdmissionCheck;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import dev.fairlead.opstack.transaction.RawTransactionDecoder;
import java.util.List;

/**
 * Keeps the transactions that still pass the admission check at the timestamp of their block.
 *
 * @param chain executing chain
 * @param check judge of their messages
 */
record Revalidation(ChainId chain, AdmissionCheck check) implements Remining {
  @Override
  public List<Bytes> choose(long height, long timestamp, List<Bytes> transactions) {
    ExecutingDescriptor at = ExecutingDescriptor.block(chain, timestamp);
    return transactions.stream().filter(raw -> isStillValid(raw, at)).toList();
  }

  private boolean isStillValid(Bytes raw, ExecutingDescriptor at) {
    try {
      List<Hash32> keys =
          RawTransactionDecoder.decode(raw).call().accessList().stream()
              .filter(tuple -> tuple.address().equals(Predeploys.CROSS_L2_INBOX))
              .flatMap(tuple -> tuple.storageKeys().stream())
              .toList();
      return keys.isEmpty() || check.refusal(keys, at).isEmpty();
    } catch (DecodingException e) {
      return false; // signed by nobody: an impersonated account, which cannot be replayed
    }
  }
}
