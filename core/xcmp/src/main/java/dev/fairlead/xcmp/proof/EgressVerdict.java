package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Outcome of checking an outgoing proof. */
public sealed interface EgressVerdict {
  /**
   * All steps passed.
   *
   * @param links new link per recipient
   * @param watermarks proven watermark per recipient: what may be pruned (P5)
   */
  record Valid(SortedMap<ParaId, Hash32> links, SortedMap<ParaId, Watermark> watermarks)
      implements EgressVerdict {
    /** Copies the maps. */
    public Valid {
      links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
      watermarks = Collections.unmodifiableSortedMap(new TreeMap<>(watermarks));
    }
  }

  /**
   * The first fault found, steps in order, channels in order within a step.
   *
   * @param fault what is wrong
   * @param recipient the channel on which it was found, where it is one channel's
   */
  record Invalid(Fault fault, Optional<ParaId> recipient) implements EgressVerdict {}

  /** The first steps of section 4.4, which hold for this container too, and those of 4.5. */
  enum Step {
    /** Version and sizes. */
    V1,
    /** The relay parent is the candidate's. */
    V2,
    /** The relay state proof is whole and exact (AM12). */
    V3,
    /** The own cell of every channel sent on, in the relay state. */
    V_OUT_1,
    /** The newest enacted link. */
    V_OUT_2,
    /** The new link extends it. */
    V_OUT_3,
    /** The batch. */
    V_OUT_4,
    /** Message root and bitfield. */
    V_OUT_5
  }

  /** What can be wrong with an outgoing proof. */
  enum Fault {
    /** Not version 1. */
    UNKNOWN_VERSION(Step.V1, "the version is not 1"),
    /** More channels, nodes, siblings, slots or bytes than section 8.4 allows. */
    LIMIT_EXCEEDED(Step.V1, "a size exceeds its limit"),
    /** Another relay parent than the candidate's. */
    OTHER_RELAY_PARENT(Step.V2, "the proof is for another relay parent"),
    /** A node is missing, altered, given twice or surplus, or a value does not decode. */
    STATE_PROOF_BROKEN(Step.V3, "the relay state proof is not exact"),
    /** Recipients doubled or not ascending. */
    CHANNELS_NOT_ASCENDING(Step.V_OUT_1, "the recipients are not strictly ascending"),
    /** The cell is not in the own row. */
    CELL_NOT_IN_ROW(Step.V_OUT_1, "the cell is not in the own row"),
    /** A head is missing, given without need, or does not lead to the cell's root. */
    OLD_HEAD_MISMATCH(Step.V_OUT_2, "the old head is not under the cell's message root"),
    /** The new link does not name the old head. */
    PREVIOUS_LINK_MISMATCH(Step.V_OUT_3, "the new link does not extend the old head"),
    /** The new link does not name the old head's block. */
    PREVIOUS_BLOCK_MISMATCH(Step.V_OUT_3, "the new link does not carry the block of the old head"),
    /** The batch exceeds the channel's limit. */
    BODY_TOO_LARGE(Step.V_OUT_4, "a batch exceeds its channel's limit"),
    /** The batch is not the one the block produced. */
    BODY_MISMATCH(Step.V_OUT_4, "a batch is not the one that the block produced"),
    /** The message root is not over exactly the touched recipients. */
    MESSAGE_ROOT_MISMATCH(Step.V_OUT_5, "the message root is not over exactly these links"),
    /** The bitfield is not that of the touched slots. */
    BITFIELD_MISMATCH(Step.V_OUT_5, "the bitfield is not that of the touched slots");

    private final Step step;
    private final String sentence;

    Fault(Step step, String sentence) {
      this.step = step;
      this.sentence = sentence;
    }

    /** The step that finds it. */
    public Step step() {
      return step;
    }

    /** One clause for people. */
    public String sentence() {
      return sentence;
    }
  }
}
