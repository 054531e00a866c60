package dev.fairlead.xcmp.para;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.EgressVerdict;
import dev.fairlead.xcmp.proof.ProofFault;
import java.util.Optional;

/** What is wrong with a proof of validity; each fault belongs to one step. */
public sealed interface PovFault {
  /** The step that finds it. */
  PovStep step();

  /** One clause for people. */
  String sentence();

  /**
   * The block, its state or its outputs.
   *
   * @param defect what is wrong
   */
  record Block(Defect defect) implements PovFault {
    @Override
    public PovStep step() {
      return defect.step;
    }

    @Override
    public String sentence() {
      return defect.sentence;
    }
  }

  /**
   * The incoming part.
   *
   * @param fault what is wrong
   * @param sender the channel, where it is one channel's
   */
  record Incoming(ProofFault fault, Optional<ParaId> sender) implements PovFault {
    @Override
    public PovStep step() {
      return PovStep.valueOf(fault.step().name());
    }

    @Override
    public String sentence() {
      return fault.sentence();
    }
  }

  /**
   * The outgoing part.
   *
   * @param fault what is wrong
   * @param recipient the channel, where it is one channel's
   */
  record Outgoing(EgressVerdict.Fault fault, Optional<ParaId> recipient) implements PovFault {
    @Override
    public PovStep step() {
      return PovStep.valueOf(fault.step().name());
    }

    @Override
    public String sentence() {
      return fault.sentence();
    }
  }

  /** What can be wrong beside the two parts about messages. */
  enum Defect {
    /** Not the bytes that the candidate names. */
    OTHER_POV(PovStep.V1, "it is not the proof that the candidate names"),
    /** More than 10 MiB, or no proof of validity. */
    UNREADABLE(PovStep.V1, "it does not decode"),
    /** The header before is not the candidate's. */
    OTHER_PARENT(PovStep.V1, "the block does not follow the candidate's parent head"),
    /** The block is not the candidate's. */
    OTHER_HEAD(PovStep.V1, "the block's header is not the candidate's head"),
    /** Another kind of commitments than XCMP's. */
    OTHER_ACCEPTANCE(PovStep.V1, "the candidate does not commit as XCMP demands"),
    /** A node is given twice, or executing the block needs one that is not given. */
    WITNESS_MISSING(PovStep.V14, "the witness does not hold what the block reads"),
    /** A node that executing the block does not need. */
    WITNESS_SURPLUS(PovStep.V14, "the witness holds what the block does not read"),
    /** Recipients out of order, an empty batch, or more than the outbox holds. */
    SEND_NOT_IN_OUTBOX(PovStep.V14, "a batch is not the front of its outbox"),
    /** P4. */
    PREVIOUS_LINK_IN_FLIGHT(PovStep.V14, "P4: the previous link of a channel is not included"),
    /** P6. */
    CAPACITY_EXCEEDED(PovStep.V14, "P6: a channel holds more than was agreed"),
    /** Header and candidate commit to different things. */
    OTHER_COMMITMENTS(PovStep.V14, "the header's commitments are not the candidate's"),
    /** Executing the block gives another state. */
    OTHER_STATE(PovStep.V14, "executing the block gives another state root"),
    /** The erasure root is not the one over the chunks of the proof (AM18). */
    OTHER_CHUNKS(PovStep.V14, "the erasure root is not over the chunks of the proof");

    private final PovStep step;
    private final String sentence;

    Defect(PovStep step, String sentence) {
      this.step = step;
      this.sentence = sentence;
    }
  }
}
