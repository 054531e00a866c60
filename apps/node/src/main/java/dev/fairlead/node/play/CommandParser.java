package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.RelayCall;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads one command. Errors say where they are and what was expected there. */
final class CommandParser {
  static final int BLOCKS_MAX = 10_000;
  static final int VALIDATORS_MAX = 1_000;

  private static final long BALANCE_MAX = 1L << 48;
  private static final List<String> KINDS = List.of("chain", "thread");

  private final Words words;
  private final Words.Word first;

  private CommandParser(Words words, Words.Word first) {
    this.words = words;
    this.first = first;
  }

  /** The command that these words are; all of them. */
  static ScriptCommand parse(Words words) throws ScriptException {
    Words.Word first = words.word("a command");
    CommandForm form = CommandForm.of(first);
    ScriptCommand command = new CommandParser(words, first).command(form);
    words.end();
    return command;
  }

  private ScriptCommand command(CommandForm form) throws ScriptException {
    return switch (form) {
      case SETTINGS -> settings();
      case PARA -> para();
      case SESSION -> session();
      case BLOCK ->
          new ScriptCommand.Block(
              words.isAtEnd() ? 1 : words.smallNumber("a number of blocks", 1, BLOCKS_MAX));
      case OPEN -> open();
      case ACCEPT -> new ScriptCommand.Accept(words.channel(), limits());
      case CANCEL -> cancel();
      case CLOSE -> close();
      case ACCEPT_CLOSE -> new ScriptCommand.AcceptClose(words.channel());
      case FORCE_CLOSE -> call(new RelayCall.ForceClose(words.channel()));
      case OFFBOARD -> call(new RelayCall.Offboard(words.para()));
      case MIGRATE -> call(new RelayCall.Migrate(words.para(), kind(words.oneOf(KINDS))));
      case CUTOFF -> cutoff();
      case PEERS -> peers();
      case SEND -> new ScriptCommand.Send(words.channel(), words.bytes(), first);
      case TRANSFER -> transfer();
      case WITHHOLD -> new ScriptCommand.Deliver(words.channel(), false, first);
      case DELIVER -> new ScriptCommand.Deliver(words.channel(), true, first);
      case CANDIDATE -> new ScriptCommand.Candidate(words.para(), wish(), first);
      case AVAILABLE -> available();
      case FORK -> new ScriptCommand.Fork(words.word("a block"));
      case FINALIZE -> new ScriptCommand.Finalize(words.word("a block"));
      case POST -> post();
      case DISPUTE -> dispute();
      case SHOW -> show();
    };
  }

  private static ScriptCommand call(RelayCall call) {
    return new ScriptCommand.Call(call);
  }

  private ScriptCommand settings() throws ScriptException {
    Map<Setting, Long> values = new EnumMap<>(Setting.class);
    do {
      Setting setting = Setting.read(words);
      values.put(setting, setting.readValue(words));
    } while (!words.isAtEnd());
    return new ScriptCommand.Settings(values, first);
  }

  private ScriptCommand para() throws ScriptException {
    ParaId para = words.para();
    ParaKind kind = ParaKind.CHAIN;
    long balance = 1_000;
    SortedMap<String, Long> accounts = new TreeMap<>();
    while (!words.isAtEnd()) {
      String word = words.oneOf(List.of("chain", "thread", "balance", "accounts"));
      switch (word) {
        case "balance" -> balance = words.number("a balance", 0, BALANCE_MAX);
        case "accounts" -> accounts = accounts();
        default -> kind = kind(word);
      }
    }
    return new ScriptCommand.Para(para, kind, balance, accounts);
  }

  private SortedMap<String, Long> accounts() throws ScriptException {
    SortedMap<String, Long> accounts = new TreeMap<>();
    while (!words.isAtEnd()) {
      Words.Word word = words.word("an account");
      String expected = "an account such as alice=50";
      String[] parts = word.text().split("=", -1);
      if (parts.length != 2 || !isName(parts[0]) || !parts[1].matches("[0-9]{1,14}")) {
        throw Words.unexpected(word, expected);
      }
      if (accounts.put(parts[0], Long.parseLong(parts[1])) != null) {
        throw word.error("account " + parts[0] + " is given twice");
      }
    }
    return accounts;
  }

