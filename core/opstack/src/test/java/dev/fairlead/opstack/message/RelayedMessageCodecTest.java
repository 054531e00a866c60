package dev.fairlead.opstack.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayedMessageCodecTest {
  private static final Hash32 HASH = Hash32.ofNumber(7);
  private static final Bytes DATA = Bytes.of(Hash32.ofNumber(9).toByteArray());

  @Test
  void topicIsTheHashOfTheSignature() {
    byte[] signature =
        "RelayedMessage(uint256,uint256,bytes32,bytes32)".getBytes(StandardCharsets.US_ASCII);

    assertThat(RelayedMessageCodec.TOPIC).isEqualTo(Keccak256.hash(signature));
  }

  @Test
  void readsTheEventOfTheMessenger() {
    EventLog log = log(List.of(RelayedMessageCodec.TOPIC, id(901), Hash32.ofNumber(3), HASH), DATA);

    assertThat(RelayedMessageCodec.decode(log))
        .contains(
            new RelayedMessage(ChainId.of(901), Hash32.ofNumber(3), HASH, Hash32.ofNumber(9)));
  }

  @Test
  void ignoresEverythingElse() {
    List<Hash32> topics = List.of(RelayedMessageCodec.TOPIC, id(901), Hash32.ofNumber(3), HASH);
    EventLog foreign = new EventLog(Predeploys.CROSS_L2_INBOX, topics, DATA);

    assertThat(RelayedMessageCodec.decode(foreign)).isEmpty();
    assertThat(RelayedMessageCodec.decode(log(topics.subList(0, 3), DATA))).isEmpty();
    assertThat(RelayedMessageCodec.decode(log(topics, Bytes.EMPTY))).isEmpty();
    assertThat(RelayedMessageCodec.decode(log(List.of(HASH, HASH, HASH, HASH), DATA))).isEmpty();
  }

  private static Hash32 id(long chain) {
    return ChainId.of(chain).word();
  }

  private static EventLog log(List<Hash32> topics, Bytes data) {
    return new EventLog(Predeploys.L2_TO_L2_MESSENGER, topics, data);
  }
}
