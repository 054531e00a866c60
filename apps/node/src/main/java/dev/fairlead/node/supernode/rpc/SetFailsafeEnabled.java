package dev.fairlead.node.supernode.rpc;

import dev.fairlead.jsonrpc.RpcMethod;
import dev.fairlead.jsonrpc.RpcMethodSpec;
import dev.fairlead.jsonrpc.RpcParams;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcSession;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.node.supernode.Failsafe;
import java.lang.System.Logger.Level;
import tools.jackson.databind.JsonNode;

/** {@code admin_setFailsafeEnabled}: refuses every access list, or ends that. */
public final class SetFailsafeEnabled implements RpcMethod {
  private static final System.Logger LOG = System.getLogger(SetFailsafeEnabled.class.getName());

  private final Failsafe failsafe;

  /** Sets that switch. */
  public SetFailsafeEnabled(Failsafe failsafe) {
    this.failsafe = failsafe;
  }

  @Override
  public RpcMethodSpec spec() {
    return RpcMethodSpec.of(
            "admin_setFailsafeEnabled", "Refuses every access list, or ends that.", "null")
        .withParameters(RpcMethodSpec.Parameter.required("enabled", "boolean"));
  }

  @Override
  public RpcReply call(RpcParams params, RpcSession session) throws DecodingException {
    JsonNode enabled = params.at(0);
    if (!enabled.isBoolean()) {
      throw new DecodingException("parameter 0: expected true or false");
    }
    failsafe.enable(enabled.booleanValue());
    LOG.log(
        Level.WARNING, "failsafe_set enabled=" + failsafe.isEnabled() + " peer=" + session.peer());
    return RpcReply.nothing();
  }
}
