package dev.fairlead.opstack.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.opstack.world.BlockName;
import dev.fairlead.opstack.world.RandomScript;
import dev.fairlead.opstack.world.TestWorld;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A round machine in a random world with an obedient authority: what is invalidated is replaced by
 * an empty block. Can crash after any number of effects: what the step still wanted is lost, and a
 * new machine goes on from store and logs. After every step it checks what must always hold.
 */
final class RoundSimulation {
  private final TestWorld world;
  private final RandomScript script;
  private final SplittableRandom random;
  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final RoundSettings settings;
  private final Map<ChainId, Long> localSafe = new TreeMap<>();
  private final Map<ChainId, Long> finalized = new TreeMap<>();
  private final ArrayDeque<RoundInput> inbox = new ArrayDeque<>();
  private final List<DeniedBlock> everDenied = new ArrayList<>();
  private RoundMachine machine;
  private long effectsUntilCrash;
  private long effects;

  RoundSimulation(long seed, long crashAfterEffects) {
    random = new SplittableRandom(seed);
    effectsUntilCrash = crashAfterEffects;
    List<String> chains =
        random.nextBoolean() ? List.of("A/2", "B/2", "C/2") : List.of("A/1", "B/2");
    world = new TestWorld(20, 998, chains);
    script = new RandomScript(world, random.split());
    settings = new RoundSettings(world.chains(), world.rules(), 1_000, 3, Duration.ofSeconds(1));
    world.chains().forEach(script::appendEmpty);
    restart();
  }

  /** Number of effects carried out so far. */
  long effects() {
    return effects;
  }

  Optional<VerifiedResult> lastResult() {
    return store.last();
  }

  OptionalLong expectedTimestamp() {
    return CrossSafeModel.verified(world, localSafe);
  }

  RoundSnapshot snapshot() {
    return machine.snapshot();
  }

  void play(int changes) {
    for (int i = 0; i < changes; i++) {
      ChainId chain = script.chain();
      switch (random.nextInt(10)) {
        case 0 -> script.rewind(chain, 4, finalized.getOrDefault(chain, 0L)).ifPresent(this::tell);
        case 1, 2, 3 -> labelSafe(chain);
        case 4 -> labelFinal(chain);
        default -> tell(script.append(chain));
      }
      settle();
    }
  }

  /** Everything becomes local-safe and all chains come to the same time. */
  void finish() {
    long until =
        world.chains().stream()
            .mapToLong(chain -> world.timestamp(chain, script.nextNumber(chain) - 1))
            .max()
            .orElseThrow();
    for (ChainId chain : world.chains()) {
      while (world.timestamp(chain, script.nextNumber(chain)) <= until) {
        tell(script.appendEmpty(chain));
      }
      safe(chain, script.nextNumber(chain) - 1);
    }
    settle();
  }

  private void tell(TestWorld.Change change) {
    if (change.change() instanceof HistoryChange.Rewound(BlockRef to, List<BlockRef> ignored)) {
      localSafe.computeIfPresent(change.chain(), (chain, head) -> Math.min(head, to.number()));
    }
    inbox.add(new RoundInput.HistoryChanged(change.chain(), change.change()));
  }

  private void labelSafe(ChainId chain) {
    long tip = script.nextNumber(chain) - 1;
    long from = localSafe.getOrDefault(chain, 0L);
    safe(chain, from >= tip ? tip : random.nextLong(from, tip + 1));
  }

  private void safe(ChainId chain, long number) {
    localSafe.put(chain, number);
    inbox.add(
        new RoundInput.LocalSafeSeen(
            chain, world.stored(chain, number), new BaseInclusion.Unknown()));
  }

  /** A chain's own finalized block lies at or below what the whole set has verified. */
  private void labelFinal(ChainId chain) {
    long number =
        store.last().flatMap(result -> result.head(chain)).map(BlockRef::number).orElse(0L) - 6;
    if (number > finalized.getOrDefault(chain, 0L)) {
      finalized.put(chain, number);
      inbox.add(
          new RoundInput.HistoryChanged(
              chain, new HistoryChange.Finalized(world.stored(chain, number))));
    }
  }

