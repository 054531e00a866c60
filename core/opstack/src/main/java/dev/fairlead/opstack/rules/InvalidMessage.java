package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.dependency.ChainRules;
import java.util.OptionalLong;

/**
 * Why a message is invalid: one record per broken rule, with what was expected and what was found.
 * Numbers and timestamps are unsigned.
 */
public sealed interface InvalidMessage {
  /** The stable code; where several rules are broken, the first in order of declaration counts. */
  Code code();

  /** What the rule demands, for people and error data. */
  String expected();

  /** What was found instead. */
  String actual();

  /** One sentence for people. */
  default String detail() {
    return "expected " + expected() + ", got " + actual();
  }

  /** The codes in the order in which the rules are checked. */
  enum Code {
    /** Rule 1. */
    CHAIN_NOT_IN_SET("chain-not-in-set"),
    /** Rule 2. */
    EXECUTED_TOO_EARLY("executed-too-early"),
    /** Rule 3. */
    INITIATED_TOO_EARLY("initiated-too-early"),
    /** Rule 4. */
    FUTURE("future"),
    /** Rule 5. */
    EXPIRED("expired"),
    /** Rule 6: block. */
    UNKNOWN_BLOCK("unknown-block"),
    /** Rule 6: timestamp of the block. */
    TIMESTAMP_MISMATCH("timestamp-mismatch"),
    /** Rule 6: number of logs. */
    UNKNOWN_LOG("unknown-log"),
    /** Rule 6: origin, payload and everything else that the checksum binds. */
    CHECKSUM_MISMATCH("checksum-mismatch"),
    /** Rule 7. */
    CYCLE("cycle");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    /** The code as it appears in answers; never changes. */
    public String text() {
      return text;
    }
  }

  /** Rule 1: one of both chains is not in the set, or the source is not accepted. */
  record ChainNotInSet(ChainId executing, ChainId initiating) implements InvalidMessage {
    @Override
    public Code code() {
      return Code.CHAIN_NOT_IN_SET;
    }

    @Override
    public String expected() {
      return "a source that chain " + executing + " accepts";
    }

    @Override
    public String actual() {
      return "chain " + initiating;
    }
  }

  /** Rule 2: the executing block is not one block time past its chain's activation. */
  record ExecutedTooEarly(ChainRules rules, long timestamp) implements InvalidMessage {
    @Override
    public Code code() {
      return Code.EXECUTED_TOO_EARLY;
    }

    @Override
    public String expected() {
      return earliestText("executing", rules);
    }

    @Override
    public String actual() {
      return Long.toUnsignedString(timestamp);
    }
  }

  /** Rule 3: the initiating block is not one block time past its chain's activation. */
  record InitiatedTooEarly(ChainRules rules, long timestamp) implements InvalidMessage {
    @Override
    public Code code() {
      return Code.INITIATED_TOO_EARLY;
    }

    @Override
    public String expected() {
      return earliestText("initiating", rules);
    }

    @Override
    public String actual() {
      return Long.toUnsignedString(timestamp);
    }
  }

  /** Rule 4: initiated after its execution; or, where the strict form is asked for, with it. */
  record Future(long executingTimestamp, long timestamp) implements InvalidMessage {
    @Override
    public Code code() {
      return Code.FUTURE;
    }

    @Override
    public String expected() {
      return (timestamp == executingTimestamp
              ? "initiating timestamp before "
              : "initiating timestamp at most ")
          + Long.toUnsignedString(executingTimestamp);
    }

    @Override
    public String actual() {
      return Long.toUnsignedString(timestamp);
    }
  }

  /** Rule 5: older than the window, now or when the timeout has passed. */
  record Expired(long windowSeconds, long ageSeconds, long timeoutSeconds)
      implements InvalidMessage {
    @Override
    public Code code() {
      return Code.EXPIRED;
    }

    @Override
    public String expected() {
      return "age of at most "
          + Long.toUnsignedString(windowSeconds)
          + " s"
          + (timeoutSeconds == 0
              ? ""
              : " after another " + Long.toUnsignedString(timeoutSeconds) + " s");
    }

    @Override
    public String actual() {
      return "age of " + Long.toUnsignedString(ageSeconds) + " s";
    }
  }

  /** Rule 6: the source has no such block up to the executing timestamp. */
  record UnknownBlock(ChainId chain, long number, long executingTimestamp)
      implements InvalidMessage {
    @Override
    public Code code() {
      return Code.UNKNOWN_BLOCK;
    }

    @Override
    public String expected() {
      return "a block of chain "
          + chain
          + " up to timestamp "
          + Long.toUnsignedString(executingTimestamp);
    }

    @Override
    public String actual() {
      return "block " + Long.toUnsignedString(number);
    }
  }

  /** Rule 6: the block has another timestamp. */
  record TimestampMismatch(long blockTimestamp, long timestamp) implements InvalidMessage {
    @Override
    public Code code() {
      return Code.TIMESTAMP_MISMATCH;
    }

    @Override
    public String expected() {
      return "timestamp " + Long.toUnsignedString(blockTimestamp);
    }

    @Override
    public String actual() {
      return Long.toUnsignedString(timestamp);
    }
  }

  /** Rule 6: the block has no log of that index. */
  record UnknownLog(int logCount, long logIndex) implements InvalidMessage {
    @Override
    public Code code() {
      return Code.UNKNOWN_LOG;
    }

    @Override
    public String expected() {
      return "log index below " + logCount;
    }

    @Override
    public String actual() {
      return Long.toString(logIndex);
    }
  }

  /** Rule 6: the log there is another one. */
  record ChecksumMismatch(Hash32 stored, Hash32 claimed) implements InvalidMessage {
    @Override
    public Code code() {
      return Code.CHECKSUM_MISMATCH;
    }

    @Override
    public String expected() {
      return "checksum " + stored;
    }

    @Override
    public String actual() {
      return claimed.toString();
    }
  }

  /** Rule 7: the message depends on itself through messages of the same timestamp. */
  record Cycle(long timestamp) implements InvalidMessage {
    @Override
    public Code code() {
      return Code.CYCLE;
    }

    @Override
    public String expected() {
      return "no cycle among the messages of timestamp " + Long.toUnsignedString(timestamp);
    }

    @Override
    public String actual() {
      return "a message that depends on itself";
    }
  }

  private static String earliestText(String side, ChainRules rules) {
    OptionalLong earliest = rules.firstMessageTimestamp();
    return earliest.isEmpty()
        ? "activation of the " + side + " chain, which is not scheduled"
        : side + " timestamp of at least " + Long.toUnsignedString(earliest.getAsLong());
  }
}
