package dev.fairlead.node.relayer;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.relayer.node.ChainSender;
import dev.fairlead.node.relayer.node.Verifier;
import dev.fairlead.node.runtime.EffectExecutor;
import dev.fairlead.opstack.relay.Account;
import dev.fairlead.opstack.relay.Admission;
import dev.fairlead.opstack.relay.Inclusion;
import dev.fairlead.opstack.relay.RelayEffect;
import dev.fairlead.opstack.relay.RelayEvent;
import dev.fairlead.opstack.relay.RelayInput;
import dev.fairlead.opstack.relay.RelayRecord;
import dev.fairlead.opstack.relay.Simulation;
import dev.fairlead.opstack.relay.WaitCause;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * Carries out the machine's orders: stores on the loop's thread, before anything that follows; asks
 * on virtual threads; sends in order, one line per chain. Every question is answered.
 */
final class RelayExecutor implements EffectExecutor<RelayInput, RelayEffect> {
  private static final Logger LOG = System.getLogger(RelayExecutor.class.getName());

  private final Ports ports;
  private final ExecutorService threads;
  private final ChainScanner.Sink inputs;
  private final Consumer<List<RelayRecord>> store;
  private final Consumer<RelayEvent> events;

  /** The world outside. */
  record Ports(
      Verifier verifier,
      Map<ChainId, ChainSender> senders,
      Map<ChainId, SendLine> lines,
      FailureCounter failures) {}

  /** Counts questions that got no usable answer. */
  @FunctionalInterface
  interface FailureCounter {
    /** One more; {@code source} is a chain id or "supernode". */
    void count(String source);
  }

  RelayExecutor(
      Ports ports,
      ExecutorService threads,
      ChainScanner.Sink inputs,
      Consumer<List<RelayRecord>> store,
      Consumer<RelayEvent> events) {
    this.ports = ports;
    this.threads = threads;
    this.inputs = inputs;
    this.store = store;
    this.events = events;
  }

  @Override
  public void execute(RelayEffect effect, Consumer<? super RelayInput> answers) {
    switch (effect) {
      case RelayEffect.Persist persist -> store.accept(persist.records());
      case RelayEffect.Report report -> events.accept(report.event());
      case RelayEffect.Send send -> line(send.chain()).add(send);
      case RelayEffect.QueryAdmission query ->
          ask(
              "supernode",
              () -> ports.verifier().check(query),
              new Admission.NotYet(WaitCause.VERIFIER_UNREACHABLE),
              a -> new RelayInput.AdmissionAnswered(query.messageHash(), query.identifier(), a));
      case RelayEffect.Simulate query ->
          ask(
              query.chain().toString(),
              () -> sender(query.chain()).simulate(query.from(), query.call()),
              new Simulation.Unreachable(),
              a -> new RelayInput.SimulationAnswered(query.messageHash(), query.identifier(), a));
      case RelayEffect.QueryAccount query ->
          this.<Account>ask(
              query.chain().toString(),
              () -> sender(query.chain()).account(query.account()),
              new Account.Unreachable(),
              a -> new RelayInput.AccountAnswered(query.chain(), a));
      case RelayEffect.QueryInclusion query ->
          this.<Inclusion>ask(
              query.chain().toString(),
              () -> sender(query.chain()).inclusion(query.account(), query.transactions()),
              new Inclusion.Unreachable(),
              a -> new RelayInput.InclusionAnswered(query.chain(), a));
    }
  }

  private SendLine line(ChainId chain) {
    SendLine line = ports.lines().get(chain);
    if (line == null) {
      throw new IllegalStateException("no node of chain " + chain);
    }
    return line;
  }

  private ChainSender sender(ChainId chain) {
    ChainSender sender = ports.senders().get(chain);
    if (sender == null) {
      throw new IllegalStateException("no node of chain " + chain);
    }
    return sender;
  }

  private interface Question<A> {
    A ask() throws SourceFailure;
  }

  private interface Wrapper<A> {
    RelayInput wrap(A answer);
  }

  private <A> void ask(String source, Question<A> question, A unreachable, Wrapper<A> wrapper) {
    threads.execute(() -> {
      A answer = unreachable;
      try {
        answer = question.ask();
      } catch (SourceFailure e) {
        ports.failures().count(source);
        LOG.log(Level.DEBUG, "no_answer source=" + source + " error=" + e.getMessage());
      }
      try {
        inputs.put(wrapper.wrap(answer));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }
}
