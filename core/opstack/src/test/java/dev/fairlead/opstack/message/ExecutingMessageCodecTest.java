package dev.fairlead.opstack.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.MessageReference;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExecutingMessageCodecTest {
  private static final EventLog V13 =
      new EventLog(
          Predeploys.CROSS_L2_INBOX,
          List.of(ExecutingMessageCodec.TOPIC, Vectors.V10_PAYLOAD_HASH),
          Vectors.read("v13-data"));

  @Test
  void v13_logOfTheInbox() {
    ExecutingMessage message =
        new ExecutingMessage(Vectors.V10_IDENTIFIER, Vectors.V10_PAYLOAD_HASH);

    assertThat(ExecutingMessageCodec.decode(V13)).contains(message);
    assertThat(ExecutingMessageCodec.encode(message)).isEqualTo(V13);
    assertThat(message.toReference(7))
        .isEqualTo(
            new MessageReference(
                7, ChainId.of(901), new LogPosition(5, 0), 1795170207L, Vectors.V10_CHECKSUM));
  }

  @Test
  void v13_refusesOtherNumbersOfTopics() {
    List<Hash32> one = V13.topics().subList(0, 1);
    List<Hash32> three = new ArrayList<>(V13.topics());
    three.add(Hash32.ZERO);

    assertThat(decode(V13.address(), one, V13.data())).isEmpty();
    assertThat(decode(V13.address(), three, V13.data())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 128, 159, 161, 192})
  void v13_refusesOtherLengths(int size) {
    byte[] data = java.util.Arrays.copyOf(V13.data().toByteArray(), size);

    assertThat(decode(V13.address(), V13.topics(), Bytes.of(data))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 32, 32 + 23, 64, 64 + 27, 96, 96 + 23})
  void v13_t28_refusesBitsAboveTheCaps(int index) {
    byte[] data = V13.data().toByteArray();
    data[index] = 1;

    assertThat(decode(V13.address(), V13.topics(), Bytes.of(data))).isEmpty();
  }

  @Test
  void onlyTheInboxAndItsTopicCount() {
    List<Hash32> topics = List.of(SentMessageCodec.TOPIC, Vectors.V10_PAYLOAD_HASH);

    assertThat(decode(Predeploys.L2_TO_L2_MESSENGER, V13.topics(), V13.data())).isEmpty();
    assertThat(decode(V13.address(), topics, V13.data())).isEmpty();
  }

  @Test
  void decodeUndoesEncodeForAnyIdentifier() {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      Identifier id =
          new Identifier(
              new Address20(random.nextLong(), random.nextLong(), random.nextInt()),
              random.nextLong(),
              random.nextInt() & 0xffff_ffffL,
              random.nextLong(),
              ChainId.of(new BigInteger(random.nextInt(257), random)));
      ExecutingMessage message = new ExecutingMessage(id, new Hash32(1, 2, 3, random.nextLong()));

      assertThat(ExecutingMessageCodec.decode(ExecutingMessageCodec.encode(message)))
          .as("seed %d", seed)
          .contains(message);
    }
  }

  private static java.util.Optional<ExecutingMessage> decode(
      Address20 address, List<Hash32> topics, Bytes data) {
    return ExecutingMessageCodec.decode(new EventLog(address, topics, data));
  }
}
