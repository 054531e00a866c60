package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.rules.InvalidMessage;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;
import dev.fairlead.opstack.transaction.Signature;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A relay machine, played by commands:
 *
 * <pre>
 *  settings WINDOW WARN            start with these seconds
 *  heads B NUMBER [FINALIZED]      where a chain stands
 *  sent m1 NUMBER [INDEX]          chain A was read up to a block in which m1 was sent
 *  read A NUMBER                   a chain was read, nothing was found
 *  relayed m1 NUMBER               chain B was read up to a block in which m1 was executed
 *  rewind A NUMBER                 a chain has dropped what stood above
 *  admission m1 yes|CAUSE|CODE     answer of the verifier
 *  simulation m1 GAS|silence|0x…   answer of chain B
 *  account NONCE PENDING BASE      our account on B
 *  answer m1.1 ANSWER              what B says to a transaction
 *  included NONCE HEAD [m1.1=7] [m1.2=7!]   what B has included; ! without success
 *  wait SECONDS · retry m1 · restart · state
 * </pre>
 */
final class RelayStage {
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

  private final RelayNames names = new RelayNames();
  private final RelayLines lines = new RelayLines(names);
  private final List<RelayRecord> disk = new ArrayList<>();
  private RelayLimits limits = RelayLimits.STANDARD;
  private RelaySettings settings = settings(604_800, 86_400, limits);
  private RelayMachine machine = new RelayMachine(settings, SIGNER, List.of());
  private long nowNanos;

