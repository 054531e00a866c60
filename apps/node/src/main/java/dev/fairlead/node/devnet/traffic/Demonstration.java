package dev.fairlead.node.devnet.traffic;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.node.devnet.traffic.LogIndex.SentLog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends the planned messages at a steady pace and follows each of them to its end. One thread of
 * its own does all the work; the results may be read by any.
 */
public final class Demonstration implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Demonstration.class.getName());
  private static final long LOOK_MILLIS = 100;
  private static final int SHOWN = 200;
  private static final int SETTLED_KEPT = 300;

  private final TrafficPlan plan;
  private final Pace pace;
  private final TrafficWorld world;
  private final TrafficSender sender;
  private final ChainReadings readings;
  private final TrafficScreen screen;
  private final Ending ending;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("traffic").factory());

  private final List<TrafficMessage> messages = new ArrayList<>();
  private final Set<Integer> executedAtOnce = new HashSet<>();
  private int next;
  private long nextNanos;
  private volatile Tally tally = Tally.NONE;
  private volatile Supply supply = new Supply.Whole();

  /**
   * How fast it goes.
   *
   * @param distance between two messages
   * @param patience after which a message that has not ended has failed
   */
  public record Pace(Duration distance, Duration patience) {}

  /** Who is told how it ends. */
  public interface Ending {
    /** All planned messages have ended. */
    void done();

    /** It cannot go on. */
    void failed(Throwable error);
  }

  /** A demonstration that has not begun; reads from the chains. */
  public Demonstration(
      TrafficWorld world, TrafficPlan plan, Pace pace, TrafficScreen screen, Ending ending)
      throws SourceFailure {
    this.world = world;
    this.plan = plan;
    this.pace = pace;
    this.screen = screen;
    this.ending = ending;
    this.sender = new TrafficSender(world);
    long lowest =
        world.chains().chains().values().stream().mapToLong(c -> c.height()).min().orElseThrow();
    this.readings = new ChainReadings(world.chains(), lowest);
  }

  /** Begins to send. */
  public void start() {
    nextNanos = System.nanoTime();
    var _ = executor.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** How many messages there were and how they ended. */
  public Tally tally() {
    return tally;
  }

  /** Whether the tokens were complete at every look so far. */
  public Supply supply() {
    return supply;
  }

  // The end of this thread's work: a bug must end the devnet, a chain that is slow must not.
  private void look() {
    try {
      long now = System.nanoTime();
      submit(now);
      readings.refresh(SafeHeights.of(world.chains().chains().keySet(), world.heads()), now);
      supply = readings.supply();
      for (TrafficMessage message : messages) {
        follow(message, now);
      }
      forgetOld();
      List<TrafficMessage> shown =
          messages.subList(Math.max(0, messages.size() - SHOWN), messages.size());
      screen.show(shown.stream().map(message -> message.view(now)).toList(), tally, supply);
      if (!plan.has(next) && tally.underWay() == 0) {
        executor.shutdown();
        ending.done();
      }
    } catch (SourceFailure e) {
      LOG.log(Level.INFO, "traffic_look_failed error=" + e.getMessage());
    } catch (RuntimeException e) {
      if (!executor.isShutdown()) {
        executor.shutdown();
        ending.failed(e);
      }
    }
  }

  private void submit(long now) {
    if (plan.has(next) && now - nextNanos >= 0) {
      TrafficMessage message = new TrafficMessage(plan.message(next), now);
      messages.add(message);
      next++;
      // Missed times are not made up for: a slow machine would get a burst.
      nextNanos = Math.max(nextNanos + pace.distance().toNanos(), now);
      tally = tally.submitted();
      screen.changed(message.view(now));
    }
  }

  private void follow(TrafficMessage message, long now) throws SourceFailure {
    if (message.state().isSettled() && !(message.state() instanceof MessageState.Delivered)) {
      return;
    }
    if (!message.isAnswered()) {
      handIn(message, now);
    }
    if (message.plan().kind().isValid() && message.isAnswered()) {
      trace(message, now);
    }
    if (!message.state().isSettled() && message.age(now).compareTo(pace.patience()) > 0) {
      move(message, new MessageState.Failed("still " + message.state().text()), now);
    }
  }

  private void handIn(TrafficMessage message, long now) throws SourceFailure {
    Optional<PublicPort.Answer> answer = sender.send(message.plan());
    if (answer.isPresent()) {
      switch (answer.get()) {
        case PublicPort.Answer.NotYet _ -> {}
        case PublicPort.Answer.Taken(var hash) -> {
          message.taken(hash);
          if (!message.plan().kind().isValid()) {
            move(message, new MessageState.Failed("was not refused"), now);
          }
        }
        case PublicPort.Answer.Refused(String code) ->
            move(message, refused(message.plan().kind(), code), now);
      }
    }
  }

  private static MessageState refused(TrafficKind kind, String code) {
    return kind.refusal().map(code::equals).orElse(false)
        ? new MessageState.Refused(code)
        : new MessageState.Failed(
            "refused with "
                + code
                + kind.refusal().map(right -> " instead of " + right).orElse(""));
  }

  private void trace(TrafficMessage message, long now) throws SourceFailure {
    SafeHeights safe = SafeHeights.of(world.chains().chains().keySet(), world.heads());
    MessageState seen = message.seen(readings.index(), safe);
    boolean wasDelivered = message.state() instanceof MessageState.Delivered;
    if (!wasDelivered || seen.isSettled()) {
      move(message, seen, now);
    }
    Optional<SentLog> sent = message.sent(readings.index());
    if (sent.isPresent()) {
      sender.saw(sent.get());
      boolean isDue =
          message.plan().kind() == TrafficKind.SAME_TIMESTAMP
              && message.state() instanceof MessageState.Sent
              && !executedAtOnce.contains(message.plan().number());
      if (isDue && isTaken(sender.executeAtSameTimestamp(message.plan(), sent.get()))) {
        executedAtOnce.add(message.plan().number());
      }
    }
  }

  private static boolean isTaken(Optional<PublicPort.Answer> answer) {
    return answer.isPresent() && answer.get() instanceof PublicPort.Answer.Taken;
  }

  private void move(TrafficMessage message, MessageState next, long now) {
    boolean wasSettled = message.state().isSettled();
    if (message.moveTo(next, now)) {
      if (!wasSettled) {
        tally = tally.settled(next);
      }
      screen.changed(message.view(now));
    }
  }

  private void forgetOld() {
    while (messages.size() > SETTLED_KEPT && messages.getFirst().state().isSettled()) {
      executedAtOnce.remove(messages.removeFirst().plan().number());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    sender.close();
  }
}
