package dev.fairlead.node.play;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.ParaStorage;
import dev.fairlead.xcmp.para.TokenLedger;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a script can look at on paras: their newest included state. */
final class LedgerViews {
  private final ParaPlay paras;
  private final Transit transit;
  private final RelayState state;

  LedgerViews(ParaPlay paras, Transit transit, RelayState state) {
    this.paras = paras;
    this.transit = transit;
    this.state = state;
  }

  List<Fact> supply() {
    try {
      long balances = transit.balances(state);
      long moving = transit.inTransit(state);
      long lost = transit.lost(state);
      return List.of(
          Fact.of(
                  "Supply",
                  "%d: %d in accounts, %d in transit, %d lost"
                      .formatted(balances + moving + lost, balances, moving, lost))
              .with("accounts", balances)
              .with("inTransit", moving)
              .with("lost", lost));
    } catch (WitnessMissing e) {
      throw new IllegalStateException(e); // the states are whole
    }
  }

  List<Fact> ledger(ParaId para) {
    Optional<ParaStorage> storage = paras.included(state, para);
    if (storage.isEmpty()) {
      return List.of(Fact.of("Nothing", "no state of para " + para));
    }
    try {
      return ledger(storage.get());
    } catch (WitnessMissing e) {
      throw new IllegalStateException(e); // the state is whole
    }
  }

  private List<Fact> ledger(ParaStorage storage) throws WitnessMissing {
    StringBuilder balances = new StringBuilder();
    for (var account : paras.accounts().entrySet()) {
      long balance = TokenLedger.balance(storage, account.getValue());
      if (balance > 0) {
        balances.append(balances.isEmpty() ? "" : ", ");
        balances.append(account.getKey()).append(' ').append(balance);
      }
    }
    Fact accounts =
        Fact.of("Accounts", balances.isEmpty() ? "no accounts" : balances.toString())
            .with("total", TokenLedger.total(storage));
    List<ParaId> recipients = storage.recipients();
    if (recipients.isEmpty()) {
      return List.of(accounts);
    }
    String waiting = recipients.stream().map(ParaId::toString).collect(Collectors.joining(", "));
    return List.of(
        accounts, Fact.of("Outbox", "messages wait to be sent to " + waiting).with("to", waiting));
  }
}
