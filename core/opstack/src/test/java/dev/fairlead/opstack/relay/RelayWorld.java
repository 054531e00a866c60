package dev.fairlead.opstack.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.SentMessage;
import dev.fairlead.opstack.rules.InvalidMessage;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;
import dev.fairlead.opstack.transaction.Signature;
import dev.fairlead.opstack.transaction.SignedTransaction;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Two chains, a verifier, a disk and the relayer's machine between them, driven by a seed: answers
 * arrive late and in any order, nodes fall silent, chains reorganise, and the relayer dies between
 * any two of its actions. After each action it checks that no message has live transactions under
 * two nonces.
 */
final class RelayWorld {
  static final ChainId A = ChainId.of(901);
  static final ChainId B = ChainId.of(902);
  static final int REORG_MAX = 3;

  final Random random;
  final Map<ChainId, TestChain> chains = new LinkedHashMap<>();
  final List<SentMessage> sent = new ArrayList<>();
  final RelaySettings settings;
  boolean hasFaults = true;
  int crashes;
  int transactions;

  private final List<Bytes> disk = new ArrayList<>();
  private final Deque<RelayInput> answers = new ArrayDeque<>();
  private final Map<ChainId, Set<SignedTransaction>> everSent = new HashMap<>();
  private RelayMachine machine;
  private long nowNanos;
  private long nextNonce;

  private static final RelaySigner SIGNER =
      new RelaySigner() {
        @Override
        public Address20 account(ChainId chain) {
          return Address20.literal("0x00000000000000000000000000000000000000aa");
        }

        @Override
        public Bytes sign(FeeMarketTransaction transaction) {
          return transaction.signed(new Signature(Hash32.ofNumber(1), Hash32.ofNumber(1), 0));
        }
      };

  RelayWorld(long seed) {
    random = new Random(seed);
    settings =
        new RelaySettings(
            Set.of(A, B),
            new RelayPolicy.Everything(),
            new RelaySettings.Safety(SafetyLevel.CROSS_UNSAFE, ExpiryWindow.STANDARD, 3_600),
            BigInteger.TEN.pow(15),
            RelayTimings.STANDARD,
            new RelayLimits(4, 5, 16, 2L * REORG_MAX, 3L * REORG_MAX));
    for (ChainId id : List.of(A, B)) {
      chains.put(id, new TestChain(id));
      everSent.put(id, new HashSet<>());
    }
    machine = restarted();
  }

  /** One random event. */
  void stir() {
    int dice = random.nextInt(100);
    if (dice < 45) {
      answerOne();
    } else if (dice < 55) {
      slower().mine(chains);
    } else if (dice < 75) {
      scan(pick());
    } else if (dice < 80) {
      userSends(pick());
    } else if (dice < 83 && hasFaults) {
      reorganise(pick());
    } else if (dice < 85 && hasFaults) {
      TestChain chain = pick();
      if (!chain.pool.isEmpty() && random.nextBoolean()) {
        chain.pool.clear();
      }
    } else {
      nowNanos += (long) (random.nextDouble() * 2e9);
      step(new RelayInput.TickElapsed());
    }
  }

  /** Runs without faults and without new messages until everything must have arrived. */
  void calm() {
    hasFaults = false;
    for (int i = 0; i < 3_000 && !isDone(); i++) {
      for (TestChain chain : chains.values()) {
        if (i % 6 == 0) {
          slower().mine(chains);
        }
        scan(chain);
      }
      nowNanos += 500_000_000L;
      step(new RelayInput.TickElapsed());
      while (!answers.isEmpty()) {
        answerOne();
      }
    }
  }

  boolean isDone() {
    return sent.stream().allMatch(this::isRelayed)
        && machine.snapshot().deliveries().stream()
            .allMatch(e -> e.state() instanceof DeliveryState.Delivered);
  }

  boolean isRelayed(SentMessage message) {
    ChainId source = message.destination().equals(A) ? B : A;
    return chains.get(message.destination()).hasRelayed(message.messageHash(source));
  }

  /** What is not done, for the message of a failure. */
  String left() {
    StringBuilder text = new StringBuilder();
    chains
        .values()
        .forEach(c ->
            text.append(
                "%nchain %s nonce %d pool %s head %d"
                    .formatted(c.id, c.nonce(), c.pool.keySet(), c.head().ref().number())));
    for (RelaySnapshot.Entry entry : machine.snapshot().deliveries()) {
      text.append(
          "%n%s %s %s"
              .formatted(entry.message().hash(), entry.message().destination(), entry.state()));
      entry
          .slot()
          .ifPresent(s ->
              text.append(" nonce %d %s ".formatted(s.nonce(), s.use()))
                  .append(s.attempts().stream().map(Attempt::purpose).toList()));
    }
    return text.toString();
  }

