package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Acceptance;
import dev.fairlead.xcmp.relaychain.BodyPost;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.Channel;
import dev.fairlead.xcmp.relaychain.Enacted;
import dev.fairlead.xcmp.relaychain.OpenRequest;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayCall;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Carries out the commands of one script, in order. */
final class Interpreter {
  private static final int PARAS_MAX = 1_000;
  private static final ChannelLimits LIMITS = new ChannelLimits(25, 102_400, 102_400);

  private final Names names = new Names();
  private final Genesis genesis = new Genesis();
  private final CandidateBench bench = new CandidateBench(names);
  private final ParaPlay paras = new ParaPlay();
  private final Transit transit = new Transit(paras);
  private final CandidateDesk desk = new CandidateDesk(names, bench, paras, transit);
  private @Nullable RelayPlay relay; // absent until the first command that needs it

  /** What a command brings about. */
  List<Fact> carryOut(ScriptCommand command, Words.Word at) throws ScriptException {
    return switch (command) {
      case ScriptCommand.Settings settings -> set(settings);
      case ScriptCommand.Para para -> register(para, at);
      case ScriptCommand.Session session -> plan(session, at);
      case ScriptCommand.Block(int count) -> relay().mine(count, at);
      case ScriptCommand.Call(RelayCall call) -> prepare(call);
      case ScriptCommand.Open open -> prepare(open(open));
      case ScriptCommand.Accept accept -> prepare(accept(accept));
      case ScriptCommand.AcceptClose(ChannelId channel) -> prepare(acceptClose(channel));
      case ScriptCommand.Send send -> send(send);
      case ScriptCommand.Transfer transfer -> transfer(transfer);
      case ScriptCommand.Deliver deliver -> deliver(deliver);
      case ScriptCommand.Candidate candidate -> candidate(candidate);
      case ScriptCommand.Available available -> {
        relay().setAvailable(available.para(), available.validators());
        yield List.of();
      }
      case ScriptCommand.Fork(Words.Word block) -> relay().fork(block);
      case ScriptCommand.Finalize(Words.Word block) -> relay().finalizeAt(block);
      case ScriptCommand.Post post -> post(post);
      case ScriptCommand.Dispute dispute -> dispute(dispute);
      case ScriptCommand.Show show -> show(show);
    };
  }

  /** The relay chain; it begins with the first command that needs it. */
  private RelayPlay relay() {
    RelayPlay playing = relay;
    if (playing == null) {
      playing = genesis.begin(names, transit::seen);
      relay = playing;
    }
    return playing;
  }

  private List<Fact> set(ScriptCommand.Settings settings) throws ScriptException {
    if (relay != null) {
      throw settings.at().error("expected settings before the relay chain begins");
    }
    genesis.set(settings.values());
    return List.of();
  }

  private List<Fact> register(ScriptCommand.Para para, Words.Word at) throws ScriptException {
    if (paras.paras().size() == PARAS_MAX && !paras.isKnown(para.para())) {
      throw at.error("expected at most " + PARAS_MAX + " paras in a script");
    }
    Hash32 head = paras.register(para.para(), para.accounts());
    names.call(head, para.para() + ".0");
    boolean isMark = para.para().equals(ParaId.LOWEST) || para.para().equals(ParaId.HIGHEST);
    if (relay == null && !isMark && !genesis.isRegistered(para.para())) {
      genesis.register(para.para(), ParaRecord.registered(para.kind(), head, para.balance()));
      return List.of();
    }
    return prepare(new RelayCall.Register(para.para(), para.kind(), head, para.balance()));
  }

  private List<Fact> plan(ScriptCommand.Session session, Words.Word at) throws ScriptException {
    RelayPlay playing = relay;
    SessionPlan plan = (playing == null ? genesis.plan() : playing.plan()).with(session);
    if (plan.groups() > plan.validators()) {
      throw at.error(
          "expected no more groups than validators, got %d groups of %d validators"
              .formatted(plan.groups(), plan.validators()));
    }
    if (playing == null) {
      genesis.plan(plan);
    } else {
      playing.endSession(plan);
    }
    return List.of();
  }

  private List<Fact> prepare(RelayCall call) {
    relay().prepared().add(call);
    return List.of();
  }

  private RelayCall open(ScriptCommand.Open open) {
    int delayMin = relay().tip().settings().channels().closeDelaySessions();
    return new RelayCall.InitOpen(
        open.channel().sender(),
        open.channel().recipient(),
        limits(open.limits(), LIMITS),
        open.delaySessions().orElse(delayMin));
  }

