package dev.fairlead.node.supernode;

import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcMethod;
import dev.fairlead.jsonrpc.RpcMethods;
import dev.fairlead.node.architecture.GeneratedPage;
import dev.fairlead.node.supernode.rpc.BlockHashByNumber;
import dev.fairlead.node.supernode.rpc.CheckAccessList;
import dev.fairlead.node.supernode.rpc.GetFailsafeEnabled;
import dev.fairlead.node.supernode.rpc.HeartbeatCheck;
import dev.fairlead.node.supernode.rpc.SetFailsafeEnabled;
import dev.fairlead.node.supernode.rpc.SyncStatus;
import dev.fairlead.node.supernode.rpc.VerdictOfBlock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/reference/methods.md is made from the methods' own descriptions. */
class MethodReferenceTest {
  // Only described, never called: they need nothing.
  private static final List<RpcMethod> OPEN =
      List.of(
          new CheckAccessList(null, 1),
          new BlockHashByNumber(null),
          new SyncStatus(null),
          new HeartbeatCheck(),
          new VerdictOfBlock(null, null));

  private static final List<RpcMethod> ADMIN =
      List.of(new GetFailsafeEnabled(null), new SetFailsafeEnabled(null));

  @Test
  void pageIsWhatTheCodeSays() {
    String page =
        """
        # JSON-RPC methods

        Made from the code; do not edit by hand.

        By HTTP POST and by WebSocket at path `/`, alone or in batches. Standard codes: %d no JSON,
        %d no call, %d no such method, %d wrong parameters, %d our bug.

        ## Supernode

        %s
        ## Supernode, for operators

        On the admin listener, with a JWT.

        %s\
        """
            .formatted(
                RpcError.PARSE_ERROR,
                RpcError.INVALID_REQUEST,
                RpcError.METHOD_NOT_FOUND,
                RpcError.INVALID_PARAMS,
                RpcError.INTERNAL_ERROR,
                new RpcMethods(OPEN).markdownTable(),
                new RpcMethods(ADMIN).markdownTable());

    GeneratedPage.demand("docs/reference/methods.md", page);
  }
}
