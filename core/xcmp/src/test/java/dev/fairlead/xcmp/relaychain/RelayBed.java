package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A relay chain for tests of single rules: six validators in two groups, three chains and a thread.
 * Candidates are made by hand; no para code is behind them. {@link #judge} asks without changing
 * anything.
 */
final class RelayBed {
  static final ParaId A = new ParaId(1000);
  static final ParaId B = new ParaId(1001);
  static final ParaId P = new ParaId(2000);
  static final ParaId T = new ParaId(3000);
  static final ChannelId AP = new ChannelId(A, P);
  static final ChannelId BP = new ChannelId(B, P);
  static final ChannelLimits LIMITS = new ChannelLimits(4, 1_000, 100);
  static final int VALIDATORS = 6;
  static final long BALANCE = 1_000;
  static final long POST_FUNDS = 5_000;

  RelayState state;
  private int serial;

  RelayBed(RelaySettings settings) {
    SortedMap<ParaId, ParaRecord> paras = new TreeMap<>();
    for (ParaId para : List.of(A, B, P)) {
      paras.put(para, ParaRecord.registered(ParaKind.CHAIN, hash(para.value()), BALANCE));
    }
    paras.put(T, ParaRecord.registered(ParaKind.THREAD, hash(T.value()), BALANCE));
    BlockRef genesis = new BlockRef(0, hash(-1));
    RelaySession session = nextSession().begin(0, 1);
    this.state = RelayState.genesis(settings, genesis, session, paras, POST_FUNDS);
  }

  static RelayBed standard() {
    return new RelayBed(RelaySettings.STANDARD);
  }

  static Hash32 hash(long value) {
    return new Blake2b256()
        .updateIntLittleEndian((int) value)
        .updateIntLittleEndian((int) (value >> 32))
        .digest();
  }

  static Bytes body(int size) {
    return Bytes.of(new byte[size]);
  }

  static RelayBlock.NextSession nextSession() {
    List<Validator> validators =
        IntStream.range(0, VALIDATORS)
            .mapToObj(at -> new Validator(hash(at), Bytes.EMPTY, List.of()))
            .toList();
    return new RelayBlock.NextSession(
        validators,
        List.of(List.of(0, 1, 2), List.of(3, 4, 5)),
        new TreeMap<>(java.util.Map.of(A, 0, B, 1, P, 0)),
        Hash32.ZERO);
  }

  static SortedSet<Integer> validators(int count) {
    return new TreeSet<>(IntStream.range(0, count).boxed().toList());
  }

  /** What the next block carries; nothing at first. */
  static final class Content {
    final SortedMap<Hash32, SortedSet<Integer>> available = new TreeMap<>();
    final List<RelayBlock.Backed> backed = new ArrayList<>();
    final List<RelayCall> calls = new ArrayList<>();
    final List<BodyPost> posts = new ArrayList<>();
    final SortedMap<Hash32, SortedSet<Integer>> votes = new TreeMap<>();
    Optional<RelayBlock.NextSession> nextSession = Optional.empty();

    Content available(Candidate... candidates) {
      for (Candidate candidate : candidates) {
        available.put(candidate.hash(Hash32.ZERO), validators(VALIDATORS));
      }
      return this;
    }

    Content back(Candidate... candidates) {
      for (Candidate candidate : candidates) {
        backed.add(new RelayBlock.Backed(candidate, validators(VALIDATORS)));
      }
      return this;
    }

    Content call(RelayCall... more) {
      calls.addAll(Arrays.asList(more));
      return this;
    }

    Content post(BodyPost... more) {
      posts.addAll(Arrays.asList(more));
      return this;
    }

    Content votes(Candidate candidate, int count) {
      votes.put(candidate.hash(Hash32.ZERO), validators(count));
      return this;
    }

    Content session() {
      nextSession = Optional.of(nextSession());
      return this;
    }
  }

  /** The block with this content after the state. */
  RelayBlock block(Consumer<Content> fill) {
    Content content = new Content();
    fill.accept(content);
    BlockRef ref = new BlockRef(state.number() + 1, hash(1_000_000L + ++serial));
    return new RelayBlock(
        ref,
        state.ref().hash(),
        content.available,
        content.backed,
        content.calls,
        content.posts,
        content.votes,
        content.nextSession);
  }

  /** Makes a block and gives what it did. */
  List<RelayEvent> mine(Consumer<Content> fill) {
    RelayTransition.Outcome outcome = RelayTransition.apply(state, block(fill));
    state = outcome.state();
    return outcome.events();
  }

  /** Makes empty blocks. */
  void mine(int blocks) {
    for (int i = 0; i < blocks; i++) {
      mine(content -> {});
    }
  }

  List<RelayEvent> session() {
    return mine(Content::session);
  }

  List<RelayEvent> call(RelayCall... calls) {
    return mine(content -> content.call(calls));
  }

  /** Opens a channel by all steps of its life. */
  void open(ParaId sender, ParaId recipient) {
    open(sender, recipient, LIMITS);
  }

  void open(ParaId sender, ParaId recipient, ChannelLimits limits) {
    call(
        new RelayCall.InitOpen(sender, recipient, limits, 1),
        new RelayCall.AcceptOpen(recipient, sender, limits));
    session();
  }

  /** Backs candidates in one block and makes them available in the next. */
  List<RelayEvent> include(Candidate... candidates) {
    mine(content -> content.back(candidates));
    return mine(content -> content.available(candidates));
  }

  /** Lets a sender send once; gives the block that enacted it. */
  long send(ParaId sender, ParaId... recipients) {
    include(candidate(sender).send(recipients).build());
    return state.number();
  }

  /** Which rule a candidate would break in the next block. */
  Optional<CandidateFault> judge(Candidate candidate) {
    return judge(candidate, validators(VALIDATORS));
  }

  Optional<CandidateFault> judge(Candidate candidate, SortedSet<Integer> signers) {
    RelayBlock block =
        block(content -> content.backed.add(new RelayBlock.Backed(candidate, signers)));
    return outcome(block).events().stream()
        .filter(RelayEvent.CandidateRefused.class::isInstance)
        .map(event -> ((RelayEvent.CandidateRefused) event).fault())
        .findFirst();
  }

  /** Which rule a call would break in the next block. */
  Optional<CallFault> judge(RelayCall call) {
    return outcome(block(content -> content.call(call))).events().stream()
        .filter(RelayEvent.CallRefused.class::isInstance)
        .map(event -> ((RelayEvent.CallRefused) event).fault())
        .findFirst();
  }

  /** Which rule a post would break in the next block. */
  Optional<PostFault> judge(BodyPost post) {
    return outcome(block(content -> content.post(post))).events().stream()
        .filter(RelayEvent.PostRefused.class::isInstance)
        .map(event -> ((RelayEvent.PostRefused) event).fault())
        .findFirst();
  }

  private RelayTransition.Outcome outcome(RelayBlock block) {
    return RelayTransition.apply(state, block);
  }

  /** A candidate on the newest block of its para; sends nothing and acknowledges everything. */
  CandidateBuilder candidate(ParaId para) {
    return new CandidateBuilder(para);
  }

  /** The entries that wait, in queue order. */
  List<Watermark> queue(ParaId recipient) {
    return state.queue(recipient).entries();
  }

  /** A candidate in the making; what is not said is honest. */
  final class CandidateBuilder {
    private final ParaId para;
    private RelayState on = state;
    private long session = state.session().index();
    private Hash32 parentHead;
    private Hash32 head = hash(2_000_000L + ++serial);
    private final SortedSet<Integer> bits = new TreeSet<>();
    private Optional<Integer> size = Optional.empty();
    private Optional<Hash32> root = Optional.empty();
    private Optional<Watermark> watermark = Optional.empty();
    private Optional<Long> number = Optional.empty();
    private Optional<Hash32> storageRoot = Optional.empty();

    private CandidateBuilder(ParaId para) {
      this.para = para;
      List<InFlight> inFlight = state.inFlight(para);
      this.parentHead =
          inFlight.isEmpty()
              ? state.para(para).map(ParaRecord::head).orElse(Hash32.ZERO)
              : inFlight.getLast().candidate().head();
    }

    CandidateBuilder on(RelayState relayParent) {
      on = relayParent;
      return this;
    }

    CandidateBuilder after(Candidate parent) {
      parentHead = parent.head();
      return this;
    }

    CandidateBuilder parentHead(Hash32 other) {
      parentHead = other;
      return this;
    }

    CandidateBuilder session(long other) {
      session = other;
      return this;
    }

    CandidateBuilder send(ParaId... recipients) {
      for (ParaId recipient : recipients) {
        bits.add(state.slot(new ChannelId(para, recipient)).orElseThrow());
      }
      return this;
    }

    CandidateBuilder bit(int slot) {
      bits.add(slot);
      return this;
    }

    CandidateBuilder size(int slots) {
      size = Optional.of(slots);
      return this;
    }

    CandidateBuilder root(Hash32 messageRoot) {
      root = Optional.of(messageRoot);
      return this;
    }

    CandidateBuilder watermark(long block, ParaId sender) {
      watermark = Optional.of(new Watermark(block, sender));
      return this;
    }

    CandidateBuilder watermark(Watermark position) {
      watermark = Optional.of(position);
      return this;
    }

    CandidateBuilder number(long relayParentNumber) {
      number = Optional.of(relayParentNumber);
      return this;
    }

    CandidateBuilder storageRoot(Hash32 other) {
      storageRoot = Optional.of(other);
      return this;
    }

    Candidate build() {
      int most = bits.isEmpty() ? 0 : bits.last() + 1;
      int[] set = bits.stream().mapToInt(Integer::intValue).toArray();
      Commitments header =
          new Commitments(
              root.orElse(bits.isEmpty() ? Hash32.ZERO : hash(3_000_000L + serial)),
              Bitfield.of(size.orElse(most), set),
              watermark.orElse(Watermark.endOf(number.orElse(on.number()))),
              number.orElse(on.number()),
              storageRoot.orElse(on.storageRoot()));
      return with(new CandidateCommitments.Seed(header));
    }

    Candidate hrmp(long watermarkBlock, CandidateCommitments.Message... messages) {
      return with(
          new CandidateCommitments.Hrmp(
              List.of(messages),
              watermarkBlock,
              number.orElse(on.number()),
              storageRoot.orElse(on.storageRoot())));
    }

    private Candidate with(CandidateCommitments commitments) {
      return new Candidate(
          para, session, on.ref().hash(), parentHead, head, commitments, Hash32.ZERO, Hash32.ZERO);
    }
  }

  /** The cell of a channel. */
  ChannelCell cell(ChannelId channel) {
    return state.cell(channel).orElseThrow();
  }
}
