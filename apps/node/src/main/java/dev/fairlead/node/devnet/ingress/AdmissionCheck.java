package dev.fairlead.node.devnet.ingress;

import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import java.util.List;
import java.util.Optional;

/** Judges the access list of a transaction; the port to the supernode of the devnet. */
@FunctionalInterface
public interface AdmissionCheck {
  /**
   * Why a transaction must not be executed; empty if it may be. The error is the one that {@code
   * interop_checkAccessList} answers with.
   *
   * @param keys storage keys of all inbox tuples, in order; at least one
   * @param at where and when the transaction will be executed
   */
  Optional<RpcError> refusal(List<Hash32> keys, ExecutingDescriptor at);
}
