package dev.fairlead.node.endtoend;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.node.devnet.chain.TestCalls;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.RelayCall;
import dev.fairlead.opstack.message.RelayCallCodec;
import java.util.List;

/**
 * A message that can be relayed.
 *
 * @param identifier where it is
 * @param payload what its log says
 */
record Message(Identifier identifier, Bytes payload) {
  /** What the relaying transaction announces. */
  List<Hash32> keys() {
    return AccessListCodec.encode(Access.of(identifier, Keccak256.hash(payload)));
  }

  /** The call of the inbox that executes it and nothing else. */
  Bytes validation() {
    return TestCalls.validate(identifier, Keccak256.hash(payload));
  }

  /** The call of the messenger. */
  Bytes call() {
    return RelayCallCodec.encode(new RelayCall(identifier, payload));
  }
}