  List<String> command(List<String> words) {
    List<String> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "settings" -> {
        settings = settings(number(rest.get(0)), number(rest.get(1)), limits);
        machine = new RelayMachine(settings, SIGNER, List.of());
        yield List.of();
      }
      case "slots" -> {
        limits =
            new RelayLimits(
                (int) number(rest.getFirst()),
                limits.queriesMax(),
                limits.attemptsMax(),
                limits.settleBlocks(),
                limits.forgetBlocks());
        settings = settings(604_800, 86_400, limits);
        machine = new RelayMachine(settings, SIGNER, List.of());
        yield List.of();
      }
      case "heads" -> heads(rest);
      case "sent" -> sent(rest);
      case "read" -> scanned(rest.get(0), rest.get(1), List.of(), List.of());
      case "relayed" ->
          scanned(
              "B",
              rest.get(1),
              List.of(),
              List.of(
                  new RelayInput.Relayed(
                      names.message(rest.getFirst()).hash(), number(rest.get(1)))));
      case "rewind" ->
          step(new RelayInput.ChainRewound(RelayNames.chain(rest.get(0)), number(rest.get(1))));
      case "wait" -> pass(number(rest.getFirst()));
      case "retry" -> step(new RelayInput.RetryRequested(names.message(rest.getFirst()).hash()));
      case "restart" -> {
        machine = new RelayMachine(settings, SIGNER, disk);
        yield step(new RelayInput.TickElapsed());
      }
      case "state" -> state();
      default -> answer(words.getFirst(), rest);
    };
  }

  private List<String> answer(String command, List<String> rest) {
    return switch (command) {
      case "admission" -> {
        Hash32 hash = names.message(rest.getFirst()).hash();
        yield step(new RelayInput.AdmissionAnswered(hash, inUse(hash), admission(rest.get(1))));
      }
      case "simulation" -> {
        Hash32 hash = names.message(rest.getFirst()).hash();
        yield step(new RelayInput.SimulationAnswered(hash, inUse(hash), simulation(rest.get(1))));
      }
      case "account" ->
          step(
              new RelayInput.AccountAnswered(
                  RelayNames.chain("B"),
                  new Account.Known(
                      number(rest.get(0)),
                      number(rest.get(1)),
                      new FeeQuote(new BigInteger(rest.get(2)), BigInteger.TEN))));
      case "answer" ->
          step(
              new RelayInput.SendAnswered(
                  RelayNames.chain("B"),
                  names.transactionHash(rest.getFirst()),
                  sendResult(rest.get(1))));
      case "included" -> included(rest);
      default -> throw new IllegalArgumentException("no such command: " + command);
    };
  }

  private List<String> heads(List<String> words) {
    long number = number(words.get(1));
    long finalized = words.size() > 2 ? number(words.get(2)) : 0;
    return step(
        new RelayInput.HeadsSeen(
            RelayNames.chain(words.getFirst()), number, RelayNames.timestamp(number), finalized));
  }

  private List<String> sent(List<String> words) {
    long number = number(words.get(1));
    long index = words.size() > 2 ? number(words.get(2)) : 0;
    Sighting sighting =
        new Sighting(
            RelayNames.identifier("A", number, index), RelayNames.block("A", number, "").hash());
    return scanned(
        "A",
        words.get(1),
        List.of(new RelayInput.Sent(names.message(words.getFirst()), sighting)),
        List.of());
  }

  private List<String> scanned(
      String chain, String number, List<RelayInput.Sent> sent, List<RelayInput.Relayed> relayed) {
    return step(
        new RelayInput.BlocksScanned(
            RelayNames.chain(chain), RelayNames.block(chain, number(number), ""), sent, relayed));
  }

  private List<String> included(List<String> words) {
    List<Inclusion.Receipt> receipts = new ArrayList<>();
    for (String word : words.subList(2, words.size())) {
      String[] parts = word.replace("!", "").split("=", 2);
      receipts.add(
          new Inclusion.Receipt(
              names.transactionHash(parts[0]), number(parts[1]), !word.endsWith("!")));
    }
    return step(
        new RelayInput.InclusionAnswered(
            RelayNames.chain("B"),
            new Inclusion.Known(number(words.get(0)), number(words.get(1)), receipts)));
  }

  /** Time passes as on a real loop: a tick at every deadline. */
  private List<String> pass(long seconds) {
    List<String> all = new ArrayList<>();
    long end = nowNanos + seconds * 1_000_000_000L;
    for (int i = 0; i < 1_000 && machine.nextDeadlineNanos() <= end; i++) {
      nowNanos = Math.max(nowNanos, machine.nextDeadlineNanos());
      all.addAll(step(new RelayInput.TickElapsed()));
    }
    nowNanos = end;
    return all;
  }

  private List<String> step(RelayInput input) {
    List<String> out = new ArrayList<>();
    machine.step(
        nowNanos,
        input,
        effect -> {
          if (effect instanceof RelayEffect.Persist persist) {
            disk.addAll(persist.records());
          }
          out.add(lines.line(effect));
        });
    return out;
  }

  private List<String> state() {
    return machine.snapshot().deliveries().stream()
        .map(e -> names.message(e.message().hash()) + " " + RelayLines.state(e.state()))
        .toList();
  }

  private Identifier inUse(Hash32 hash) {
    return machine.snapshot().deliveries().stream()
        .filter(e -> e.message().hash().equals(hash))
        .flatMap(e -> RelayMachine.inUse(e.state()).stream())
        .findFirst()
        .orElseThrow();
  }

  private static Admission admission(String word) {
    if (word.equals("yes")) {
      return new Admission.Admitted();
    }
    return Arrays.stream(WaitCause.values())
        .filter(cause -> cause.text().equals(word))
        .<Admission>map(Admission.NotYet::new)
        .findFirst()
        .orElseGet(() -> new Admission.Refused(code(word)));
  }

  private static InvalidMessage.Code code(String word) {
    return Arrays.stream(InvalidMessage.Code.values())
        .filter(code -> code.text().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static Simulation simulation(String word) {
    if (word.equals("silence")) {
      return new Simulation.Unreachable();
    }
    return word.startsWith("0x")
        ? new Simulation.Reverts(new RevertReason(Bytes.literal(word)))
        : new Simulation.Succeeds(number(word));
  }

  private static SendResult sendResult(String word) {
    return switch (word) {
      case "accepted" -> new SendResult.Accepted();
      case "used" -> new SendResult.NonceUsed();
      case "underpriced" -> new SendResult.Underpriced();
      case "poor" -> new SendResult.InsufficientFunds();
      case "rejected" -> new SendResult.Rejected();
      case "silence" -> new SendResult.Unreachable();
      default ->
          switch (admission(word)) {
            case Admission.NotYet notYet -> new SendResult.NotAdmissibleYet(notYet.cause());
            case Admission.Refused refused -> new SendResult.Inadmissible(refused.code());
            case Admission.Admitted _ -> new SendResult.Accepted();
          };
    };
  }

  private static RelaySettings settings(long window, long warn, RelayLimits limits) {
    return new RelaySettings(
        Set.of(RelayNames.chain("A"), RelayNames.chain("B")),
        new RelayPolicy.Everything(),
        new RelaySettings.Safety(SafetyLevel.CROSS_UNSAFE, new ExpiryWindow(window), warn),
        BigInteger.valueOf(1_000_000),
        RelayTimings.STANDARD,
        limits);
  }

  private static long number(String word) {
    return Long.parseLong(word);
  }
}
