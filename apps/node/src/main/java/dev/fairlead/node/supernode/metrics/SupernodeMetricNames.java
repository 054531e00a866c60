package dev.fairlead.node.supernode.metrics;

import static dev.fairlead.node.metrics.Metric.counter;
import static dev.fairlead.node.metrics.Metric.gauge;
import static dev.fairlead.node.metrics.Metric.summary;
import static dev.fairlead.node.metrics.Metric.timer;

import dev.fairlead.node.metrics.Metric;
import java.util.List;

/** The declarations, under the names of the upstream tools where those exist (section 6). */
public final class SupernodeMetricNames {
  private static final String CHAIN = "chain_id";
  private static final String FILTER = "op_interop_filter_default_";

  static final Metric VERIFIED =
      counter("supernode_interop_timestamps_verified_total", "Rounds that verified a timestamp.");
  static final Metric VERIFIED_TIMESTAMP =
      gauge("supernode_interop_verified_timestamp", "Lowest verified timestamp of all components.");
  static final Metric INVALIDATIONS =
      counter("supernode_interop_invalidations_total", "Blocks ordered to be replaced.", CHAIN);
  static final Metric DECISIONS =
      counter("supernode_interop_round_decisions_total", "Decisions of rounds.", "decision");
  static final Metric REWINDS =
      counter("supernode_interop_rewinds_total", "Rounds that took verified results back.");
  static final Metric VERIFICATION =
      timer(
          "supernode_interop_verification_duration_seconds", "Time of one step of the safe lane.");
  static final Metric ACTIVITY_STATE =
      gauge(
          "supernode_interop_activity_state",
          "Safe lane: 0 not started, 1 cold start, 2 running, 3 halted; the worst component.");
  static final Metric HANDOFF_GAP =
      gauge(
          "supernode_interop_handoff_gap_seconds",
          "Width of the time between activation and the start of verification, the widest.");
  static final Metric REWIND_DEPTH =
      summary("supernode_chain_rewind_depth_blocks", "Blocks undone by one reorg.", CHAIN);
  static final Metric DENIED =
      counter("supernode_denylist_entries_total", "Entries added to the deny list.", CHAIN);
  static final Metric BACK_FILL =
      gauge("supernode_log_backfill_progress", "Part of the window that is stored, 0 to 1.", CHAIN);
  static final Metric BACK_FILL_RETRIES =
      counter(
          "supernode_log_backfill_retries_total", "Fetches that failed and are retried.", CHAIN);
  static final Metric ACTIVITY_ERRORS =
      counter(
          "supernode_activity_errors_total", "Failures, by activity.", "activity", "error_type");
  static final Metric LOG_ENTRIES =
      gauge("supernode_logsdb_entries", "Blocks in the message log.", CHAIN);
  static final Metric LOG_PRUNED =
      counter("supernode_logsdb_pruned_total", "Blocks pruned from the message log.", CHAIN);
  static final Metric PRUNE_HORIZON =
      gauge("supernode_logsdb_prune_horizon_timestamp", "Oldest timestamp that pruning keeps.");

  static final Metric UP = gauge(FILTER + "up", "1 while the process runs.");
  static final Metric INFO = gauge(FILTER + "info", "1, with the version.", "version");
  static final Metric FAILSAFE = gauge(FILTER + "failsafe_enabled", "1 while failsafe is on.");
  static final Metric CHAIN_HEAD = gauge(FILTER + "chain_head", "Newest block in the log.", CHAIN);
  static final Metric CHAIN_TIP =
      gauge(FILTER + "chain_tip", "Newest block that the source announced.", CHAIN);
  static final Metric TIP_LAG =
      gauge(FILTER + "tip_lag_blocks", "Blocks that the log is behind its source.", CHAIN);
  static final Metric INGESTION_LAG =
      gauge(FILTER + "ingestion_lag_seconds", "Age of the newest block in the log.", CHAIN);
  static final Metric FILTER_BACK_FILL =
      gauge(FILTER + "backfill_progress", "Part of the window that is stored, 0 to 1.", CHAIN);
  static final Metric REORGS =
      counter(FILTER + "reorg_detected_total", "Reorgs that the log has followed.", CHAIN);
  static final Metric LOGS_ADDED =
      counter(FILTER + "logs_added_total", "Logs stored since the process began.", CHAIN);
  static final Metric BLOCKS_SEALED =
      counter(FILTER + "blocks_sealed_total", "Blocks stored since the process began.", CHAIN);
  static final Metric CHECKS =
      counter(FILTER + "check_access_list_total", "Access-list checks.", "success");
  static final Metric CHECK_DURATION =
      timer(FILTER + "check_access_list_duration_seconds", "Time of one access-list check.");
  static final Metric CHECK_REJECTIONS =
      counter(FILTER + "check_access_list_rejections_total", "Refused lists, by code.", "reason");
  static final Metric CROSS_UNSAFE_TIMESTAMP =
      gauge(
          FILTER + "cross_unsafe_validated_timestamp",
          "Lowest timestamp of all chains' cross-unsafe heads.");

  static final Metric HEAD =
      gauge("fairlead_head_block", "Newest block at each level.", CHAIN, "level");
  static final Metric AWAITS =
      gauge(
          "fairlead_safe_lane_awaits",
          "1 while the safe lane waits for that on the chain, else 0.",
          CHAIN,
          "awaited");
  static final Metric INVALID_BLOCKS =
      gauge("fairlead_invalid_blocks", "Invalid blocks that are not yet replaced.", CHAIN);
  static final Metric HALTED =
      gauge("fairlead_halted", "1 if following the chain or its component has halted.", CHAIN);
  static final Metric SOURCE_FAILURES =
      counter("fairlead_source_failures_total", "Failed requests to sources.", CHAIN, "kind");

  private SupernodeMetricNames() {}

  /** All of them. */
  public static List<Metric> all() {
    return List.of(
        VERIFIED,
        VERIFIED_TIMESTAMP,
        INVALIDATIONS,
        DECISIONS,
        REWINDS,
        VERIFICATION,
        ACTIVITY_STATE,
        HANDOFF_GAP,
        REWIND_DEPTH,
        DENIED,
        BACK_FILL,
        BACK_FILL_RETRIES,
        ACTIVITY_ERRORS,
        LOG_ENTRIES,
        LOG_PRUNED,
        PRUNE_HORIZON,
        UP,
        INFO,
        FAILSAFE,
        CHAIN_HEAD,
        CHAIN_TIP,
        TIP_LAG,
        INGESTION_LAG,
        FILTER_BACK_FILL,
        REORGS,
        LOGS_ADDED,
        BLOCKS_SEALED,
        CHECKS,
        CHECK_DURATION,
        CHECK_REJECTIONS,
        CROSS_UNSAFE_TIMESTAMP,
        HEAD,
        AWAITS,
        INVALID_BLOCKS,
        HALTED,
        SOURCE_FAILURES);
  }
}
