package dev.fairlead.xcmp.judge;

/** A heavy protection of a validator; every one can be switched off (AM24). */
public enum Protection {
  /** Proven collators come first (5.7). */
  WHITELIST,

  /** Overdue collators are reported, cut off and refused while somebody else asks (5.7). */
  BLACKLIST,

  /** Blocks that count for nobody (AM16). */
  EXCUSES,

  /** Cool address ranges come first (5.7). */
  HEAT_MAP,

  /** Notes of the previous group break ties (N-G3). */
  HAND_OVER,

  /** A part of the service is kept for the unknown (5.7). */
  NEWCOMERS_SLOT,

  /** The worst make room for strangers (5.7). */
  CHURN,

  /** Nothing is given out beyond the front of a queue (R2, 5.9). */
  FRONT_WINDOW,

  /** An entry goes to more collators while it is not acked (N-R1a). */
  REDUNDANCY,

  /** Slots are shared by class: validators, whitelisted peers, the rest (AM22). */
  SERVICE_SHARES,

  /** Who reads too slowly is cut (AM22). */
  SLOW_READERS
}
