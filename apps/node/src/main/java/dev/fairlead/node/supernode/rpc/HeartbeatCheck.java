package dev.fairlead.node.supernode.rpc;

import dev.fairlead.jsonrpc.RpcMethod;
import dev.fairlead.jsonrpc.RpcMethodSpec;
import dev.fairlead.jsonrpc.RpcParams;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcSession;
import java.security.SecureRandom;
import java.util.HexFormat;

/** {@code heartbeat_check}: shows that somebody answers, by a random number. */
public final class HeartbeatCheck implements RpcMethod {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  @Override
  public RpcMethodSpec spec() {
    return RpcMethodSpec.of(
        "heartbeat_check", "Shows that the process answers.", "random hex, new at each call");
  }

  @Override
  public RpcReply call(RpcParams params, RpcSession session) {
    byte[] beat = new byte[BYTES];
    random.nextBytes(beat);
    return RpcReply.result("0x" + HexFormat.of().formatHex(beat));
  }
}
