package dev.fairlead.node.supernode;

import static dev.fairlead.node.supernode.SampleWorld.A;
import static dev.fairlead.node.supernode.SampleWorld.B;
import static dev.fairlead.node.supernode.SampleWorld.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.NoPushSession;
import dev.fairlead.jsonrpc.RpcDispatcher;
import dev.fairlead.jsonrpc.RpcLimits;
import dev.fairlead.jsonrpc.RpcMethods;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.rpc.BlockHashByNumber;
import dev.fairlead.node.supernode.rpc.CheckAccessList;
import dev.fairlead.node.supernode.rpc.GetFailsafeEnabled;
import dev.fairlead.node.supernode.rpc.HeartbeatCheck;
import dev.fairlead.node.supernode.rpc.SetFailsafeEnabled;
import dev.fairlead.node.supernode.rpc.SyncStatus;
import dev.fairlead.node.supernode.rpc.VerdictOfBlock;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListCodec;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Golden requests and replies of every method, on the sample world. */
final class RpcMethodsTest {
  private static final String DESCRIPTOR = "{\"chainID\":\"902\",\"timestamp\":\"0x408\"}"; // 1032

  private final Failsafe failsafe = new Failsafe();

  @Test
  void checkAccessList_levels() throws IOException, ConfigException {
    GoldenDialogue golden = new GoldenDialogue("dialogues/supernode-rpc/check-levels.txt");
    RpcDispatcher server = server("");
    Access valid = SampleWorld.access(12, 1024);

    ask(golden, server, "valid message", check(keys(valid), "cross-unsafe", DESCRIPTOR));
    ask(golden, server, "no message", check("[]", "finalized", DESCRIPTOR));
    ask(
        golden,
        server,
        "former name",
        check(keys(valid), "unsafe", DESCRIPTOR).replace("interop_", "supervisor_"));
    ask(golden, server, "local-safe level", check(keys(valid), "local-safe", DESCRIPTOR));
    ask(golden, server, "safe level", check(keys(valid), "safe", DESCRIPTOR));
    ask(golden, server, "requested level not reached", check(keys(valid), "finalized", DESCRIPTOR));
    ask(
        golden,
        server,
        "first failing group answers",
        check(keys(valid, SampleWorld.access(12, 1022)), "unsafe", DESCRIPTOR));
    ask(
        golden,
        server,
        "same message twice",
        check(keys(valid, valid), "cross-unsafe", DESCRIPTOR));
    ask(
        golden,
        server,
        "chain id in hex and a timeout, as Rust writes them",
        check(keys(valid), "unsafe", descriptor("\"0x386\"", 1032, "\"0xc\"")));
    ask(
        golden,
        server,
        "expired after the timeout",
        check(keys(valid), "unsafe", descriptor("\"902\"", 1032, "\"0xd\"")));
    golden.verify();
  }

  @Test
  void checkAccessList_outcomes() throws IOException, ConfigException {
    GoldenDialogue golden = new GoldenDialogue("dialogues/supernode-rpc/check-outcomes.txt");
    RpcDispatcher server = server("");
    Access valid = SampleWorld.access(12, 1024);

    outcome(golden, server, "not accepted source", SampleWorld.access(C, 10, 1020), 1032);
    outcome(golden, server, "source outside the set", SampleWorld.access(ChainId.of(7), 1, 9), 9);
    ask(
        golden,
        server,
        "executing chain outside the set",
        check(keys(valid), "unsafe", descriptor("\"7\"", 1032, "null")));
    outcome(golden, server, "executed too early", SampleWorld.access(0, 1000), 1001);
    outcome(golden, server, "initiated too early", SampleWorld.access(0, 1000), 1010);
    outcome(golden, server, "future", SampleWorld.access(12, 1024), 1022);
    outcome(golden, server, "same timestamp is accepted", SampleWorld.access(12, 1024), 1024);
    outcome(golden, server, "age of the window", SampleWorld.access(12, 1024), 1044);
    outcome(golden, server, "expired", SampleWorld.access(12, 1024), 1045);
    outcome(golden, server, "unknown block", SampleWorld.access(99, 1026), 1030);
    outcome(golden, server, "timestamp mismatch", SampleWorld.access(12, 1022), 1032);
    outcome(golden, server, "unknown log", SampleWorld.access(11, 1022), 1032);
    outcome(
        golden,
        server,
        "checksum mismatch",
        new Access(A, valid.position(), 1024, Hash32.literal("0x03" + "00".repeat(31))),
        1032);
    outcome(golden, server, "not indexed", SampleWorld.access(16, 1032), 1032);
    outcome(golden, server, "not enough history", SampleWorld.access(9, 1018), 1032);
    ask(
        golden,
        server,
        "configured level not reached",
        check(keys(SampleWorld.access(B, 12, 1024)), "unsafe", DESCRIPTOR));
    ask(
        golden,
        server,
        "back-filling source",
        check(keys(SampleWorld.access(C, 20, 1030)), "unsafe", descriptor("901", 1032, "null")));
    golden.verify();
  }

