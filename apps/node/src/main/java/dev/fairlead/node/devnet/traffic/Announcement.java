package dev.fairlead.node.devnet.traffic;

import dev.fairlead.jsonrpc.eth.PlacedLog;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.contracts.Calldata;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.RelayCall;
import dev.fairlead.opstack.message.RelayCallCodec;
import java.util.List;

/**
 * A transaction that executes a message.
 *
 * @param to the messenger or the inbox
 * @param input the call
 * @param inboxKeys what its access list announces
 */
record Announcement(Address20 to, Bytes input, List<Hash32> inboxKeys) {
  Announcement {
    inboxKeys = List.copyOf(inboxKeys);
  }

  /** Executes a message by the messenger. */
  static Announcement relay(Identifier id, Bytes payload) {
    return new Announcement(
        Predeploys.L2_TO_L2_MESSENGER,
        RelayCallCodec.encode(new RelayCall(id, payload)),
        keys(id, payload));
  }

  /** Executes any log as a message, by the inbox alone. */
  static Announcement execute(Identifier id, Bytes payload) {
    Hash32 payloadHash = Keccak256.hash(payload.toByteArray());
    Calldata call =
        Calldata.of("validateMessage((address,uint256,uint256,uint256,uint256),bytes32)")
            .address(id.origin())
            .word(Hash32.ofNumber(id.blockNumber()))
            .word(Hash32.ofNumber(id.logIndex()))
            .word(Hash32.ofNumber(id.timestamp()))
            .chain(id.chainId())
            .word(payloadHash);
    return new Announcement(Predeploys.CROSS_L2_INBOX, call.encode(), keys(id, payload));
  }

  /** The same without its access list. */
  Announcement undeclared() {
    return new Announcement(to, input, List.of());
  }

  /** Where a log stands. */
  static Identifier identifier(ChainId chain, PlacedLog place, long timestamp) {
    return new Identifier(
        place.log().address(), place.block().number(), place.logIndex(), timestamp, chain);
  }

  private static List<Hash32> keys(Identifier id, Bytes payload) {
    return AccessListCodec.encode(Access.of(id, Keccak256.hash(payload.toByteArray())));
  }
}