  /** Limits that are not written are those of the request. */
  private RelayCall accept(ScriptCommand.Accept accept) {
    ChannelId channel = accept.channel();
    Optional<ChannelLimits> asked =
        Optional.ofNullable(relay().tip().openRequests().get(channel)).map(OpenRequest::limits);
    ChannelLimits proposed =
        relay()
            .prepared()
            .request(channel.sender(), channel.recipient())
            .map(RelayCall.InitOpen::limits)
            .or(() -> asked)
            .orElse(LIMITS);
    return new RelayCall.AcceptOpen(
        channel.recipient(), channel.sender(), limits(accept.limits(), proposed));
  }

  private static ChannelLimits limits(ScriptCommand.Limits written, ChannelLimits otherwise) {
    return new ChannelLimits(
        written.count().orElse(otherwise.countMax()),
        written.bytes().orElse(otherwise.totalBytesMax()),
        written.message().orElse(otherwise.messageBytesMax()));
  }

  /** The caller is the side that did not ask. */
  private RelayCall acceptClose(ChannelId id) {
    boolean isSendersWish =
        relay()
            .tip()
            .channel(id)
            .map(Channel::phase)
            .filter(Channel.Phase.Closing.class::isInstance)
            .map(Channel.Phase.Closing.class::cast)
            .map(Channel.Phase.Closing::bySender)
            .orElse(true);
    return new RelayCall.AcceptClose(isSendersWish ? id.recipient() : id.sender(), id);
  }

  private boolean isHrmp() {
    return relay().tip().settings().acceptance() == Acceptance.HRMP;
  }

  private List<Fact> send(ScriptCommand.Send send) throws ScriptException {
    if (isHrmp()) {
      bench.send(send.channel(), send.payload());
    } else {
      demandKnown(send.channel().sender(), send.at());
      paras.send(send.channel(), send.payload());
    }
    return List.of();
  }

  private void demandKnown(ParaId para, Words.Word at) throws ScriptException {
    if (!paras.isKnown(para)) {
      throw at.error("expected a para of this script, got " + para);
    }
  }

  private List<Fact> transfer(ScriptCommand.Transfer transfer) throws ScriptException {
    demandKnown(transfer.from(), transfer.at());
    paras.transfer(transfer);
    return List.of();
  }

  private List<Fact> deliver(ScriptCommand.Deliver deliver) throws ScriptException {
    demandKnown(deliver.channel().recipient(), deliver.at());
    paras.setDelivered(deliver.channel(), deliver.isDelivered());
    return List.of();
  }

  private List<Fact> post(ScriptCommand.Post post) throws ScriptException {
    ChannelId channel = post.channel();
    RelayState tip = relay().tip();
    OptionalLong first =
        tip.queue(channel.recipient()).entries().stream()
            .filter(entry -> entry.para().equals(channel.sender()))
            .mapToLong(Watermark::block)
            .findFirst();
    long block = post.block().orElse(first.orElse(0));
    BodyPost body =
        transit
            .post(tip, channel, block, post.body())
            .orElseThrow(() -> post.at().error("expected a message of " + channel + " that waits"));
    relay().prepared().add(body);
    return List.of();
  }

  private List<Fact> show(ScriptCommand.Show show) {
    LedgerViews ledgers = new LedgerViews(paras, transit, relay().tip());
    return switch (show.subject()) {
      case SUPPLY -> ledgers.supply();
      case LEDGER -> ledgers.ledger(show.paras().getFirst());
      case HEAD, SESSION, REQUESTS, QUEUE, PARA, ROW, POSTS, CHANNEL ->
          new Views(names, relay()).show(show);
    };
  }

  private List<Fact> candidate(ScriptCommand.Candidate command) throws ScriptException {
    if (!isHrmp() && command.wish().bits().isEmpty()) {
      demandKnown(command.para(), command.at());
      return List.of(desk.build(relay(), command));
    }
    Candidate candidate = bench.byHand(relay(), command.para(), command.wish(), isHrmp());
    int signers = command.wish().signers().orElse(CommandParser.VALIDATORS_MAX);
    relay().prepared().add(CandidateBench.backed(relay(), candidate, signers));
    String name = names.name(candidate.hash(relay().tip().settings().genesis()));
    return List.of(
        Fact.of("CandidateBuilt", name + " built by hand, without a proof").with("name", name));
  }

  private List<Fact> dispute(ScriptCommand.Dispute dispute) throws ScriptException {
    Words.Word name = dispute.candidate();
    Candidate candidate =
        bench
            .built(name.text())
            .orElseThrow(() -> Words.unexpected(name, "a candidate built before"));
    Hash32 hash = candidate.hash(relay().tip().settings().genesis());
    int needed =
        relay()
            .tip()
            .enacted(hash)
            .map(Enacted::session)
            .flatMap(relay().tip()::session)
            .map(RelaySession::supermajority)
            .orElse(0);
    relay().prepared().addVotes(hash, RelayPlay.first(dispute.votes().orElse(needed)));
    return List.of();
  }
}
