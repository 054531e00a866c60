package dev.fairlead.xcmp.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PeerProtocolTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());

  @Test
  void name_isGenesisThenSuffix() {
    assertThat(PeerProtocol.FETCH.name(Hash32.ofNumber(0xab)))
        .isEqualTo("/" + "0".repeat(62) + "ab/xcmp-fetch/1");
  }

  @Test
  void timeout_growsWithBytes_andEndsAtSixSeconds() {
    assertThat(PeerProtocol.FETCH.timeout(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(PeerProtocol.FETCH.timeout(2 << 20)).isEqualTo(Duration.ofMillis(1_500));
    assertThat(PeerProtocol.SUBMIT.timeout(Long.MAX_VALUE)).isEqualTo(Duration.ofSeconds(6));
    assertThat(PeerProtocol.QUEUE.timeout(1 << 20)).isEqualTo(Duration.ofSeconds(1));
    assertThat(PeerProtocol.HANDOVER.timeout(0)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void firstRequestToAPeer_getsThreeSecondsAtLeast() {
    assertThat(PeerProtocol.QUEUE.firstTimeout(0)).isEqualTo(Duration.ofSeconds(3));
    assertThat(PeerProtocol.FETCH.firstTimeout(4 << 20)).isEqualTo(Duration.ofSeconds(4));
    assertThat(PeerProtocol.POV.firstTimeout(12 << 20)).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void frame_anySize_isReadFromItsFirstBytes() throws DecodingException {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      int size = random.nextInt(1 << (1 + random.nextInt(20)));
      Bytes frame = Frame.wrap(Bytes.of(new byte[size]));
      int headBytes = frame.size() - size;
      for (int arrived = 0; arrived < headBytes; arrived++) {
        assertThat(Frame.head(frame.slice(0, arrived), size)).as("seed %d", SEED).isEmpty();
      }

      assertThat(Frame.head(frame, size))
          .as("seed %d", SEED)
          .contains(new Frame.Head(headBytes, size));
      if (size > 0) {
        assertThatThrownBy(() -> Frame.head(frame, size - 1)).isInstanceOf(DecodingException.class);
      }
    }
  }

  @Test
  void frame_lengthThatIsNotMinimalOrTooLong_isRefused() throws DecodingException {
    assertThat(Frame.wrap(Bytes.of(new byte[300])).slice(0, 2)).isEqualTo(Bytes.literal("0xac02"));
    assertThatThrownBy(() -> Frame.head(Bytes.literal("0x8000"), 1_000))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("superfluous");
    assertThatThrownBy(() -> Frame.head(Bytes.literal("0xffffffff01"), Integer.MAX_VALUE))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("exceeds 4 bytes");
    assertThatThrownBy(() -> Frame.head(Bytes.literal("0xffffff7f"), 12 << 20))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("at most");
  }
}
