package dev.fairlead.node.supernode;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.InMemoryMessageLog;
import dev.fairlead.kernel.safety.SafetyHeads;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.TomlConfig;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.config.SupernodeConfigReader;
import dev.fairlead.node.supernode.metrics.SupernodeCounters;
import dev.fairlead.node.supernode.metrics.SupernodeMetricNames;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.admission.AdmissionSnapshot;
import dev.fairlead.opstack.admission.Frontier;
import dev.fairlead.opstack.follow.FollowSnapshot;
import dev.fairlead.opstack.follow.FollowState;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.ExecutingMessage;
import dev.fairlead.opstack.message.ExecutingMessageCodec;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.MessageHashes;
import dev.fairlead.opstack.message.SealedBlockCodec;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.InvalidBlock;
import dev.fairlead.opstack.rules.InvalidMessage;
import dev.fairlead.opstack.rules.MessageFault;
import dev.fairlead.opstack.verifier.DecisionKind;
import dev.fairlead.opstack.verifier.RoundAwaited;
import dev.fairlead.opstack.verifier.RoundSnapshot;
import dev.fairlead.opstack.verifier.RoundState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Three chains of one set at a fixed moment. Blocks 10 to 15 are stored; block n has timestamp 1000
 * + 2n; messages live 20 seconds. Log 0 of block 12 on chain 901 is a plain log; block 13 of 902
 * executes it, block 14 of 902 executes it with a wrong checksum. Chain 902 does not accept 903,
 * and wants messages from itself to be finalized. Chain 903 is being back-filled.
 */
final class SampleWorld {
  static final ChainId A = ChainId.of(901);
  static final ChainId B = ChainId.of(902);
  static final ChainId C = ChainId.of(903);
  static final Address20 ORIGIN = Address20.literal("0x1111111111111111111111111111111111111111");
  static final EventLog PLAIN = new EventLog(ORIGIN, List.of(), Bytes.literal("0xc0ffee"));

  private SampleWorld() {}

  static SupernodeConfig config(String furtherToml) throws ConfigException {
    StringBuilder toml = new StringBuilder("data-dir = \"d\"\n[dependency-set]\n");
    toml.append("dependencies = [901, 902, 903]\noverride-message-expiry-window = 20\n");
    for (int chain = 901; chain <= 903; chain++) {
      toml.append("[chains.").append(chain).append("]\nexecution = \"http://127.0.0.1:1\"\n");
      toml.append("block-time = 2\nactivation = 1000\n");
      toml.append(chain == 902 ? "accepts = [901]\nmin-safety = { 902 = \"finalized\" }\n" : "");
    }
    return SupernodeConfigReader.read(
        TomlConfig.parse(toml + furtherToml, Path.of("supernode.toml"), Map.of(), Map.of()));
  }

  static SupernodeCounters counters(SupernodeConfig config) {
    return new SupernodeCounters(
        new Metrics(SupernodeMetricNames.all()), config.chains().keySet(), List.of());
  }

  /** A reference to log 0 of a block of chain 901, right in every respect for block 12. */
  static Access access(long block, long timestamp) {
    Identifier id = new Identifier(ORIGIN, block, 0, timestamp, A);
    return Access.of(id, MessageHashes.payloadHash(PLAIN));
  }

  static Access access(ChainId chain, long block, long timestamp) {
    Identifier id = new Identifier(ORIGIN, block, 0, timestamp, chain);
    return Access.of(id, MessageHashes.payloadHash(PLAIN));
  }

