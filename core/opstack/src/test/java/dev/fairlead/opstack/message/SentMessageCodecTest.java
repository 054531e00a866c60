package dev.fairlead.opstack.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SentMessageCodecTest {
  @Test
  void v10_logOfTheMessenger() {
    EventLog log = Vectors.v10Log();

    assertThat(SentMessageCodec.decode(log)).contains(Vectors.V10_SENT);
    assertThat(SentMessageCodec.encode(Vectors.V10_SENT)).isEqualTo(log);
    assertThat(MessageHashes.payloadHash(log)).isEqualTo(Vectors.V10_PAYLOAD_HASH);
    assertThat(MessageHashes.checksum(Vectors.V10_IDENTIFIER, Vectors.V10_PAYLOAD_HASH))
        .isEqualTo(Vectors.V10_CHECKSUM);
  }

  @Test
  void v11_messageHash() {
    assertThat(Vectors.V10_SENT.messageHash(ChainId.of(901)))
        .hasToString("0x98d2b4aff4d5e0562cb4e1eb0bce339ea89c84c57568d1b835a6127405b9da29");
  }

  @Test
  void v12_relayCalldata() throws DecodingException {
    RelayCall call = new RelayCall(Vectors.V10_IDENTIFIER, Vectors.v10Log().payload());

    assertThat(RelayCallCodec.encode(call)).isEqualTo(Vectors.read("v12-calldata"));
    assertThat(RelayCallCodec.decode(Vectors.read("v12-calldata"))).isEqualTo(call);
  }

  @Test
  void v2_payloadOfATokenTransfer() {
    Bytes payload = Vectors.read("v2-payload");
    List<Hash32> topics =
        java.util.stream.IntStream.range(0, 4)
            .mapToObj(i -> Hash32.read(payload.toByteArray(), Hash32.SIZE * i))
            .toList();
    EventLog log =
        new EventLog(Predeploys.L2_TO_L2_MESSENGER, topics, payload.slice(128, payload.size()));

    SentMessage sent = SentMessageCodec.decode(log).orElseThrow();

    assertThat(sent.destination()).isEqualTo(ChainId.of(902));
    assertThat(sent.message().size()).isEqualTo(132);
    assertThat(log.payload()).isEqualTo(payload);
    assertThat(SentMessageCodec.encode(sent)).isEqualTo(log);
  }

  @Test
  void onlyTheMessengersOwnLogCounts() {
    EventLog log = Vectors.v10Log();
    List<Hash32> three = log.topics().subList(0, 3);
    List<Hash32> padded =
        List.of(
            log.topics().get(0),
            log.topics().get(1),
            Hash32.literal("0x" + "11".repeat(32)),
            log.topics().get(3));

    assertThat(decode(Predeploys.CROSS_L2_INBOX, log.topics(), log.data())).isEmpty();
    assertThat(decode(log.address(), three, log.data())).isEmpty();
    assertThat(decode(log.address(), padded, log.data())).isEmpty();
    assertThat(decode(log.address(), log.topics(), Bytes.EMPTY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 32, 62, 64, 95, 100, 127})
  void refusesAnyOtherFormOfTheData(int index) {
    EventLog log = Vectors.v10Log();
    byte[] data = log.data().toByteArray();
    data[index] ^= 0x40;

    assertThat(decode(log.address(), log.topics(), Bytes.of(data))).isEmpty();
  }

  @Test
  void refusesSurplusBytes() {
    EventLog log = Vectors.v10Log();
    byte[] data = java.util.Arrays.copyOf(log.data().toByteArray(), log.data().size() + 32);

    assertThat(decode(log.address(), log.topics(), Bytes.of(data))).isEmpty();
    assertThatThrownBy(
            () -> RelayCallCodec.decode(Bytes.literal(Vectors.read("v12-calldata") + "00")))
        .isInstanceOf(DecodingException.class);
  }

  @Test
  void damagedCalldataNeverEndsInAnotherException() {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] calldata = Vectors.read("v12-calldata").toByteArray();
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = java.util.Arrays.copyOf(calldata, random.nextInt(calldata.length + 40));
      for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Bytes input = Bytes.of(damaged);
      try {
        assertThat(RelayCallCodec.encode(RelayCallCodec.decode(input)))
            .as("seed %d", seed)
            .isEqualTo(input);
      } catch (DecodingException e) {
        assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
      }
    }
  }

  private static java.util.Optional<SentMessage> decode(
      Address20 address, List<Hash32> topics, Bytes data) {
    return SentMessageCodec.decode(new EventLog(address, topics, data));
  }
}
