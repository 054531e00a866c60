package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.identity.ChainId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A chain to deliver to: its heads, our account and our nonces there. Owned by the machine. */
final class Destination {
  final ChainId chain;

  /** Whether a node and an account are configured. */
  final boolean isServed;

  /** Deliveries that want a nonce, first come first served. */
  final TreeMap<Long, Delivery> ready = new TreeMap<>();

  /** Deliveries that hold a nonce, used up or not, by nonce. */
  final TreeMap<Long, Delivery> taken = new TreeMap<>(Long::compareUnsigned);

  /** Deliveries whose nonce is not used up, by nonce. */
  final TreeMap<Long, Delivery> open = new TreeMap<>(Long::compareUnsigned);

  /** Deliveries that wait until the block that used their nonce is deep enough. */
  final Set<Delivery> used = new LinkedHashSet<>();

  /** Deliveries that are done and wait until no reorg can take that back. */
  final Set<Delivery> closing = new LinkedHashSet<>();

  long blockedUntilNanos = Long.MIN_VALUE;
  long pollAtNanos;
  long fillAtNanos = Delivery.NEVER;
  boolean isPolling;
  boolean isAccountAsked;

  /** Every open transaction is to be sent again once the node has told its state. */
  boolean mustResend;

  private boolean hasHead;
  private long head;
  private long timestamp;
  private long finalized;
  private long floor;
  private long chainNonce;
  // Absent until the node has answered, and again after a reorg.
  private Account.@Nullable Known account;
  private long accountAtNanos;

  Destination(ChainId chain, boolean isServed) {
    this.chain = chain;
    this.isServed = isServed;
  }

  boolean hasHead() {
    return hasHead;
  }

  long head() {
    return head;
  }

  long timestamp() {
    return timestamp;
  }

  void heads(long newHead, long newTimestamp, long newFinalized) {
    hasHead = true;
    head = newHead;
    timestamp = newTimestamp;
    finalized = newFinalized;
  }

  /** Whether so many blocks stand on top of a block, or it is final. */
  boolean isBuried(long blockNumber, long depth) {
    return Long.compareUnsigned(blockNumber, finalized) <= 0
        || (Long.compareUnsigned(head, blockNumber) >= 0
            && Long.compareUnsigned(head - blockNumber, depth) >= 0);
  }

  /** Forgets what a reorg may have changed. */
  void rewound(long ancestor) {
    if (Long.compareUnsigned(head, ancestor) > 0) {
      head = ancestor;
    }
    account = null;
    floor = 0;
    chainNonce = 0;
    mustResend = true;
    pollAtNanos = Long.MIN_VALUE;
  }

  void account(Account.Known known, long nowNanos) {
    account = known;
    accountAtNanos = nowNanos;
    nonceSeen(known.nonce());
    long pending = known.pendingNonce();
    floor = Long.compareUnsigned(pending, floor) > 0 ? pending : floor;
  }

  /** The node counts that many transactions of ours in blocks. */
  void nonceSeen(long nonce) {
    chainNonce = nonce;
    used(nonce - 1);
  }

  /** No new transaction may have this nonce, or a smaller one. */
  void used(long nonce) {
    floor = Long.compareUnsigned(nonce + 1, floor) > 0 ? nonce + 1 : floor;
  }

  void forgetAccount() {
    account = null;
  }

  /** State of the account, unless it is unknown or too old. */
  Optional<Account.Known> account(long nowNanos, long ageMaxNanos) {
    return account != null && nowNanos - accountAtNanos <= ageMaxNanos
        ? Optional.of(account)
        : Optional.empty();
  }

  /** The smallest nonce that nobody has. */
  long freeNonce() {
    long nonce = floor;
    while (taken.containsKey(nonce)) {
      nonce++;
    }
    return nonce;
  }

  /** Whether the chain waits for exactly this delivery's nonce. */
  boolean isNext(long nonce) {
    return nonce == chainNonce;
  }

  /** A nonce that nobody has although later ones wait for it. */
  Optional<Long> gap() {
    boolean isWaitedFor = open.higherKey(chainNonce) != null && !taken.containsKey(chainNonce);
    return isWaitedFor ? Optional.of(chainNonce) : Optional.empty();
  }

  /** Copy for loops that change the map. */
  List<Delivery> openDeliveries() {
    return new ArrayList<>(open.values());
  }

  Address20 account(RelaySigner signer) {
    return signer.account(chain);
  }
}
