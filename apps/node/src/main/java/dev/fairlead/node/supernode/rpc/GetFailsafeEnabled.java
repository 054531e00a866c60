package dev.fairlead.node.supernode.rpc;

import dev.fairlead.jsonrpc.RpcMethod;
import dev.fairlead.jsonrpc.RpcMethodSpec;
import dev.fairlead.jsonrpc.RpcParams;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcSession;
import dev.fairlead.node.supernode.Failsafe;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code admin_getFailsafeEnabled}: whether every access list is refused. */
public final class GetFailsafeEnabled implements RpcMethod {
  private final Failsafe failsafe;

  /** Reads that switch. */
  public GetFailsafeEnabled(Failsafe failsafe) {
    this.failsafe = failsafe;
  }

  @Override
  public RpcMethodSpec spec() {
    return RpcMethodSpec.of(
        "admin_getFailsafeEnabled", "Says whether every access list is refused.", "boolean");
  }

  @Override
  public RpcReply call(RpcParams params, RpcSession session) {
    return RpcReply.result(JsonNodeFactory.instance.booleanNode(failsafe.isEnabled()));
  }
}