  /** The chain that is behind: both keep the same time. */
  private TestChain slower() {
    TestChain a = chains.get(A);
    TestChain b = chains.get(B);
    return a.blocks.size() <= b.blocks.size() ? a : b;
  }

  private TestChain pick() {
    return chains.get(random.nextBoolean() ? A : B);
  }

  private void userSends(TestChain chain) {
    if (!hasFaults || sent.size() >= 40) {
      return;
    }
    if (!sent.isEmpty() && random.nextInt(5) == 0) {
      SentMessage again = sent.get(random.nextInt(sent.size()));
      chains.get(again.destination().equals(A) ? B : A).send(again);
      return;
    }
    SentMessage message =
        new SentMessage(
            chain.id.equals(A) ? B : A,
            Address20.ZERO,
            Hash32.ofNumber(nextNonce++),
            Address20.ZERO,
            Bytes.EMPTY);
    sent.add(message);
    chain.send(message);
  }

  /** A reorg of a chain also takes the blocks of the other that executed what is gone. */
  private void reorganise(TestChain chain) {
    chain.rollBack(Math.min(chain.reorgRoom(REORG_MAX), 1 + random.nextInt(REORG_MAX)));
    for (TestChain other : chains.values()) {
      long firstInvalid =
          other.blocks.stream()
              .filter(b ->
                  b.transactions().stream()
                      .anyMatch(t ->
                          !t.call().input().isEmpty() && TestChain.relays(t, chains).isEmpty()))
              .mapToLong(b -> b.ref().number())
              .min()
              .orElse(Long.MAX_VALUE);
      while (other.head().ref().number() >= firstInvalid) {
        other.rollBack(1);
      }
    }
  }

  /** Reads a chain on from the machine's cursor, or tells it that blocks are gone. */
  private void scan(TestChain chain) {
    List<BlockRef> read =
        Optional.ofNullable(machine.snapshot().cursors().get(chain.id))
            .map(ScanCursor::recent)
            .orElse(List.of());
    long common =
        read.stream()
            .filter(r -> r.number() < chain.blocks.size())
            .filter(r -> chain.blocks.get((int) r.number()).ref().equals(r))
            .mapToLong(BlockRef::number)
            .max()
            .orElse(-1);
    if (!read.isEmpty() && read.getLast().number() > Math.max(common, 0)) {
      step(new RelayInput.ChainRewound(chain.id, Math.max(common, 0)));
      return;
    }
    TestChain.Block head = chain.head();
    long finalized = Math.max(0, head.ref().number() - 4L * REORG_MAX);
    step(new RelayInput.HeadsSeen(chain.id, head.ref().number(), head.timestamp(), finalized));
    int upTo = Math.min(chain.blocks.size(), (int) common + 2 + random.nextInt(3)) - 1;
    if (upTo > common) {
      List<TestChain.Block> range = chain.blocks.subList((int) common + 1, upTo + 1);
      step(
          new RelayInput.BlocksScanned(
              chain.id,
              range.getLast().ref(),
              range.stream().flatMap(b -> b.sent().stream()).toList(),
              range.stream().flatMap(b -> b.relayed().stream()).toList()));
    }
  }

  private void answerOne() {
    if (answers.isEmpty()) {
      return;
    }
    int skipped = hasFaults ? random.nextInt(Math.min(3, answers.size())) : 0;
    for (int i = 0; i < skipped; i++) {
      answers.addLast(answers.removeFirst());
    }
    step(answers.removeFirst());
  }

  private void step(RelayInput input) {
    List<RelayEffect> effects = new ArrayList<>();
    machine.step(nowNanos, input, effects::add);
    for (RelayEffect effect : effects) {
      if (hasFaults && random.nextInt(150) == 0) {
        crash();
        return;
      }
      carryOut(effect);
      assertThat(machine.nextDeadlineNanos()).isNotNegative();
    }
    checkNeverTwice();
  }

  private void crash() {
    crashes++;
    answers.clear();
    nowNanos += random.nextInt(3) * 1_000_000_000L;
    machine = restarted();
  }

  private RelayMachine restarted() {
    List<RelayRecord> records = new ArrayList<>();
    for (Bytes bytes : disk) {
      records.add(decode(bytes));
    }
    RelayMachine fresh = new RelayMachine(settings, SIGNER, records);
    if (random.nextInt(4) == 0) {
      disk.clear();
      fresh.records().forEach(r -> disk.add(RelayRecordCodec.encode(r)));
    }
    return fresh;
  }

