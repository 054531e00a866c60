package dev.fairlead.jsonrpc.proxy;

import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcRequest;
import java.util.Optional;

/** Looks at every call before a proxy passes it on. Called from many virtual threads; may block. */
@FunctionalInterface
public interface Inspection {
  /** The answer to give instead of passing the call on; empty to let it pass. */
  Optional<RpcReply> inspect(RpcRequest request);
}