  @Test
  void checkAccessList_strictSwitchRefusesTheSameTimestamp() throws IOException, ConfigException {
    GoldenDialogue golden = new GoldenDialogue("dialogues/supernode-rpc/check-strict.txt");
    RpcDispatcher server = server("[rpc]\nstrict-same-timestamp = true\n");

    outcome(golden, server, "same timestamp", SampleWorld.access(12, 1024), 1024);
    outcome(golden, server, "one second later", SampleWorld.access(12, 1024), 1025);
    golden.verify();
  }

  @Test
  void checkAccessList_failsafeRefusesEverything() throws IOException, ConfigException {
    GoldenDialogue golden = new GoldenDialogue("dialogues/supernode-rpc/failsafe.txt");
    RpcDispatcher server = server("");
    String check = check(keys(SampleWorld.access(12, 1024)), "unsafe", DESCRIPTOR);

    ask(golden, server, "off at start", call("admin_getFailsafeEnabled", ""));
    ask(golden, server, "not a boolean", call("admin_setFailsafeEnabled", "\"yes\""));
    ask(golden, server, "turned on", call("admin_setFailsafeEnabled", "true"));
    ask(golden, server, "is on", call("admin_getFailsafeEnabled", ""));
    ask(golden, server, "check is refused", check);
    ask(golden, server, "turned off", call("admin_setFailsafeEnabled", "false"));
    ask(golden, server, "check is answered", check);
    golden.verify();
  }

  @Test
  void checkAccessList_malformedParameters() throws IOException, ConfigException {
    GoldenDialogue golden = new GoldenDialogue("dialogues/supernode-rpc/check-malformed.txt");
    RpcDispatcher server = server("[limits]\ngroups-per-check = 2\n");
    Access valid = SampleWorld.access(12, 1024);
    List<Hash32> two = AccessListCodec.encode(valid);
    String lookup = two.get(0).toString();
    String checksum = two.get(1).toString();

    ask(golden, server, "level invalid", check("[]", "invalid", DESCRIPTOR));
    ask(golden, server, "unknown level", check("[]", "super", DESCRIPTOR));
    ask(golden, server, "checksum first", check(list(checksum), "unsafe", DESCRIPTOR));
    ask(golden, server, "dangling lookup", check(list(lookup), "unsafe", DESCRIPTOR));
    ask(
        golden,
        server,
        "padding in the second group",
        check(
            list(lookup, checksum, "0x0100ff" + lookup.substring(8), checksum),
            "unsafe",
            DESCRIPTOR));
    ask(golden, server, "odd hex", check(list(lookup + "0"), "unsafe", DESCRIPTOR));
    ask(golden, server, "short key", check(list("0x01"), "unsafe", DESCRIPTOR));
    ask(golden, server, "not hex", check(list("0x" + "zz".repeat(32)), "unsafe", DESCRIPTOR));
    ask(golden, server, "number for a key", check("[1]", "unsafe", DESCRIPTOR));
    ask(golden, server, "no list", check("\"0x\"", "unsafe", DESCRIPTOR));
    ask(
        golden,
        server,
        "more groups than allowed",
        check(keys(valid, valid, valid), "unsafe", DESCRIPTOR));
    ask(
        golden,
        server,
        "more keys than any allowed list has",
        check(list(Collections.nCopies(7, lookup)), "unsafe", DESCRIPTOR));
    ask(golden, server, "no chain id", check(keys(valid), "unsafe", "{\"timestamp\":\"0x408\"}"));
    ask(golden, server, "no chain id needed", check("[]", "unsafe", "{\"timestamp\":\"0x408\"}"));
    ask(golden, server, "no timestamp", check(keys(valid), "unsafe", "{\"chainID\":\"902\"}"));
    ask(
        golden,
        server,
        "timestamp over 64 bits",
        check(
            keys(valid), "unsafe", "{\"chainID\":\"902\",\"timestamp\":\"0x10000000000000000\"}"));
    ask(
        golden,
        server,
        "negative chain id",
        check(keys(valid), "unsafe", "{\"chainID\":-1,\"timestamp\":\"0x408\"}"));
    ask(golden, server, "descriptor is a list", check(keys(valid), "unsafe", "[]"));
    ask(golden, server, "no descriptor", call("interop_checkAccessList", "[],\"unsafe\""));
    golden.verify();
  }

