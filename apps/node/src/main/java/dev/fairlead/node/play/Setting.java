package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.relaychain.Acceptance;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a script may set before its relay chain begins; blocks are relay blocks. */
enum Setting {
  ACCEPTANCE("acceptance", "seed hrmp", "messages by roots, or with their bodies"),
  ORDER("order", "id shuffle", "rank of senders within a block"),
  START("start", 0, 1L << 31, 100, "number of the block before the first"),
  RELAY_PARENTS("relay-parents", 1, 1_000, 4, "newest blocks that may be relay parents (A4)"),
  IN_FLIGHT("in-flight", 1, 100, 3, "candidates of a para in flight (AM5)"),
  AVAILABILITY("availability", 1, 1_000, 4, "blocks to become available in (AM5)"),
  ROTATION("rotation", 1, 1_000_000, 10, "blocks after which groups change cores"),
  DISPUTE("dispute", 1, 1_000_000, 14_400, "blocks in which votes count (AM6)"),
  HRMP_MESSAGES("hrmp-messages", 1, 10_000, 10, "messages of a candidate under HRMP (A6)"),
  THREAD_CHANNELS("thread-channels", 1, 10_000, 100, "channels of a thread each way (CH11)"),
  CHAIN_CHANNELS("chain-channels", 1, 10_000, 10_000, "channels of a chain each way (CH11)"),
  INGRESS_COUNT("ingress-count", 1, 65_536, 65_536, "messages that may wait for a para (AM4)"),
  DEPOSIT("deposit", 0, 1L << 40, 10, "reserved per channel and side (CH12)"),
  REQUEST_SESSIONS("request-sessions", 0, 1_000, 0, "sessions a request lives; 0 = for ever (SE2)"),
  CANCEL_SESSIONS("cancel-sessions", 0, 1_000, 1, "sessions before a request can be cancelled"),
  CLOSE_DELAY("close-delay", 1, 1_000, 1, "D: sessions after which a close needs no consent"),
  STALL("stall", 1, 1_000_000, 10, "N of a chain: blocks before a body may be posted (B1)"),
  THREAD_STALL("thread-stall", 1, 1_000_000, 100, "the same for a thread (AM8)"),
  POST_BYTES("post-bytes", 1, 1 << 20, 1 << 20, "bytes of bodies posted in a block (B2)"),
  POST_BLOCKS("post-blocks", 1, 1_000_000, 14_400, "blocks that a post is kept (B5)"),
  POST_FEE("post-fee", 0, 1_000, 1, "price of a posted byte (B4)"),
  POST_FUNDS("post-funds", 0, 1L << 40, 1_000_000, "account that pays for posts (AM8)");

  private final String word;
  private final String choices;
  private final long min;
  private final long max;
  private final long standard;
  private final String meaning;

  Setting(String word, String choices, String meaning) {
    this(word, choices, 0, 0, 0, meaning);
  }

  Setting(String word, long min, long max, long standard, String meaning) {
    this(word, "", min, max, standard, meaning);
  }

  Setting(String word, String choices, long min, long max, long standard, String meaning) {
    this.word = word;
    this.choices = choices;
    this.min = min;
    this.max = max;
    this.standard = standard;
    this.meaning = meaning;
  }

  String word() {
    return word;
  }

  /** What it does, for the page on scripts. */
  String meaning() {
    return meaning;
  }

  /** The value if nothing is said, for the page on scripts. */
  String standardText() {
    return choices.isEmpty() ? Long.toString(standard) : choices().getFirst();
  }

  /** The values that may be given, for the page on scripts. */
  String rangeText() {
    return choices.isEmpty() ? min + " to " + max : Words.choice(choices());
  }

  private List<String> choices() {
    return List.of(choices.split(" ", -1));
  }

  static Setting read(Words words) throws ScriptException {
    String chosen = words.oneOf(Arrays.stream(values()).map(Setting::word).toList());
    return Arrays.stream(values()).filter(one -> one.word.equals(chosen)).findFirst().orElseThrow();
  }

  /** Reads the value; a choice becomes its index. */
  long readValue(Words words) throws ScriptException {
    return choices.isEmpty()
        ? words.number(word, min, max)
        : choices().indexOf(words.oneOf(choices()));
  }

  private int in(Map<Setting, Long> values) {
    return (int) longIn(values);
  }

  long longIn(Map<Setting, Long> values) {
    return values.getOrDefault(this, standard);
  }

  /** The relay chain's settings with these values in place of the standard ones. */
  static RelaySettings settings(Hash32 genesis, Map<Setting, Long> values) {
    return new RelaySettings(
        genesis,
        ACCEPTANCE.in(values) == 0 ? Acceptance.SEED : Acceptance.HRMP,
        ORDER.in(values) == 0 ? QueueOrder.BY_ID : QueueOrder.SHUFFLE,
        new RelaySettings.Candidates(
            RELAY_PARENTS.in(values),
            IN_FLIGHT.in(values),
            AVAILABILITY.in(values),
            ROTATION.in(values),
            DISPUTE.in(values),
            HRMP_MESSAGES.in(values)),
        new RelaySettings.Channels(
            new ChannelLimits(ChannelLimits.COUNT_CEILING, 1 << 30, 1 << 20),
            THREAD_CHANNELS.in(values),
            CHAIN_CHANNELS.in(values),
            INGRESS_COUNT.longIn(values),
            DEPOSIT.longIn(values),
            REQUEST_SESSIONS.in(values),
            CANCEL_SESSIONS.in(values),
            CLOSE_DELAY.in(values)),
        new RelaySettings.Backup(
            STALL.in(values),
            THREAD_STALL.in(values),
            POST_BYTES.longIn(values),
            POST_BLOCKS.in(values),
            POST_FEE.longIn(values)));
  }
}
