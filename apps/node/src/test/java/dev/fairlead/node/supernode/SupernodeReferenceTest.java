package dev.fairlead.node.supernode;

import dev.fairlead.jsonrpc.RpcMethod;
import dev.fairlead.jsonrpc.RpcMethods;
import dev.fairlead.node.architecture.GeneratedPage;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.metrics.Metric;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.metrics.SupernodeMetricNames;
import dev.fairlead.node.supernode.rpc.BlockHashByNumber;
import dev.fairlead.node.supernode.rpc.CheckAccessList;
import dev.fairlead.node.supernode.rpc.GetFailsafeEnabled;
import dev.fairlead.node.supernode.rpc.HeartbeatCheck;
import dev.fairlead.node.supernode.rpc.SetFailsafeEnabled;
import dev.fairlead.node.supernode.rpc.SyncStatus;
import dev.fairlead.node.supernode.rpc.VerdictOfBlock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/supernode.md} are made from the code. */
final class SupernodeReferenceTest {
  private static final String PAGE = "docs/supernode.md";

  @Test
  void tablesOfThePageAreThoseOfTheCode() throws ConfigException {
    GeneratedPage.demandPart(PAGE, "methods", methods());
    GeneratedPage.demandPart(PAGE, "metrics", metrics());
  }

  private static String methods() throws ConfigException {
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
    return new RpcMethods(open).markdownTable()
        + "\nOn the admin listener:\n\n"
        + new RpcMethods(admin).markdownTable();
  }

  private static String metrics() {
    StringBuilder table =
        new StringBuilder("| Metric | Kind | Labels | Meaning |\n|---|---|---|---|\n");
    SupernodeMetricNames.all().stream()
        .sorted(Comparator.comparing(Metric::name))
        .forEach(metric ->
            table.append(
                "| `%s` | %s | %s | %s |\n"
                    .formatted(
                        metric.name(),
                        metric.kind().name().toLowerCase(Locale.ROOT),
                        String.join(", ", metric.labels()),
                        metric.help())));
    return table.toString();
  }
}
