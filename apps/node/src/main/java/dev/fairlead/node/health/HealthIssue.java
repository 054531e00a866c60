package dev.fairlead.node.health;

/**
 * One thing that is not as it should be.
 *
 * @param severity what it means for callers
 * @param code stable name; the heading of its run-book page
 * @param detail which chain or peer, what is awaited
 */
public record HealthIssue(Severity severity, String code, String detail) {
  /** What an issue means for callers. */
  public enum Severity {
    /** Works, but someone should look. */
    DEGRADED,
    /** Answers must not be relied on yet. */
    NOT_READY,
    /** The process must be replaced. */
    NOT_LIVE
  }
}