  private static RelayRecord decode(Bytes bytes) {
    try {
      return RelayRecordCodec.decode(bytes.reader());
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  private boolean fails() {
    return hasFaults && random.nextInt(8) == 0;
  }

  private void carryOut(RelayEffect effect) {
    switch (effect) {
      case RelayEffect.Persist persist ->
          persist.records().forEach(r -> disk.add(RelayRecordCodec.encode(r)));
      case RelayEffect.QueryAdmission q ->
          answers.add(
              new RelayInput.AdmissionAnswered(q.messageHash(), q.identifier(), admission(q)));
      case RelayEffect.Simulate q ->
          answers.add(
              new RelayInput.SimulationAnswered(q.messageHash(), q.identifier(), simulation(q)));
      case RelayEffect.QueryAccount q -> {
        TestChain chain = chains.get(q.chain());
        FeeQuote fees = new FeeQuote(BigInteger.valueOf(1_000), BigInteger.TEN);
        answers.add(
            new RelayInput.AccountAnswered(
                q.chain(),
                fails()
                    ? new Account.Unreachable()
                    : new Account.Known(chain.nonce(), chain.pendingNonce(), fees)));
      }
      case RelayEffect.Send send -> send(send);
      case RelayEffect.QueryInclusion q -> {
        TestChain chain = chains.get(q.chain());
        List<Inclusion.Receipt> receipts =
            q.transactions().stream().flatMap(t -> chain.receipt(t).stream()).toList();
        answers.add(
            new RelayInput.InclusionAnswered(
                q.chain(),
                fails()
                    ? new Inclusion.Unreachable()
                    : new Inclusion.Known(chain.nonce(), chain.head().ref().number(), receipts)));
      }
      case RelayEffect.Report _ -> {}
    }
  }

  private Admission admission(RelayEffect.QueryAdmission query) {
    if (fails()) {
      return new Admission.NotYet(WaitCause.VERIFIER_UNREACHABLE);
    }
    TestChain source = chains.get(query.identifier().chainId());
    return source.holds(query.identifier(), query.messageHash())
        ? new Admission.Admitted()
        : new Admission.Refused(InvalidMessage.Code.UNKNOWN_BLOCK);
  }

  private Simulation simulation(RelayEffect.Simulate query) {
    if (fails()) {
      return new Simulation.Unreachable();
    }
    return chains.get(query.chain()).hasRelayed(query.messageHash())
        ? new Simulation.Reverts(new RevertReason(Bytes.literal("0x9ca9480b")))
        : new Simulation.Succeeds(100_000);
  }

  private void send(RelayEffect.Send send) {
    if (fails() && random.nextBoolean()) {
      answers.add(
          new RelayInput.SendAnswered(
              send.chain(), send.transaction(), new SendResult.Unreachable()));
      return;
    }
    TestChain chain = chains.get(send.chain());
    SignedTransaction transaction = TestChain.decode(send.raw());
    boolean isGone =
        !transaction.call().input().isEmpty() && TestChain.relays(transaction, chains).isEmpty();
    SendResult result =
        isGone
            ? new SendResult.Inadmissible(InvalidMessage.Code.UNKNOWN_BLOCK)
            : chain.submit(send.raw());
    if (result instanceof SendResult.Accepted) {
      everSent.get(send.chain()).add(transaction);
      transactions++;
    }
    boolean isAnswerLost = fails();
    answers.add(
        new RelayInput.SendAnswered(
            send.chain(),
            send.transaction(),
            isAnswerLost ? new SendResult.Unreachable() : result));
  }

  /** Transactions of one message that could still be included all have the same nonce. */
  private void checkNeverTwice() {
    for (TestChain chain : chains.values()) {
      long nonce = chain.nonce();
      Map<Bytes, Long> live = new HashMap<>();
      for (SignedTransaction transaction : everSent.get(chain.id)) {
        if (transaction.call().input().isEmpty() || transaction.terms().nonce() < nonce) {
          continue;
        }
        Bytes input = transaction.call().input();
        Bytes payload = input.slice(4 + 5 * 32, input.size());
        Long other = live.putIfAbsent(payload, transaction.terms().nonce());
        assertThat(other == null || other.equals(transaction.terms().nonce()))
            .as("one message under nonces %s and %s", other, transaction.terms().nonce())
            .isTrue();
      }
    }
  }
}
