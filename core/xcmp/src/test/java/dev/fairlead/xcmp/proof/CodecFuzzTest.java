package dev.fairlead.xcmp.proof;

import static dev.fairlead.xcmp.proof.Scene.P;
import static dev.fairlead.xcmp.proof.Scene.RELAY_PARENT;
import static dev.fairlead.xcmp.proof.Scene.S1000;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.hrmp.HrmpChannel;
import dev.fairlead.xcmp.model.AllocationMeter;
import dev.fairlead.xcmp.model.CodecFuzz;
import dev.fairlead.xcmp.model.Mutation;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged bytes at every decoder: a value whose own encoding is exactly those bytes, or a {@link
 * DecodingException}; never more memory than {@code FACTOR} times the input. {@code
 * -Dfairlead.seed=N} repeats a run.
 */
final class CodecFuzzTest {
  private static final long SEED = CodecFuzz.SEED;
  private static final int ROUNDS = 6_000;
  private static final long FACTOR = 48;
  private static final long BASE_BYTES = 16_384;

  /** A decoder with one valid input; gives the encoding of what it read. */
  enum Codec {
    INGRESS {
      @Override
      Bytes valid() {
        return XcmpIngressCodec.encode(Scene.byId().honest());
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        return XcmpIngressCodec.encode(XcmpIngressCodec.decode(bytes));
      }
    },
    EGRESS {
      @Override
      Bytes valid() {
        Scene scene = Scene.byId();
        EgressBuilder builder =
            new EgressBuilder(scene.world.row(S1000), RELAY_PARENT, scene.world.state());
        builder.send(1, scene.world.oldHead(S1000, P), Scene.text("body"));
        builder.send(2, Optional.empty(), Bytes.EMPTY);
        return XcmpEgressCodec.encode(builder.build());
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        return XcmpEgressCodec.encode(XcmpEgressCodec.decode(bytes));
      }
    },
    COMMITMENTS {
      @Override
      Bytes valid() {
        return new Commitments(
                new Hash32(1, 2, 3, 4),
                Bitfield.of(21, 0, 3, 20),
                new Watermark(5, P),
                9,
                Hash32.ZERO)
            .encode();
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        return Commitments.decode(bytes).encode();
      }
    },
    HRMP_CHANNEL {
      @Override
      Bytes valid() {
        HrmpChannel.Deposits deposits = new HrmpChannel.Deposits(BigInteger.TEN, BigInteger.TWO);
        return new HrmpChannel(1, 2, 3, 4, 5, Optional.of(Hash32.ZERO), Optional.of(deposits))
            .encode();
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        return HrmpChannel.decode(bytes).encode();
      }
    },
    DIGESTS {
      @Override
      Bytes valid() {
        return RelayItems.encodeDigests(
            List.of(
                new RelayItems.Digest(100, List.of(S1000, P)),
                new RelayItems.Digest(102, List.of(S1000))));
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        RelayItems.decodeDigests(bytes);
        return bytes;
      }
    },
    SCALE {
      @Override
      Bytes valid() {
        return new ScaleWriter()
            .writeCompact(1L << 40)
            .writeBytes(Scene.text("some text"))
            .writeList(List.of(1L, 2L, 3L), ScaleWriter::writeU32)
            .writeOption(Optional.of(7), ScaleWriter::writeU8)
            .writeU128(BigInteger.ONE.shiftLeft(100))
            .writeU64(-1)
            .writeU16(7)
            .writeHash(Hash32.ZERO)
            .toBytes();
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        ScaleReader reader = ScaleReader.of(bytes);
        ScaleWriter target =
            new ScaleWriter()
                .writeCompact(reader.readCompact())
                .writeBytes(reader.readBytes(Integer.MAX_VALUE))
                .writeList(
                    reader.readList(Integer.MAX_VALUE, 4, ScaleReader::readU32),
                    ScaleWriter::writeU32)
                .writeOption(reader.readOption(ScaleReader::readU8), ScaleWriter::writeU8)
                .writeU128(reader.readU128())
                .writeU64(reader.readU64())
                .writeU16(reader.readU16())
                .writeHash(reader.readHash());
        reader.demandEnd();
        return target.toBytes();
      }
    };

    abstract Bytes valid();

    abstract Bytes again(Bytes bytes) throws DecodingException;
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void damagedBytes_areRefusedOrReadWithoutLoss(Codec codec) {
    int refused = CodecFuzz.refusesOrReadsWithoutLoss(codec::again, codec.valid(), ROUNDS);

    assertThat(refused).as("seed %d", SEED).isGreaterThan(ROUNDS / 20);
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void everyPrefix_isRefused_andTheWholeIsRead(Codec codec) throws DecodingException {
    CodecFuzz.refusesPrefixes(
        codec::again, codec.valid(), size -> codec == Codec.HRMP_CHANNEL && size == 53); // abridged
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void decoding_allocatesNoMoreThanAMultipleOfTheInput(Codec codec) throws Exception {
    Bytes valid = codec.valid();
    codec.again(valid);
    Mutation mutation = new Mutation(new Random(SEED));
    for (int i = 0; i < 500; i++) {
      Bytes damaged = mutation.of(valid);
      long allocated = AllocationMeter.of(() -> decodeQuietly(codec, damaged));
      assertThat(allocated)
          .as("seed %d input of %d bytes: %s", SEED, damaged.size(), damaged)
          .isLessThan(BASE_BYTES + 4 * FACTOR * damaged.size());
    }
  }

  private static void decodeQuietly(Codec codec, Bytes bytes) {
    try {
      codec.again(bytes);
    } catch (DecodingException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Test
  void worstInputsThatWeKnow_stayWithinTheDeclaredBound() throws Exception {
    List<Bytes> worst = new ArrayList<>();
    List<Bytes> tiny = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      tiny.add(Bytes.of(new byte[] {(byte) i}));
    }
    worst.add(encoded(tiny, List.of()));
    ChannelProof bare =
        new ChannelProof(
            new ParaId(70_000),
            0,
            0,
            List.of(),
            Hash32.ZERO,
            0,
            Optional.empty(),
            List.of(),
            List.of());
    List<ChannelProof> channels = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      channels.add(bare);
    }
    worst.add(encoded(List.of(), channels));
    worst.add(encoded(List.of(), List.of(Scene.withBodies(bare, tiny))));
    AtomicReference<XcmpIngress> sink = new AtomicReference<>();
    for (Bytes input : worst) {
      long allocated = AllocationMeter.of(() -> sink.set(XcmpIngressCodec.decode(input)));
      assertThat(allocated)
          .as("%d bytes of input", input.size())
          .isLessThan(BASE_BYTES + FACTOR * input.size());
      assertThat(
              IngressCheck.judge(
                  IngressState.start(P), Scene.byId().world.claim(1, Scene.ALL), sink.get()))
          .isInstanceOfSatisfying(
              IngressVerdict.Invalid.class,
              invalid -> assertThat(invalid.step()).isEqualTo(ProofStep.V1));
    }
  }

  private static Bytes encoded(List<Bytes> nodes, List<ChannelProof> channels) {
    return XcmpIngressCodec.encode(new XcmpIngress(1, 1, Hash32.ZERO, nodes, channels));
  }

  @Test
  void bitfield_withABitBeyondItsSize_isRefused() {
    Bytes valid = Codec.COMMITMENTS.valid();
    byte[] stray = valid.toByteArray();
    stray[1 + 32 + 3] |= (byte) 0x80;

    assertThatThrownBy(() -> Commitments.decode(Bytes.of(stray)))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("bit 23");
  }
}
