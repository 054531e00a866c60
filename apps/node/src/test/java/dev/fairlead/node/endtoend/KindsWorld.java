package dev.fairlead.node.endtoend;

import static dev.fairlead.node.endtoend.DrivenWorld.A;
import static dev.fairlead.node.endtoend.DrivenWorld.B;
import static dev.fairlead.node.endtoend.DrivenWorld.C;
import static dev.fairlead.node.endtoend.DrivenWorld.D;

import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.config.Endpoint;
import dev.fairlead.node.devnet.chain.Grid;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.devnet.ingress.SubmitForms;
import dev.fairlead.node.devnet.world.Topology;
import dev.fairlead.node.devnet.world.WorldPlan;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.config.SupernodeLimits;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.Predeploys;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Four real chains in a line that together make every refusal possible:
 *
 * <ul>
 *   <li>901 has a history longer than the expiry window, of which the oldest part was never stored;
 *       it is ahead of the others, and a forced block keeps its newest blocks from becoming
 *       cross-unsafe.
 *   <li>902 executes.
 *   <li>903 cannot be followed: its execution client does not answer.
 *   <li>904 is not active yet.
 * </ul>
 */
final class KindsWorld implements AutoCloseable {
  private static final ChainId NOBODY = ChainId.of(999_999);
  private static final URI NOBODY_LISTENS = URI.create("http://127.0.0.1:1");
  private static final Address20 FRIEND =
      Address20.literal("0x1111111111111111111111111111111111111111");
  private static final Grid GRID = new Grid(1_700_000_000L, 60);

  /** Every attempt is followed by a block, and the good message must not expire meanwhile. */
  private static final int WINDOW_BLOCKS =
      30 + RefusedKind.values().length * SubmitForms.methods().size();

  /** An hour more than the window is stored, so the oldest blocks of a longer history are not. */
  private static final int HISTORY_BLOCKS = WINDOW_BLOCKS + 70;

  private static final long FAR_AHEAD = 1_000_000_000L;
  private static final int LOGS_MAX = 1_000;

  /** A lookup entry whose padding is not zero. */
  private static final Hash32 DIRTY_LOOKUP =
      Hash32.literal("0x0101000000000000000003850000000000000005000000006b001f9f00000000");

  final DrivenWorld driven;
  private final Message good;
  private final Message onBadBlock;

  /**
   * A transaction that must be refused.
   *
   * @param on the chain that it is handed to
   * @param message what it executes
   * @param keys what it announces
   */
  record Attempt(ChainId on, Message message, List<Hash32> keys) {
    RpcCall by(String method, SubmitForms forms) throws Exception {
      return forms.call(method, Predeploys.CROSS_L2_INBOX, message.validation(), keys);
    }
  }

  private KindsWorld(DrivenWorld driven) throws Exception {
    this.driven = driven;
    this.good = driven.sent(A, transfer(A, B));
    Message back = driven.sent(B, transfer(B, A));
    Message forged = nothingAt(back.identifier());
    driven.mined(
        A, driven.intruder(A).send(Predeploys.CROSS_L2_INBOX, forged.validation(), forged.keys()));
    this.onBadBlock = driven.placed(A, transfer(A, B));
    driven.chain(A).mine();
  }

  static KindsWorld start(Path folder) throws Exception {
    ExpiryWindow window = new ExpiryWindow(WINDOW_BLOCKS * GRID.blockTimeSeconds());
    WorldPlan plan = new WorldPlan(4, GRID, Topology.LINE, window, HISTORY_BLOCKS);
    DrivenWorld driven = DrivenWorld.start(plan, KindsWorld::config, folder);
    boolean isStarted = false;
    try {
      KindsWorld world = new KindsWorld(driven);
      isStarted = true;
      return world;
    } finally {
      if (!isStarted) {
        driven.close();
      }
    }
  }

  private static SupernodeConfig config(SupernodeConfig usual) {
    SortedMap<ChainId, FollowedChain> chains = new TreeMap<>(usual.chains());
    chains.computeIfPresent(
        C,
        (id, chain) ->
            new FollowedChain(
                id,
                new Endpoint(NOBODY_LISTENS),
                chain.blockTimeSeconds(),
                chain.activation(),
                chain.isTrusted(),
                chain.minSafety()));
    chains.computeIfPresent(
        D,
        (id, chain) ->
            new FollowedChain(
                id,
                chain.execution(),
                chain.blockTimeSeconds(),
                chain.activation() + FAR_AHEAD,
                chain.isTrusted(),
                chain.minSafety()));
    return new SupernodeConfig(
        usual.dataDirectory(),
        usual.dependencySet(),
        chains,
        usual.rpc(),
        usual.metrics(),
        usual.limits());
  }