  static Hash32 hash(ChainId chain, long number) {
    String text = chain + "/" + number;
    return Keccak256.hash(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  static BlockRef ref(ChainId chain, long number) {
    return new BlockRef(number, hash(chain, number));
  }

  static SupernodeSnapshot snapshot() {
    SortedMap<ChainId, ChainSnapshot> chains = new TreeMap<>();
    chains.put(A, chain(A, new FollowState.Live(0), List.of(), 15));
    BlockRef gone = new BlockRef(14, Hash32.ofNumber(14));
    HistoryChange.Rewound undone = new HistoryChange.Rewound(ref(B, 13), List.of(gone));
    chains.put(B, chain(B, new FollowState.Live(1), List.of(undone), 15));
    chains.put(C, chain(C, new FollowState.BackFilling(10, 16, 99), List.of(), 10));
    SortedMap<ChainId, BlockRef> crossUnsafe = new TreeMap<>();
    crossUnsafe.put(A, ref(A, 14));
    crossUnsafe.put(B, ref(B, 13));
    SortedMap<ChainId, Frontier> frontiers = new TreeMap<>();
    frontiers.put(A, new Frontier.Waiting(ref(A, 15), List.of(new Awaited.Block(C, 40, 1030))));
    frontiers.put(B, new Frontier.Invalid(invalid()));
    frontiers.put(C, new Frontier.NotStarted());
    return new SupernodeSnapshot(
        chains, new AdmissionSnapshot(crossUnsafe, frontiers), List.of(lane()));
  }

  private static InvalidBlock invalid() {
    InvalidMessage reason =
        new InvalidMessage.ChecksumMismatch(access(12, 1024).checksum(), Hash32.ofNumber(0x0bad));
    return new InvalidBlock(new BlockId(B, ref(B, 14)), 1028, List.of(new MessageFault(0, reason)));
  }

  private static RoundSnapshot lane() {
    SortedMap<ChainId, BlockRef> crossSafe = new TreeMap<>(Map.of(A, ref(A, 12), B, ref(B, 12)));
    SortedMap<ChainId, BlockRef> finalized = new TreeMap<>(Map.of(A, ref(A, 11), B, ref(B, 11)));
    return new RoundSnapshot(
        new TreeSet<>(List.of(A, B, C)),
        new RoundState.Running(),
        new RoundSnapshot.Progress(
            OptionalLong.of(1020), OptionalLong.of(1024), OptionalLong.of(1022)),
        crossSafe,
        finalized,
        List.of(new RoundAwaited.LocalSafe(C, 1026), new RoundAwaited.Replacement(B, ref(B, 14))),
        List.of(invalid()),
        List.of(),
        Map.of(DecisionKind.ADVANCE, 3L));
  }

  private static ChainSnapshot chain(
      ChainId id, FollowState state, List<HistoryChange.Rewound> undone, long tip) {
    InMemoryMessageLog log = new InMemoryMessageLog();
    for (long number = 10; number <= tip; number++) {
      List<EventLog> logs = logs(id, number);
      log.append(
          SealedBlockCodec.encode(
              new BlockSeal(
                  ref(id, number),
                  hash(id, number - 1),
                  1000 + 2 * number,
                  logs.size(),
                  Hash32.ZERO,
                  Hash32.ZERO),
              logs));
    }
    Map<SafetyLevel, BlockRef> heads = new HashMap<>(Map.of(SafetyLevel.UNSAFE, ref(id, tip)));
    if (!id.equals(C)) {
      heads.put(SafetyLevel.CROSS_UNSAFE, ref(id, id.equals(A) ? 14 : 13));
      heads.put(SafetyLevel.LOCAL_SAFE, ref(id, 13));
      heads.put(SafetyLevel.CROSS_SAFE, ref(id, 12));
      heads.put(SafetyLevel.FINALIZED, ref(id, 11));
    }
    boolean isFilled = !(state instanceof FollowState.BackFilling);
    return new ChainSnapshot(
        id,
        log.view(),
        SafetyHeads.clamped(heads),
        new FollowSnapshot(id, state, Map.of(), Map.of(), 0, undone),
        isFilled);
  }

  private static List<EventLog> logs(ChainId id, long number) {
    if (number == 12) {
      return List.of(PLAIN);
    }
    if (id.equals(B) && (number == 13 || number == 14)) {
      Hash32 payload = number == 13 ? MessageHashes.payloadHash(PLAIN) : Hash32.ofNumber(0x0bad);
      Identifier claimed = new Identifier(ORIGIN, 12, 0, 1024, A);
      return List.of(ExecutingMessageCodec.encode(new ExecutingMessage(claimed, payload)));
    }
    return List.of();
  }
}