  private void settle() {
    while (!inbox.isEmpty() || machine.nextDeadlineNanos() <= 0) {
      step(inbox.isEmpty() ? new RoundInput.TickElapsed() : inbox.remove());
    }
  }

  private void step(RoundInput input) {
    List<RoundEffect> wanted = new ArrayList<>();
    machine.step(0, input, wanted::add);
    for (RoundEffect effect : wanted) {
      if (effectsUntilCrash == 0) {
        effectsUntilCrash = -1;
        restart();
        return;
      }
      effectsUntilCrash--;
      effects++;
      carryOut(effect);
    }
    check();
  }

  private void restart() {
    inbox.clear();
    machine = new RoundMachine(settings, store, world::view);
    inbox.add(new RoundInput.TickElapsed());
    for (ChainId chain : world.chains()) {
      inbox.add(new RoundInput.HistoryReady(chain));
      if (localSafe.containsKey(chain)) {
        safe(chain, localSafe.get(chain));
      }
      if (finalized.containsKey(chain)) {
        inbox.add(
            new RoundInput.HistoryChanged(
                chain, new HistoryChange.Finalized(world.stored(chain, finalized.get(chain)))));
      }
    }
  }

  private void carryOut(RoundEffect effect) {
    switch (effect) {
      case RoundEffect.Persist(List<StoreChange> changes) -> {
        for (StoreChange change : changes) {
          if (change instanceof StoreChange.Denied(DeniedBlock block)) {
            assertThat(store.denied()).as("denied twice").doesNotContain(block);
            everDenied.add(block);
          }
        }
        store.apply(changes);
      }
      case ChainOrder.InvalidateBlock order -> {
        assertThat(store.pendingOrders()).contains(order);
        replace(order);
        inbox.add(new RoundInput.OrderDone(order));
      }
      case ChainOrder.RewindChain order -> {
        assertThat(store.pendingOrders()).contains(order);
        inbox.add(new RoundInput.OrderDone(order));
      }
      case RoundEffect.CheckBase ignored -> throw new AssertionError("base chain in follow mode");
      case RoundEffect.Halted halted -> throw new AssertionError("halted: " + halted);
      case RoundEffect.PruneLog ignored -> {}
      case RoundEffect.RoundDecided ignored -> {}
      case RoundEffect.CrossSafeChanged ignored -> {}
      case RoundEffect.FinalizedChanged ignored -> {}
      case RoundEffect.BlockFoundInvalid ignored -> {}
      case RoundEffect.InvalidBlockResolved ignored -> {}
      case RoundEffect.DenialDropped ignored -> {}
    }
  }

  private void replace(ChainOrder.InvalidateBlock order) {
    ChainId chain = order.chain();
    boolean isThere =
        world.view(chain).seal(order.height()) instanceof SealLookup.Found(BlockSeal seal)
            && seal.hash().equals(order.hash());
    if (isThere) {
      long parent = order.height() - 1;
      tell(world.rewind(new BlockName(chain, parent, parent, 'a')));
      tell(script.appendEmpty(chain));
    }
  }

  /** Guarantees 2, 3 and 4, whatever happens: results stand on local-safe blocks, in order. */
  private void check() {
    store
        .last()
        .ifPresent(result ->
            result
                .chains()
                .forEach((chain, one) -> {
                  BlockRef head = one.verified().block();
                  boolean isStored =
                      world.view(chain).seal(head.number())
                              instanceof SealLookup.Found(BlockSeal seal)
                          && seal.ref().equals(head);
                  // A change that is still in the inbox may have undone it.
                  assertThat(isStored || !inbox.isEmpty())
                      .as("verified head %s of %s", head, chain)
                      .isTrue();
                }));
    OptionalLong verified = snapshot().progress().verified();
    store
        .finalizedTimestamp()
        .ifPresent(
            timestamp -> assertThat(verified.orElseThrow()).isGreaterThanOrEqualTo(timestamp));
  }
}
