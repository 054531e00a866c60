package dev.fairlead.node.supernode;

import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcMethod;
import dev.fairlead.jsonrpc.RpcMethods;
import dev.fairlead.node.architecture.GeneratedPage;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.supernode.config.SupernodeConfig;
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
  @Test
  void pageIsWhatTheCodeSays() throws ConfigException {
    SupernodeConfig config = SampleWorld.config("");
    Failsafe failsafe = new Failsafe();
    AdmissionService admission =
        new AdmissionService(config, failsafe, SampleWorld::snapshot, SampleWorld.counters(config));
    List<RpcMethod> open =
        List.of(
            new CheckAccessList(admission, 1),
            new BlockHashByNumber(SampleWorld::snapshot),
            new SyncStatus(SampleWorld::snapshot),
            new HeartbeatCheck(),
            new VerdictOfBlock(SampleWorld::snapshot, new BlockReporter(config)));
    List<RpcMethod> admin =
        List.of(new GetFailsafeEnabled(failsafe), new SetFailsafeEnabled(failsafe));

    GeneratedPage.demand(
        "docs/reference/methods.md",
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
                new RpcMethods(open).markdownTable(),
                new RpcMethods(admin).markdownTable()));
  }
}
