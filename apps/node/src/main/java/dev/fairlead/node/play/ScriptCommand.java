package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.RelayCall;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a line of a script asks for. */
sealed interface ScriptCommand {

  /** Sets what is fixed for the relay chain; before it begins. */
  record Settings(Map<Setting, Long> values, Words.Word at) implements ScriptCommand {
    /** Copies the collection. */
    public Settings {
      values = Map.copyOf(values);
    }
  }

  /**
   * Registers a para: before the relay chain begins, or by root in the next block.
   *
   * @param para its id
   * @param kind chain or thread
   * @param balance on the relay chain, for deposits
   * @param accounts tokens on the para, by name of the owner
   */
  record Para(ParaId para, ParaKind kind, long balance, SortedMap<String, Long> accounts)
      implements ScriptCommand {
    /** Copies the collection. */
    public Para {
      accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
    }
  }

  /** The first session, or the one after the next block; what is absent stays as it is. */
  record Session(OptionalInt validators, OptionalInt groups, SortedMap<ParaId, Integer> cores)
      implements ScriptCommand {
    /** Copies the collection. */
    public Session {
      cores = Collections.unmodifiableSortedMap(new TreeMap<>(cores));
    }
  }

  /** Makes relay blocks; the first holds all that was prepared. */
  record Block(int count) implements ScriptCommand {}

  /** A call that needs nothing but what is written. */
  record Call(RelayCall call) implements ScriptCommand {}

  /** Asks for a channel. */
  record Open(ChannelId channel, Limits limits, OptionalInt delaySessions)
      implements ScriptCommand {}

  /** Consents to a channel; limits that are absent are those proposed. */
  record Accept(ChannelId channel, Limits limits) implements ScriptCommand {}

  /** Consents to the end of a channel, for the side that did not ask. */
  record AcceptClose(ChannelId channel) implements ScriptCommand {}

  /** Puts opaque bytes into a para's outbox. */
  record Send(ChannelId channel, Bytes payload, Words.Word at) implements ScriptCommand {}

  /** Sends tokens from an account of one para to an account of another. */
  record Transfer(ParaId from, String payer, ParaId to, String payee, long amount, Words.Word at)
      implements ScriptCommand {}

  /** Whether bodies of a channel reach the recipient's collators. */
  record Deliver(ChannelId channel, boolean isDelivered, Words.Word at) implements ScriptCommand {}

  /** Builds a candidate, to be backed in the next block. */
  record Candidate(ParaId para, CandidateWish wish, Words.Word at) implements ScriptCommand {}

  /** How many validators sign for chunks from now on: of one para's candidates or of all. */
  record Available(Optional<ParaId> para, OptionalInt validators) implements ScriptCommand {}

  /** Goes on from an earlier block. */
  record Fork(Words.Word block) implements ScriptCommand {}

  /** Makes a block final. */
  record Finalize(Words.Word block) implements ScriptCommand {}

  /** Posts the body of an entry on the relay chain; the first that waits if none is named. */
  record Post(ChannelId channel, OptionalLong block, Optional<Bytes> body, Words.Word at)
      implements ScriptCommand {}

  /** Validators vote that a candidate is invalid; as many as it takes if no number is given. */
  record Dispute(Words.Word candidate, OptionalInt votes) implements ScriptCommand {}

  /** Shows a part of the state. */
  record Show(Subject subject, List<ParaId> paras, Words.Word at) implements ScriptCommand {
    /** Copies the collection. */
    public Show {
      paras = List.copyOf(paras);
    }
  }

  /** What may wait in a channel, as far as it is written. */
  record Limits(OptionalLong count, OptionalLong bytes, OptionalLong message) {}

  /**
   * How a candidate shall differ from what a collator builds by itself.
   *
   * @param cut position up to which it acts
   * @param on relay parent
   * @param parent para block that it is built on
   * @param signers how many of its group sign, whatever they find
   * @param session index that it names
   * @param bits slots that it claims to send on; makes it a candidate without a proof
   * @param messageRoot that it claims
   * @param storageRoot of the relay parent that it claims
   * @param budgetBytes of bodies that it takes in
   */
  record CandidateWish(
      Optional<Watermark> cut,
      Optional<Words.Word> on,
      Optional<Words.Word> parent,
      OptionalInt signers,
      OptionalLong session,
      Optional<List<Boolean>> bits,
      Optional<Hash32> messageRoot,
      Optional<Hash32> storageRoot,
      OptionalLong budgetBytes) {}

  /** What can be shown. */
  enum Subject {
    HEAD(0),
    SESSION(0),
    REQUESTS(0),
    SUPPLY(0),
    QUEUE(1),
    PARA(1),
    ROW(1),
    POSTS(1),
    LEDGER(1),
    CHANNEL(2);

    final int paras;

    Subject(int paras) {
      this.paras = paras;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
