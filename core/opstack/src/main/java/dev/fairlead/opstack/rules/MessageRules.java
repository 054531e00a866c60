package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogLookup;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.opstack.dependency.ChainRules;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.MessageHashes;
import java.util.Map;

/**
 * Rules 1 to 6 of section 3 for one message. Rule 7 needs the whole round: {@link RoundJudge}. The
 * first broken rule decides, in the order of {@link InvalidMessage.Code}; history that is missing
 * ranks between expiry and the block. Immutable; all arithmetic is unsigned and cannot overflow.
 */
public final class MessageRules {
  private final DependencySet dependencySet;
  private final Map<ChainId, ChainRules> chains;
  private final boolean sameTimestampAllowed;

  /** The rules of consensus. A member without rules of its own counts as inactive. */
  public MessageRules(DependencySet dependencySet, Map<ChainId, ChainRules> chains) {
    this(dependencySet, Map.copyOf(chains), true);
  }

  private MessageRules(
      DependencySet dependencySet, Map<ChainId, ChainRules> chains, boolean sameTimestampAllowed) {
    this.dependencySet = dependencySet;
    this.chains = chains;
    this.sameTimestampAllowed = sameTimestampAllowed;
  }

  /** The stricter form for admission: a message must be older than its execution. */
  public MessageRules refusingSameTimestamp() {
    return new MessageRules(dependencySet, chains, false);
  }

  /** The set that rule 1 asks. */
  public DependencySet dependencySet() {
    return dependencySet;
  }

  /** Activation and block time of a chain. */
  public ChainRules chain(ChainId chain) {
    return chains.getOrDefault(chain, ChainRules.INACTIVE);
  }

  /** Judges one message as executed there and then, against one state of the source chains. */
  public Outcome judge(ExecutingDescriptor at, MessageReference message, SourceView sources) {
    if (!dependencySet.accepts(at.chain(), message.chain())) {
      return invalid(new InvalidMessage.ChainNotInSet(at.chain(), message.chain()));
    }
    long timestamp = message.timestamp();
    if (!chain(at.chain()).allowsMessagesAt(at.timestamp())) {
      return invalid(new InvalidMessage.ExecutedTooEarly(chain(at.chain()), at.timestamp()));
    }
    if (!chain(message.chain()).allowsMessagesAt(timestamp)) {
      return invalid(new InvalidMessage.InitiatedTooEarly(chain(message.chain()), timestamp));
    }
    int order = Long.compareUnsigned(timestamp, at.timestamp());
    if (order > 0 || (order == 0 && !sameTimestampAllowed)) {
      return invalid(new InvalidMessage.Future(at.timestamp(), timestamp));
    }
    ExpiryWindow window = dependencySet.expiryWindow();
    long ageSeconds = at.timestamp() - timestamp;
    if (!window.covers(ageSeconds, at.timeoutSeconds())) {
      return invalid(new InvalidMessage.Expired(window.seconds(), ageSeconds, at.timeoutSeconds()));
    }
    return find(at, message, sources);
  }

  /** Rule 6. */
  private static Outcome find(
      ExecutingDescriptor at, MessageReference message, SourceView sources) {
    long number = message.position().blockNumber();
    return switch (sources.log(message.chain(), message.position())) {
      case LogLookup.BelowFirst(long first) ->
          new Outcome.NotEnoughHistory(new Missing(message.chain(), number, first));
      case LogLookup.Ahead() ->
          sources.isCompleteAt(message.chain(), at.timestamp())
              ? unknownBlock(at, message)
              : new Outcome.NotYet(new Awaited.Block(message.chain(), number, at.timestamp()));
      case LogLookup.NoSuchLog(BlockSeal seal) -> {
        Outcome block = judgeBlock(at, message, seal);
        yield block instanceof Outcome.Valid
            ? invalid(new InvalidMessage.UnknownLog(seal.logCount(), message.position().logIndex()))
            : block;
      }
      case LogLookup.Found(BlockSeal seal, Hash32 logHash) -> {
        Outcome block = judgeBlock(at, message, seal);
        yield block instanceof Outcome.Valid ? judgeChecksum(message, logHash) : block;
      }
    };
  }

  private static Outcome judgeBlock(
      ExecutingDescriptor at, MessageReference message, BlockSeal seal) {
    if (Long.compareUnsigned(seal.timestamp(), at.timestamp()) > 0) {
      return unknownBlock(at, message);
    }
    return seal.timestamp() == message.timestamp()
        ? new Outcome.Valid()
        : invalid(new InvalidMessage.TimestampMismatch(seal.timestamp(), message.timestamp()));
  }

  private static Outcome judgeChecksum(MessageReference message, Hash32 logHash) {
    Hash32 stored =
        MessageHashes.checksum(message.chain(), message.position(), message.timestamp(), logHash);
    return stored.equals(message.checksum())
        ? new Outcome.Valid()
        : invalid(new InvalidMessage.ChecksumMismatch(stored, message.checksum()));
  }

  private static Outcome unknownBlock(ExecutingDescriptor at, MessageReference message) {
    return invalid(
        new InvalidMessage.UnknownBlock(
            message.chain(), message.position().blockNumber(), at.timestamp()));
  }

  private static Outcome invalid(InvalidMessage reason) {
    return new Outcome.Invalid(reason);
  }
}