  @Test
  void blockHashByNumber() throws IOException, ConfigException {
    GoldenDialogue golden = new GoldenDialogue("dialogues/supernode-rpc/block-hash.txt");
    RpcDispatcher server = server("");
    String method = "interop_getBlockHashByNumber";

    ask(golden, server, "latest", call(method, "\"901\",\"latest\""));
    ask(golden, server, "by hex number", call(method, "\"0x385\",\"0xc\""));
    ask(golden, server, "by number", call(method, "901,12"));
    ask(golden, server, "above the tip", call(method, "901,16"));
    ask(golden, server, "below the first block", call(method, "901,9"));
    ask(golden, server, "chain that is not followed", call(method, "904,1"));
    ask(golden, server, "no number", call(method, "901,\"safe\""));
    golden.verify();
  }

  @Test
  void syncStatus() throws IOException, ConfigException {
    GoldenDialogue golden = new GoldenDialogue("dialogues/supernode-rpc/sync-status.txt");

    ask(golden, server(""), "all chains", call("supernode_syncStatus", ""));
    golden.verify();
  }

  @Test
  void verdict() throws IOException, ConfigException {
    GoldenDialogue golden = new GoldenDialogue("dialogues/supernode-rpc/verdict.txt");
    RpcDispatcher server = server("");

    ask(golden, server, "finalized", call("fairlead_verdict", "\"902\",11"));
    ask(golden, server, "valid message", call("fairlead_verdict", "\"902\",\"0xd\""));
    ask(golden, server, "invalid message", call("fairlead_verdict", "\"902\",14"));
    ask(golden, server, "held by another chain", call("fairlead_verdict", "\"901\",\"latest\""));
    ask(golden, server, "not indexed", call("fairlead_verdict", "\"901\",16"));
    ask(golden, server, "below the first block", call("fairlead_verdict", "\"901\",9"));
    ask(golden, server, "chain that is not followed", call("fairlead_verdict", "904,1"));
    ask(golden, server, "no number", call("fairlead_verdict", "901,{}"));
    golden.verify();
  }

  @Test
  void heartbeat_isAnotherNumberEachTime() throws ConfigException, DecodingException {
    RpcDispatcher server = server("");
    String call = call("heartbeat_check", "");

    String first = Json.parse(answer(server, call)).path("result").stringValue();
    String second = Json.parse(answer(server, call)).path("result").stringValue();

    assertThat(first).matches("0x[0-9a-f]{64}").isNotEqualTo(second);
  }

  private RpcDispatcher server(String furtherToml) throws ConfigException {
    SupernodeConfig config = SampleWorld.config(furtherToml);
    AdmissionService admission =
        new AdmissionService(config, failsafe, SampleWorld::snapshot, SampleWorld.counters(config));
    return new RpcDispatcher(
        new RpcMethods(
            List.of(
                new CheckAccessList(admission, config.limits().groupsPerCheck()),
                new BlockHashByNumber(SampleWorld::snapshot),
                new SyncStatus(SampleWorld::snapshot),
                new VerdictOfBlock(SampleWorld::snapshot, new BlockReporter(config)),
                new HeartbeatCheck(),
                new GetFailsafeEnabled(failsafe),
                new SetFailsafeEnabled(failsafe))),
        RpcLimits.DEFAULT);
  }

  private static void outcome(
      GoldenDialogue golden, RpcDispatcher server, String name, Access access, long executing) {
    ask(
        golden,
        server,
        name,
        check(keys(access), "unsafe", descriptor("\"902\"", executing, "null")));
  }

  private static void ask(
      GoldenDialogue golden, RpcDispatcher server, String name, String request) {
    golden.add(name, request, answer(server, request));
  }

  private static String answer(RpcDispatcher server, String request) {
    return server.answer(request, new NoPushSession("test")).orElseThrow();
  }

  private static String check(String keys, String level, String descriptor) {
    return call("interop_checkAccessList", keys + ",\"" + level + "\"," + descriptor);
  }

  private static String call(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
        + method
        + "\",\"params\":["
        + params
        + "]}";
  }

  private static String descriptor(String chain, long timestamp, String timeout) {
    return "{\"chainID\":%s,\"timestamp\":\"0x%x\",\"timeout\":%s}"
        .formatted(chain, timestamp, timeout);
  }

  private static String keys(Access... accesses) {
    return list(
        AccessListCodec.encodeAll(Arrays.asList(accesses)).stream().map(Hash32::toString).toList());
  }

  private static String list(String... keys) {
    return list(Arrays.asList(keys));
  }

  private static String list(List<String> keys) {
    return keys.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }
}
