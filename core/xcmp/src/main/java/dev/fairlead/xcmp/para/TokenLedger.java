package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.StorageKey;
import dev.fairlead.xcmp.trie.TrieLayout;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The demo para: accounts with tokens. A transfer to another para burns here and mints there, so
 * the supply over all paras is balances, what is in transit, and what forced closing has lost
 * (AM14). Without state of its own.
 *
 * <pre>
 *  Ledger.Accounts(hash)   balance; absent = 0
 *  Ledger.Total            sum of the balances
 * </pre>
 */
public final class TokenLedger implements ValidationFunction {
  private static final Bytes PALLET = StorageKey.name("Ledger");
  private static final Bytes TOTAL = StorageKey.plain(PALLET, StorageKey.name("Total"));
  private static final Bytes ACCOUNTS = StorageKey.plain(PALLET, StorageKey.name("Accounts"));

  /** The state of a para that begins with these balances; their sum must fit 63 bits. */
  public static StateTrie genesis(SortedMap<Hash32, Long> balances) {
    StateTrie state = StateTrie.EMPTY;
    long total = 0;
    for (var account : balances.entrySet()) {
      total = Math.addExact(total, account.getValue());
      state = state.put(key(account.getKey()), encode(account.getValue()), TrieLayout.V1);
    }
    return state.put(TOTAL, encode(total), TrieLayout.V1);
  }

  /** The balance of an account. */
  public static long balance(ParaStorage storage, Hash32 account) throws WitnessMissing {
    return read(storage, key(account));
  }

  /** Sum of all balances. */
  public static long total(ParaStorage storage) throws WitnessMissing {
    return read(storage, TOTAL);
  }

  /** Tokens that some messages carry: burned at their sender, not yet minted. */
  public static long carried(List<Bytes> messages) {
    long sum = 0;
    for (Bytes message : messages) {
      if (decode(message).orElse(null) instanceof LedgerEntry.Mint(Hash32 _, long amount)) {
        sum = Math.addExact(sum, amount);
      }
    }
    return sum;
  }

  /** Tokens that the messages of a body carry. */
  public static long carried(Bytes body) {
    try {
      return carried(MessageBatch.decode(body));
    } catch (DecodingException e) {
      return 0;
    }
  }

  @Override
  public void onMessage(ParaStorage storage, ParaId sender, Bytes message) throws WitnessMissing {
    if (decode(message).orElse(null) instanceof LedgerEntry.Mint(Hash32 to, long amount)) {
      long total = total(storage);
      if (total <= Long.MAX_VALUE - amount) {
        storage.put(TOTAL, encode(total + amount));
        storage.put(key(to), encode(balance(storage, to) + amount));
      }
    }
  }

  @Override
  public void onTransaction(ParaStorage storage, Bytes transaction) throws WitnessMissing {
    switch (decode(transaction).orElse(null)) {
      case LedgerEntry.Transfer transfer -> transfer(storage, transfer);
      case LedgerEntry.Send(ParaId para, Bytes content) -> {
        if (!para.equals(storage.self())) {
          storage.send(para, new LedgerEntry.Load(content).encode());
        }
      }
      case LedgerEntry.Mint _, LedgerEntry.Load _ -> {}
      case null -> {}
    }
  }

  private static void transfer(ParaStorage storage, LedgerEntry.Transfer transfer)
      throws WitnessMissing {
    long amount = transfer.amount();
    long balance = balance(storage, transfer.from());
    if (balance < amount) {
      return;
    }
    if (transfer.para().equals(storage.self())) {
      storage.put(key(transfer.from()), encode(balance - amount));
      storage.put(key(transfer.to()), encode(balance(storage, transfer.to()) + amount));
      return;
    }
    Bytes message = new LedgerEntry.Mint(transfer.to(), amount).encode();
    if (storage.send(transfer.para(), message)) {
      storage.put(key(transfer.from()), encode(balance - amount));
      storage.put(TOTAL, encode(total(storage) - amount));
    }
  }

  private static Optional<LedgerEntry> decode(Bytes encoded) {
    try {
      return Optional.of(LedgerEntry.decode(encoded));
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  private static long read(ParaStorage storage, Bytes key) throws WitnessMissing {
    Optional<Bytes> value = storage.get(key);
    if (value.isEmpty()) {
      return 0;
    }
    try {
      return ScaleReader.of(value.get()).readU64();
    } catch (DecodingException e) {
      throw new WitnessMissing(key, e);
    }
  }

  private static Bytes encode(long amount) {
    return new ScaleWriter().writeU64(amount).toBytes();
  }

  private static Bytes key(Hash32 account) {
    return StorageKey.mapEntry(ACCOUNTS, Bytes.of(account.toByteArray()));
  }
}
