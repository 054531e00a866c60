package dev.fairlead.node.devnet.traffic;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.eth.EthClient;
import dev.fairlead.jsonrpc.eth.LogFilter;
import dev.fairlead.jsonrpc.eth.PlacedLog;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.devnet.traffic.LogIndex.SentLog;
import dev.fairlead.node.devnet.world.ChainSet;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.Predeploys;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands the messages of the demonstration in, valid ones at their source, invalid ones where they
 * would be executed. All of it goes through the public ports. Owned by the traffic's thread.
 */
final class TrafficSender implements AutoCloseable {
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final ChainId NOBODY = ChainId.of(999_999);
  private static final long FAR_AHEAD = 1_000;

  private final ChainSet chains;
  private final Map<ChainId, PublicPort> ports = new HashMap<>();
  private final Map<ChainId, PlacedLog> oldest = new HashMap<>();
  private final Map<ChainId, SentLog> latest = new HashMap<>();
  private final Address20 friend;

  TrafficSender(TrafficWorld world) throws SourceFailure {
    this.chains = world.chains();
    List<Address20> accounts = chains.base().rpc().accounts();
    this.friend = accounts.get(1);
    world.ports().forEach((id, uri) -> ports.put(id, new PublicPort(uri, accounts.getFirst())));
    for (DevnetChain chain : chains.all()) {
      oldest.put(chain.id(), firstLog(chain));
    }
  }

  private static PlacedLog firstLog(DevnetChain chain) throws SourceFailure {
    EthClient client = new EthClient(chain.rpc().client());
    return client.logs(new LogFilter(1, 1, DemoToken.ADDRESS, List.of())).getFirst();
  }

  /** Remembers a log that invalid messages of its chain may refer to. */
  void saw(SentLog log) {
    latest.put(log.chain(), log);
  }

  /** Hands in a message; empty while there is nothing yet that it could refer to. */
  Optional<PublicPort.Answer> send(PlannedMessage plan) throws SourceFailure {
    if (plan.kind().isValid()) {
      return Optional.of(port(plan.from()).send(DemoToken.ADDRESS, transfer(plan), List.of()));
    }
    Optional<Announcement> announcement = invalid(plan);
    if (announcement.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(execute(plan.to(), announcement.get()));
  }

  /** Executes a message at once, if its destination has not passed its timestamp. */
  Optional<PublicPort.Answer> executeAtSameTimestamp(PlannedMessage plan, SentLog log)
      throws SourceFailure {
    long timestamp = timestamp(log);
    if (chains.chain(plan.to()).nextTimestamp() != timestamp) {
      return Optional.empty();
    }
    Identifier id = Announcement.identifier(log.chain(), log.place(), timestamp);
    return Optional.of(execute(plan.to(), Announcement.relay(id, log.place().log().payload())));
  }

  private Bytes transfer(PlannedMessage plan) {
    BigInteger amount = TOKEN.multiply(BigInteger.valueOf(1 + plan.number() % 9));
    List<ChainId> onward = plan.route().subList(1, plan.route().size());
    return onward.size() == 1
        ? DemoToken.sendTo(plan.to(), friend, amount)
        : DemoToken.sendAlong(onward, friend, amount);
  }

  private Optional<Announcement> invalid(PlannedMessage plan) {
    return switch (plan.kind()) {
      case UNKNOWN_CHAIN -> Optional.of(unknownChain(plan));
      case EXPIRED -> Optional.of(old(plan.from()));
      case FUTURE -> Optional.of(future(plan));
      case WRONG_PAYLOAD -> latest(plan).map(log -> announcement(log, altered(log)));
      case UNDECLARED -> latest(plan).map(log -> announcement(log, payload(log)).undeclared());
      case NOT_ACCEPTED ->
          chains.chains().containsKey(plan.from())
              ? latest(plan).map(this::executed)
              : Optional.of(old(plan.from()));
      case TRANSFER, SAME_TIMESTAMP, FORWARDED ->
          throw new IllegalArgumentException("not invalid: " + plan);
    };
  }

  private Optional<SentLog> latest(PlannedMessage plan) {
    return Optional.ofNullable(latest.get(plan.from()));
  }

  private Announcement unknownChain(PlannedMessage plan) {
    long block = chains.chain(plan.to()).height();
    long timestamp = chains.chain(plan.to()).grid().timestampOf(block);
    Identifier id = new Identifier(Predeploys.L2_TO_L2_MESSENGER, block, 0, timestamp, NOBODY);
    return Announcement.execute(id, Bytes.EMPTY);
  }

  private Announcement future(PlannedMessage plan) {
    long block = chains.chain(plan.from()).height() + FAR_AHEAD;
    long timestamp = chains.chain(plan.from()).grid().timestampOf(block);
    Identifier id = new Identifier(Predeploys.L2_TO_L2_MESSENGER, block, 0, timestamp, plan.from());
    return Announcement.execute(id, Bytes.EMPTY);
  }

  private Announcement old(ChainId chain) {
    PlacedLog log = Optional.ofNullable(oldest.get(chain)).orElseThrow();
    long timestamp =
        chains.all().stream()
            .filter(each -> each.id().equals(chain))
            .findFirst()
            .orElseThrow()
            .grid()
            .timestampOf(log.block().number());
    return Announcement.execute(
        Announcement.identifier(chain, log, timestamp), log.log().payload());
  }

  private Announcement announcement(SentLog log, Bytes payload) {
    return Announcement.relay(
        Announcement.identifier(log.chain(), log.place(), timestamp(log)), payload);
  }

  private Announcement executed(SentLog log) {
    return Announcement.execute(
        Announcement.identifier(log.chain(), log.place(), timestamp(log)), payload(log));
  }

  private static Bytes payload(SentLog log) {
    return log.place().log().payload();
  }

  /** The last byte of the message is within its amount: more tokens than were sent. */
  private static Bytes altered(SentLog log) {
    byte[] bytes = payload(log).toByteArray();
    int amountEnd = bytes.length - 1 - (-log.message().message().size() & (Hash32.SIZE - 1));
    bytes[amountEnd] ^= 1;
    return Bytes.of(bytes);
  }

  private long timestamp(SentLog log) {
    return chains.chain(log.chain()).grid().timestampOf(log.place().block().number());
  }

  private PublicPort.Answer execute(ChainId at, Announcement announcement) throws SourceFailure {
    return port(at).send(announcement.to(), announcement.input(), announcement.inboxKeys());
  }

  private PublicPort port(ChainId id) {
    return Optional.ofNullable(ports.get(id)).orElseThrow();
  }

  @Override
  public void close() {
    ports.values().forEach(PublicPort::close);
  }
}
