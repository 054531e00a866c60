package dev.fairlead.xcmp.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.model.AllocationMeter;
import dev.fairlead.xcmp.model.CodecFuzz;
import dev.fairlead.xcmp.model.Mutation;
import dev.fairlead.xcmp.relaychain.CandidateCodec;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes at the decoders of peers' messages: a value whose encoding is exactly those bytes, or a
 * {@link DecodingException}; never more memory than a multiple of the input. {@code
 * -Dfairlead.seed=N} repeats a run.
 */
final class PeerCodecFuzzTest {
  private static final long SEED = CodecFuzz.SEED;
  private static final int ROUNDS = 2_000;
  private static final long FACTOR = 48;
  private static final long BASE_BYTES = 16_384;

  static Map<String, Spoken> examples() {
    return ExampleFrames.all();
  }

  @Test
  void everyMessage_survivesTheWire() throws DecodingException {
    System.out.println("PeerCodecFuzzTest seed " + SEED);
    RandomMessages messages = new RandomMessages(new Random(SEED));
    for (int i = 0; i < 3_000; i++) {
      Spoken spoken = messages.any();
      Bytes encoded = spoken.encode();

      assertThat(spoken.decode(encoded)).as("seed %d", SEED).isEqualTo(spoken);
    }
  }

  @ParameterizedTest
  @MethodSource("exampleNames")
  void damagedBytes_areRefusedOrReadWithoutLoss(String name) {
    Spoken spoken = examples().get(name);

    CodecFuzz.refusesOrReadsWithoutLoss(
        bytes -> spoken.decode(bytes).encode(), spoken.encode(), ROUNDS);
  }

  static java.util.stream.Stream<String> exampleNames() {
    return examples().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("exampleNames")
  void everyPrefix_isRefused_andSoIsASurplusByte(String name) {
    Spoken spoken = examples().get(name);
    Bytes valid = spoken.encode();
    for (int size = 0; size < valid.size(); size++) {
      Bytes cut = valid.slice(0, size);
      assertThatThrownBy(() -> spoken.decode(cut)).isInstanceOf(DecodingException.class);
    }
    byte[] longer = new byte[valid.size() + 1];
    valid.write(longer, 0);

    assertThatThrownBy(() -> spoken.decode(Bytes.of(longer)))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("surplus");
  }

  @ParameterizedTest
  @MethodSource("exampleNames")
  void decoding_allocatesNoMoreThanAMultipleOfTheInput(String name) throws Exception {
    Spoken spoken = examples().get(name);
    Mutation mutation = new Mutation(new Random(SEED));
    for (int i = 0; i < 200; i++) {
      Bytes damaged = mutation.of(spoken.encode());
      long allocated = AllocationMeter.of(() -> decodeQuietly(spoken, damaged));
      assertThat(allocated)
          .as("seed %d input of %d bytes: %s", SEED, damaged.size(), damaged)
          .isLessThan(BASE_BYTES + FACTOR * damaged.size());
    }
  }

  @Test
  void fullLists_areDecodedWithinTheSameMultiple() throws Exception {
    RandomMessages messages = new RandomMessages(new Random(SEED));
    for (int i = 0; i < 400; i++) {
      Spoken spoken = messages.any();
      Bytes encoded = spoken.encode();
      assertThat(AllocationMeter.of(() -> decodeQuietly(spoken, encoded)))
          .as("seed %d message of %d bytes", SEED, encoded.size())
          .isLessThan(BASE_BYTES + FACTOR * encoded.size());
    }
  }

  @ParameterizedTest
  @MethodSource("exampleNames")
  void messageLongerThanItsLimit_isRefusedBeforeItIsCopied(String name) throws Exception {
    Spoken spoken = examples().get(name);
    boolean isResponse = spoken instanceof Spoken.Reply;
    PeerProtocol protocol = spoken.protocol();
    int max = isResponse ? protocol.responseBytesMax() : protocol.requestBytesMax();
    Bytes tooLong = Bytes.of(new byte[max + 1]);

    assertThatThrownBy(() -> spoken.decode(tooLong))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("at most " + max);
    assertThat(AllocationMeter.of(() -> decodeQuietly(spoken, tooLong))).isLessThan(BASE_BYTES);
  }

  private static void decodeQuietly(Spoken spoken, Bytes bytes) {
    try {
      spoken.decode(bytes);
    } catch (DecodingException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Test
  void damagedCandidate_isRefusedOrReadWithoutLoss() {
    int refused =
        CodecFuzz.refusesOrReadsWithoutLoss(
            bytes -> CandidateCodec.encode(CandidateCodec.decode(bytes)),
            CandidateCodec.encode(ExampleFrames.candidate()),
            ROUNDS);

    assertThat(refused).isGreaterThan(ROUNDS / 20);
  }
}
