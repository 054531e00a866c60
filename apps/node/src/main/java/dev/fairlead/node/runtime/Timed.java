package dev.fairlead.node.runtime;

/** Something that an event loop must call again at a certain time. */
public interface Timed {
  /** When {@link #onDeadline} must run at the latest; MAX_VALUE if nothing is pending. */
  long nextDeadlineNanos();

  /** Runs on the loop's thread once the deadline has come. */
  void onDeadline(long nowNanos);
}