  private Hash32 transfer(ChainId from, ChainId to) throws Exception {
    return driven.execute(from, DemoToken.ADDRESS, DemoToken.sendTo(to, FRIEND, BigInteger.ONE));
  }

  /** The chains that attempts are handed to. */
  List<ChainId> executing() {
    return List.of(B, C, D);
  }

  /** A transaction that may be executed. */
  Attempt good() {
    return onB(good);
  }

  /** A transaction of that kind, made for the next block. */
  Attempt attempt(RefusedKind kind) {
    long height = driven.chain(B).height();
    Identifier id = good.identifier();
    return switch (kind) {
      case UNKNOWN_CHAIN -> onB(place(height, GRID.timestampOf(height), NOBODY));
      case SOURCE_NOT_ACCEPTED -> new Attempt(C, good, good.keys());
      case EXECUTED_TOO_EARLY -> {
        Message message = nothingAt(place(height, GRID.timestampOf(height), C));
        yield new Attempt(D, message, message.keys());
      }
      case INITIATED_TOO_EARLY -> onB(place(0, GRID.genesisTimestamp(), A));
      case FUTURE -> onB(place(height + 2, GRID.timestampOf(height + 2), A));
      case EXPIRED -> onB(place(1, GRID.timestampOf(1), A));
      case BELOW_FIRST_STORED_BLOCK -> onB(place(1, id.timestamp(), A));
      case SOURCE_BACK_FILLING -> onB(place(height, GRID.timestampOf(height), C));
      case BLOCK_NOT_INDEXED -> onB(place(height + 1, GRID.timestampOf(height + 1), B));
      case UNKNOWN_BLOCK -> {
        long tip = storedTip();
        yield onB(place(tip + 1, id.timestamp(), A));
      }
      case WRONG_TIMESTAMP ->
          onB(new Identifier(id.origin(), id.blockNumber(), id.logIndex(), id.timestamp() - 1, A));
      case UNKNOWN_LOG ->
          onB(new Identifier(id.origin(), id.blockNumber(), LOGS_MAX, id.timestamp(), A));
      case WRONG_PAYLOAD -> onB(new Message(id, Bytes.literal("0xdeadbeef")));
      case WRONG_ORIGIN ->
          onB(new Identifier(FRIEND, id.blockNumber(), id.logIndex(), id.timestamp(), A));
      case SECOND_OF_TWO -> {
        Message wrong = new Message(id, Bytes.literal("0xdeadbeef"));
        yield new Attempt(B, wrong, concat(good.keys(), wrong.keys()));
      }
      case LEVEL_NOT_REACHED -> {
        storedTip();
        yield onB(onBadBlock);
      }
      case UNDECLARED -> new Attempt(B, good, List.of());
      case LOOKUP_ALONE -> new Attempt(B, good, good.keys().subList(0, 1));
      case CHECKSUM_ALONE -> new Attempt(B, good, good.keys().subList(1, 2));
      case DIRTY_PADDING -> new Attempt(B, good, concat(List.of(DIRTY_LOOKUP), good.keys()));
      case TOO_MANY_GROUPS ->
          new Attempt(B, good, repeated(good.keys(), SupernodeLimits.DEFAULT.groupsPerCheck() + 1));
    };
  }

  /** The height of 901, whose blocks the supernode has all stored. */
  private long storedTip() {
    long tip = driven.chain(A).height();
    driven.awaitLevel(A, tip, SafetyLevel.UNSAFE);
    return tip;
  }

  private Attempt onB(Identifier id) {
    return onB(new Message(id, good.payload()));
  }

  private static Attempt onB(Message message) {
    return new Attempt(B, message, message.keys());
  }

  private static Message nothingAt(Identifier id) {
    return new Message(id, Bytes.EMPTY);
  }

  private static Identifier place(long block, long timestamp, ChainId chain) {
    return new Identifier(Predeploys.L2_TO_L2_MESSENGER, block, 0, timestamp, chain);
  }

  private static List<Hash32> concat(List<Hash32> first, List<Hash32> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<Hash32> repeated(List<Hash32> keys, int times) {
    return Collections.nCopies(times, keys).stream().flatMap(List::stream).toList();
  }

  @Override
  public void close() {
    driven.close();
  }
}
