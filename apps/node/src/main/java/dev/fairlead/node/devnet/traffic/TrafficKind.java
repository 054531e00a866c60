package dev.fairlead.node.devnet.traffic;

import java.util.Optional;

/** What a message of the demonstration shows, and how it has to end. */
public enum TrafficKind {
  /** Tokens burned here, minted there. */
  TRANSFER("transfer", ""),
  /** Executed at the timestamp at which it was sent. */
  SAME_TIMESTAMP("same timestamp", ""),
  /** Tokens that reach a chain over another one, by the forwarder. */
  FORWARDED("forwarded", ""),
  /** Announced from a chain that nobody knows. */
  UNKNOWN_CHAIN("unknown chain", "chain-not-in-set"),
  /** Older than the expiry window. */
  EXPIRED("expired", "expired"),
  /** A real log with another content. */
  WRONG_PAYLOAD("wrong payload", "checksum-mismatch"),
  /** From a block later than the one that would execute it. */
  FUTURE("future", "future"),
  /** Executed without being announced in the access list. */
  UNDECLARED("undeclared", "undeclared"),
  /** A real log of a real chain that the executing chain does not accept. */
  NOT_ACCEPTED("not accepted", "chain-not-in-set");

  private final String text;
  private final String refusal;

  TrafficKind(String text, String refusal) {
    this.text = text;
    this.refusal = refusal;
  }

  /** Name for people. */
  public String text() {
    return text;
  }

  /** Whether it has to be delivered. */
  public boolean isValid() {
    return refusal.isEmpty();
  }

  /** The code with which it has to be refused; empty if it is valid. */
  public Optional<String> refusal() {
    return isValid() ? Optional.empty() : Optional.of(refusal);
  }
}
