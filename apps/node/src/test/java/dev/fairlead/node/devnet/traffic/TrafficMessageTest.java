package dev.fairlead.node.devnet.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.eth.PlacedLog;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.devnet.traffic.LogIndex.RelayedLog;
import dev.fairlead.node.devnet.traffic.LogIndex.SentLog;
import dev.fairlead.node.devnet.traffic.MessageState.Execution;
import dev.fairlead.opstack.message.SentMessage;
import dev.fairlead.opstack.message.SentMessageCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficMessageTest {
  private static final ChainId FIRST = ChainId.of(901);
  private static final ChainId MIDDLE = ChainId.of(902);
  private static final ChainId LAST = ChainId.of(903);
  private static final SafeHeights NOTHING_SAFE = new SafeHeights(0, 0);

  private final LogIndex index = new LogIndex();

  @Test
  void transferIsSentExecutedCrossSafeAndFinalized() {
    TrafficMessage message = message(TrafficKind.TRANSFER, List.of(FIRST, MIDDLE));
    assertThat(message.seen(index, NOTHING_SAFE)).isEqualTo(new MessageState.Submitted());

    SentMessage hop = sent(FIRST, MIDDLE, 10, 1);
    assertThat(message.seen(index, NOTHING_SAFE)).isEqualTo(new MessageState.Sent(10));

    executed(FIRST, hop, MIDDLE, 12, 2);
    Execution execution = new Execution(12, false);
    assertThat(message.seen(index, NOTHING_SAFE)).isEqualTo(new MessageState.Executed(execution));
    assertThat(message.seen(index, new SafeHeights(11, 0)))
        .isEqualTo(new MessageState.Executed(execution));
    assertThat(message.seen(index, new SafeHeights(12, 11)))
        .isEqualTo(new MessageState.Delivered(execution));
    assertThat(message.seen(index, new SafeHeights(20, 12)))
        .isEqualTo(new MessageState.Finalized(execution));
  }

  @Test
  void executionInABlockOfTheSameHeightIsAtTheSameTimestamp() {
    TrafficMessage message = message(TrafficKind.SAME_TIMESTAMP, List.of(FIRST, MIDDLE));
    executed(FIRST, sent(FIRST, MIDDLE, 10, 1), MIDDLE, 10, 2);

    assertThat(message.seen(index, NOTHING_SAFE))
        .isEqualTo(new MessageState.Executed(new Execution(10, true)));
  }

  @Test
  void forwardedTransferIsDeliveredAtItsLastChainOnly() {
    TrafficMessage message = message(TrafficKind.FORWARDED, List.of(FIRST, MIDDLE, LAST));
    executed(FIRST, sent(FIRST, MIDDLE, 10, 1), MIDDLE, 11, 2);
    SentMessage second = sent(MIDDLE, LAST, 11, 2);
    assertThat(message.seen(index, new SafeHeights(30, 30)))
        .isEqualTo(new MessageState.Forwarded(MIDDLE, 11));

    executed(MIDDLE, second, LAST, 13, 3);

    assertThat(message.seen(index, new SafeHeights(30, 30)))
        .isEqualTo(new MessageState.Finalized(new Execution(13, false)));
  }

  @Test
  void blockThatIsUndoneTakesItsStateBack() {
    TrafficMessage message = message(TrafficKind.TRANSFER, List.of(FIRST, MIDDLE));
    executed(FIRST, sent(FIRST, MIDDLE, 10, 1), MIDDLE, 12, 2);

    assertThat(message.seen(new LogIndex(), NOTHING_SAFE)).isEqualTo(new MessageState.Submitted());
  }

  private TrafficMessage message(TrafficKind kind, List<ChainId> route) {
    TrafficMessage message = new TrafficMessage(new PlannedMessage(1, kind, route), 0);
    message.taken(Hash32.ofNumber(1));
    return message;
  }

  private SentMessage sent(ChainId from, ChainId to, long block, long transaction) {
    SentMessage sent =
        new SentMessage(
            to, DemoToken.ADDRESS, Hash32.ofNumber(block), DemoToken.ADDRESS, Bytes.EMPTY);
    PlacedLog place = place(sent, block, transaction);
    index.add(new MessengerLogs(List.of(new SentLog(from, place, sent)), List.of()));
    return sent;
  }

  private void executed(ChainId from, SentMessage sent, ChainId at, long block, long transaction) {
    PlacedLog place = place(sent, block, transaction);
    index.add(
        new MessengerLogs(List.of(), List.of(new RelayedLog(at, place, sent.messageHash(from)))));
  }

  private static PlacedLog place(SentMessage sent, long block, long transaction) {
    return new PlacedLog(
        SentMessageCodec.encode(sent),
        new BlockRef(block, Hash32.ofNumber(block)),
        0,
        Hash32.ofNumber(transaction));
  }
}
