package dev.fairlead.node.relayer;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.relayer.node.ChainSender;
import dev.fairlead.opstack.relay.RelayEffect;
import dev.fairlead.opstack.relay.RelayInput;
import dev.fairlead.opstack.relay.SendResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends the transactions of one chain in the order in which they were signed, many in one request
 * when they have piled up: nodes see ascending nonces. Its length is bounded by the machine, which
 * has a limited number of transactions open. Runs on a thread of its own until interrupted.
 */
final class SendLine implements Runnable {
  private static final Logger LOG = System.getLogger(SendLine.class.getName());
  private static final int BATCH_MAX = 50;

  private final ChainId chain;
  private final ChainSender sender;
  private final ChainScanner.Sink answers;
  private final RelayExecutor.FailureCounter failures;
  private final BlockingQueue<RelayEffect.Send> waiting = new LinkedBlockingQueue<>();

  SendLine(
      ChainId chain,
      ChainSender sender,
      ChainScanner.Sink answers,
      RelayExecutor.FailureCounter failures) {
    this.chain = chain;
    this.sender = sender;
    this.answers = answers;
    this.failures = failures;
  }

  void add(RelayEffect.Send send) {
    waiting.add(send);
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        List<RelayEffect.Send> batch = new ArrayList<>();
        batch.add(waiting.take());
        waiting.drainTo(batch, BATCH_MAX - 1);
        List<SendResult> results = send(batch);
        for (int i = 0; i < batch.size(); i++) {
          answers.put(
              new RelayInput.SendAnswered(chain, batch.get(i).transaction(), results.get(i)));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<SendResult> send(List<RelayEffect.Send> batch) {
    try {
      List<Bytes> raws = batch.stream().map(RelayEffect.Send::raw).toList();
      return sender.send(raws);
    } catch (SourceFailure e) {
      failures.count(chain.toString());
      LOG.log(Level.DEBUG, "send_failed chain=" + chain + " error=" + e.getMessage());
      return Collections.nCopies(batch.size(), new SendResult.Unreachable());
    }
  }
}
