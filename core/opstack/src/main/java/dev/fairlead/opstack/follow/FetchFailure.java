package dev.fairlead.opstack.follow;

/** Why a source did not answer a fetch; the adapter logs the details. */
public enum FetchFailure {
  /** No answer, or not in time. */
  UNREACHABLE,
  /** The source says that it does not have what was asked for. */
  NOT_FOUND,
  /** The answer contradicts itself: block hash, receipts root or log order do not fit. */
  CONTRADICTORY
}