  private static boolean isName(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9_-]{0,31}");
  }

  private static ParaKind kind(String word) {
    return word.equals("thread") ? ParaKind.THREAD : ParaKind.CHAIN;
  }

  private ScriptCommand session() throws ScriptException {
    OptionalInt validators = OptionalInt.empty();
    OptionalInt groups = OptionalInt.empty();
    SortedMap<ParaId, Integer> cores = new TreeMap<>();
    while (!words.isAtEnd()) {
      switch (words.oneOf(List.of("validators", "groups", "cores"))) {
        case "validators" ->
            validators = OptionalInt.of(words.smallNumber("validators", 1, VALIDATORS_MAX));
        case "groups" -> groups = OptionalInt.of(words.smallNumber("groups", 1, VALIDATORS_MAX));
        default -> cores = cores();
      }
    }
    return new ScriptCommand.Session(validators, groups, cores);
  }

  private SortedMap<ParaId, Integer> cores() throws ScriptException {
    SortedMap<ParaId, Integer> cores = new TreeMap<>();
    while (!words.isAtEnd()) {
      Words.Word word = words.word("a core");
      if (!word.text().matches("[0-9]{1,9}=[0-9]{1,6}")) {
        throw Words.unexpected(word, "a core such as 1000=0");
      }
      String[] parts = word.text().split("=", -1);
      cores.put(new ParaId(Long.parseLong(parts[0])), Integer.parseInt(parts[1]));
    }
    return cores;
  }

  private ScriptCommand open() throws ScriptException {
    ChannelId channel = words.channel();
    OptionalInt[] delay = {OptionalInt.empty()};
    ScriptCommand.Limits limits = limits(delay);
    return new ScriptCommand.Open(channel, limits, delay[0]);
  }

  private ScriptCommand.Limits limits() throws ScriptException {
    return limits(new OptionalInt[0]);
  }

  private ScriptCommand.Limits limits(OptionalInt[] delay) throws ScriptException {
    List<String> names = new ArrayList<>(List.of("count", "bytes", "message"));
    if (delay.length > 0) {
      names.add("delay");
    }
    OptionalLong count = OptionalLong.empty();
    OptionalLong bytes = OptionalLong.empty();
    OptionalLong message = OptionalLong.empty();
    while (!words.isAtEnd()) {
      switch (words.oneOf(names)) {
        case "count" -> count = OptionalLong.of(words.number("a number", 0, 0xffff_ffffL));
        case "bytes" -> bytes = OptionalLong.of(words.number("bytes", 0, 0xffff_ffffL));
        case "message" -> message = OptionalLong.of(words.number("bytes", 0, 0xffff_ffffL));
        default -> delay[0] = OptionalInt.of(words.smallNumber("sessions", 0, 1_000_000));
      }
    }
    return new ScriptCommand.Limits(count, bytes, message);
  }

  private ScriptCommand cancel() throws ScriptException {
    ChannelId channel = words.channel();
    return call(new RelayCall.CancelOpen(by(channel), channel));
  }

  private ScriptCommand close() throws ScriptException {
    ChannelId channel = words.channel();
    return call(new RelayCall.Close(by(channel), channel));
  }

  /** Who calls: the sender if nothing is said. */
  private ParaId by(ChannelId channel) throws ScriptException {
    if (words.isAtEnd()) {
      return channel.sender();
    }
    words.oneOf(List.of("by"));
    return words.para();
  }

  private ScriptCommand cutoff() throws ScriptException {
    ParaId para = words.para();
    return call(new RelayCall.SetCutoff(para, words.smallNumber("blocks", 0, Integer.MAX_VALUE)));
  }

  private ScriptCommand peers() throws ScriptException {
    ParaId para = words.para();
    List<Bytes> addresses = new ArrayList<>();
    while (!words.isAtEnd()) {
      addresses.add(words.bytes());
    }
    return call(new RelayCall.SetPeers(para, addresses));
  }

  private ScriptCommand transfer() throws ScriptException {
    ParaId from = words.para();
    String payer = account();
    ParaId to = words.para();
    String payee = account();
    long amount = words.number("an amount", 0, BALANCE_MAX);
    return new ScriptCommand.Transfer(from, payer, to, payee, amount, first);
  }

  private String account() throws ScriptException {
    Words.Word word = words.word("an account");
    if (!isName(word.text())) {
      throw Words.unexpected(word, "an account such as alice");
    }
    return word.text();
  }

  private ScriptCommand.CandidateWish wish() throws ScriptException {
    List<String> names =
        List.of("to", "on", "parent", "sign", "session", "bits", "root", "storage", "budget");
    WishDraft draft = new WishDraft();
    TreeSet<String> given = new TreeSet<>();
    while (!words.isAtEnd()) {
      String name = words.oneOf(names.stream().filter(one -> !given.contains(one)).toList());
      given.add(name);
      draft.read(name, words);
    }
    return draft.wish();
  }

  private ScriptCommand available() throws ScriptException {
    Optional<ParaId> para = Optional.empty();
    Words.Word word = words.word("a para, all, none or a number of validators");
    if (!words.isAtEnd()) {
      para = Optional.of(new ParaId(Words.number(word, "a para id", 0, 0xffff_ffffL)));
      word = words.word("all, none or a number of validators");
    }
    OptionalInt validators =
        switch (word.text()) {
          case "all" -> OptionalInt.empty();
          case "none" -> OptionalInt.of(0);
          default -> {
            String expected = "all, none or a number of validators up to " + VALIDATORS_MAX;
            yield OptionalInt.of((int) Words.number(word, expected, 0, VALIDATORS_MAX));
          }
        };
    return new ScriptCommand.Available(para, validators);
  }

  private ScriptCommand post() throws ScriptException {
    ChannelId channel = words.channel();
    OptionalLong block = OptionalLong.empty();
    Optional<Bytes> body = Optional.empty();
    while (!words.isAtEnd()) {
      if (words.oneOf(List.of("block", "body")).equals("block")) {
        block = OptionalLong.of(words.number("a block number", 0, 0xffff_ffffL));
      } else {
        body = Optional.of(words.bytes());
      }
    }
    return new ScriptCommand.Post(channel, block, body, first);
  }

  private ScriptCommand dispute() throws ScriptException {
    Words.Word candidate = words.word("a candidate such as 1000.1");
    if (words.isAtEnd()) {
      return new ScriptCommand.Dispute(candidate, OptionalInt.empty());
    }
    words.oneOf(List.of("votes"));
    int votes = words.smallNumber("votes", 0, VALIDATORS_MAX);
    return new ScriptCommand.Dispute(candidate, OptionalInt.of(votes));
  }

  private ScriptCommand show() throws ScriptException {
    List<ScriptCommand.Subject> subjects = List.of(ScriptCommand.Subject.values());
    String name = words.oneOf(subjects.stream().map(ScriptCommand.Subject::word).toList());
    ScriptCommand.Subject subject =
        subjects.stream().filter(one -> one.word().equals(name)).findFirst().orElseThrow();
    List<ParaId> paras = new ArrayList<>();
    for (int i = 0; i < subject.paras; i++) {
      paras.add(words.para());
    }
    return new ScriptCommand.Show(subject, paras, first);
  }

  /** A wish while it is read. */
  private static final class WishDraft {
    private Optional<Watermark> cut = Optional.empty();
    private Optional<Words.Word> on = Optional.empty();
    private Optional<Words.Word> parent = Optional.empty();
    private OptionalInt signers = OptionalInt.empty();
    private OptionalLong session = OptionalLong.empty();
    private Optional<List<Boolean>> bits = Optional.empty();
    private Optional<Hash32> messageRoot = Optional.empty();
    private Optional<Hash32> storageRoot = Optional.empty();
    private OptionalLong budget = OptionalLong.empty();

    void read(String name, Words words) throws ScriptException {
      switch (name) {
        case "to" -> cut = Optional.of(words.position());
        case "on" -> on = Optional.of(words.word("a relay block"));
        case "parent" -> parent = Optional.of(words.word("a candidate such as 1000.1"));
        case "sign" -> signers = OptionalInt.of(words.smallNumber("signers", 0, VALIDATORS_MAX));
        case "session" ->
            session = OptionalLong.of(words.number("a session index", 0, 0xffff_ffffL));
        case "bits" -> bits = Optional.of(bits(words.word("bits such as 1101, or none")));
        case "root" -> messageRoot = Optional.of(hash(words));
        case "storage" -> storageRoot = Optional.of(hash(words));
        default -> budget = OptionalLong.of(words.number("bytes", 0, 1L << 24));
      }
    }

    private static Hash32 hash(Words words) throws ScriptException {
      return words.take("none") ? Hash32.ZERO : words.hash();
    }

    private static List<Boolean> bits(Words.Word word) throws ScriptException {
      if (word.text().equals("none")) {
        return List.of();
      }
      if (!word.text().matches("[01]{1,10000}")) {
        throw Words.unexpected(word, "bits such as 1101, or none");
      }
      return word.text().chars().mapToObj(bit -> bit == '1').toList();
    }

    ScriptCommand.CandidateWish wish() {
      return new ScriptCommand.CandidateWish(
          cut, on, parent, signers, session, bits, messageRoot, storageRoot, budget);
    }
  }
}
