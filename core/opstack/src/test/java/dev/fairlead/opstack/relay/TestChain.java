package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.RelayCall;
import dev.fairlead.opstack.message.RelayCallCodec;
import dev.fairlead.opstack.message.SentMessage;
import dev.fairlead.opstack.message.SentMessageCodec;
import dev.fairlead.opstack.transaction.RawTransactionDecoder;
import dev.fairlead.opstack.transaction.SignedTransaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A small chain with a pool of transactions of one account, and with reorgs. */
final class TestChain {
  static final long BLOCK_TIME = 2;

  final ChainId id;
  final List<Block> blocks = new ArrayList<>();
  final TreeMap<Long, SignedTransaction> pool = new TreeMap<>();

  /** Messages that wait for the next block. */
  private final List<SentMessage> outbox = new ArrayList<>();

  private long salt;
  private long highest;

  /** One block. */
  record Block(
      BlockRef ref,
      long timestamp,
      List<RelayInput.Sent> sent,
      List<SignedTransaction> transactions,
      Set<Hash32> failed,
      List<RelayInput.Relayed> relayed) {}

  TestChain(ChainId id) {
    this.id = id;
    mine(new TreeMap<>());
  }

  void send(SentMessage message) {
    outbox.add(message);
  }

  Block head() {
    return blocks.getLast();
  }

  long nonce() {
    return blocks.stream().mapToLong(b -> b.transactions().size()).sum();
  }

  long pendingNonce() {
    long nonce = nonce();
    while (pool.containsKey(nonce)) {
      nonce++;
    }
    return nonce;
  }

  boolean hasRelayed(Hash32 message) {
    return blocks.stream()
        .flatMap(b -> b.relayed().stream())
        .anyMatch(r -> r.messageHash().equals(message));
  }

  boolean holds(Identifier identifier, Hash32 message) {
    return blocks.stream()
        .flatMap(b -> b.sent().stream())
        .anyMatch(s ->
            s.sighting().identifier().equals(identifier) && s.message().hash().equals(message));
  }

  Optional<Inclusion.Receipt> receipt(Hash32 transaction) {
    for (Block block : blocks) {
      for (SignedTransaction included : block.transactions()) {
        if (included.hash().equals(transaction)) {
          boolean isSuccess = !block.failed().contains(transaction);
          return Optional.of(new Inclusion.Receipt(transaction, block.ref().number(), isSuccess));
        }
      }
    }
    return Optional.empty();
  }

  SendResult submit(Bytes raw) {
    SignedTransaction transaction = decode(raw);
    long nonce = transaction.terms().nonce();
    if (receipt(transaction.hash()).isPresent()) {
      return new SendResult.Accepted();
    }
    if (nonce < nonce()) {
      return new SendResult.NonceUsed();
    }
    SignedTransaction other = pool.get(nonce);
    boolean isOutbid =
        other != null
            && !other.equals(transaction)
            && transaction.terms().fees().maxPerGas().compareTo(other.terms().fees().maxPerGas())
                <= 0;
    if (isOutbid) {
      return new SendResult.Underpriced();
    }
    pool.put(nonce, transaction);
    return new SendResult.Accepted();
  }

  /** Adds a block with what waits; a relay of a message that its source lacks stays outside. */
  void mine(Map<ChainId, TestChain> others) {
    long number = blocks.size();
    long timestamp = 1_000 + number * BLOCK_TIME;
    Hash32 hash = Keccak256.hash(Bytes.literal(id.word().toString() + hex(number) + hex(salt++)));
    List<RelayInput.Sent> sent = new ArrayList<>();
    for (SentMessage message : outbox) {
      Identifier identifier =
          new Identifier(Predeploys.L2_TO_L2_MESSENGER, number, sent.size(), timestamp, id);
      sent.add(new RelayInput.Sent(PendingMessage.of(id, message), new Sighting(identifier, hash)));
    }
    outbox.clear();
    List<SignedTransaction> transactions = new ArrayList<>();
    Set<Hash32> failed = new HashSet<>();
    List<RelayInput.Relayed> relayed = new ArrayList<>();
    for (long nonce = nonce(); pool.containsKey(nonce); nonce++) {
      SignedTransaction transaction = pool.get(nonce);
      Optional<RelayInput.Sent> message =
          relays(transaction, others)
              .filter(s -> s.sighting().identifier().timestamp() <= timestamp);
      boolean isRelay = !transaction.call().input().isEmpty();
      if (isRelay && message.isEmpty()) {
        break;
      }
      pool.remove(nonce);
      transactions.add(transaction);
      if (isRelay) {
        Hash32 messageHash = message.orElseThrow().message().hash();
        boolean isSecond =
            hasRelayed(messageHash)
                || relayed.stream().anyMatch(r -> r.messageHash().equals(messageHash));
        if (isSecond) {
          failed.add(transaction.hash());
        } else {
          relayed.add(new RelayInput.Relayed(messageHash, number));
        }
      }
    }
    blocks.add(
        new Block(new BlockRef(number, hash), timestamp, sent, transactions, failed, relayed));
    highest = Math.max(highest, number);
  }

  /** How many blocks a reorg may still take so that none reaches deeper than {@code depthMax}. */
  int reorgRoom(int depthMax) {
    return Math.clamp(head().ref().number() - (highest - depthMax), 0, depthMax);
  }

  /** Drops blocks; transactions and messages of theirs wait again, or some are lost. */
  List<Block> rollBack(int depth) {
    List<Block> dropped = new ArrayList<>();
    for (int i = 0; i < depth && blocks.size() > 1; i++) {
      dropped.add(blocks.removeLast());
    }
    for (Block block : dropped) {
      block.transactions().forEach(t -> pool.putIfAbsent(t.terms().nonce(), t));
      block.sent().forEach(s -> outbox.add(s.message().sent()));
    }
    return dropped;
  }

  /** The emission that a relaying transaction refers to, if its source has it. */
  static Optional<RelayInput.Sent> relays(
      SignedTransaction transaction, Map<ChainId, TestChain> chains) {
    if (transaction.call().input().isEmpty()) {
      return Optional.empty();
    }
    RelayCall call = call(transaction);
    TestChain source = chains.get(call.identifier().chainId());
    return source == null
        ? Optional.empty()
        : source.blocks.stream()
            .flatMap(b -> b.sent().stream())
            .filter(s -> s.sighting().identifier().equals(call.identifier()))
            .filter(s -> payload(s).equals(call.payload()))
            .findFirst();
  }

  private static Bytes payload(RelayInput.Sent sent) {
    return SentMessageCodec.encode(sent.message().sent()).payload();
  }

  private static RelayCall call(SignedTransaction transaction) {
    try {
      return RelayCallCodec.decode(transaction.call().input());
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  static SignedTransaction decode(Bytes raw) {
    try {
      return RawTransactionDecoder.decode(raw);
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(long number) {
    return String.format("%016x", number);
  }
}
