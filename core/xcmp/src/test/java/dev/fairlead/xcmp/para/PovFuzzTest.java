package dev.fairlead.xcmp.para;

import static dev.fairlead.xcmp.para.ParaBed.ALICE;
import static dev.fairlead.xcmp.para.ParaBed.BOB;
import static dev.fairlead.xcmp.para.ParaBed.LIMITS;
import static dev.fairlead.xcmp.para.ParaBed.P1;
import static dev.fairlead.xcmp.para.ParaBed.P2;
import static dev.fairlead.xcmp.para.ParaBed.P3;
import static dev.fairlead.xcmp.para.ParaBed.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.model.AllocationMeter;
import dev.fairlead.xcmp.model.CodecFuzz;
import dev.fairlead.xcmp.model.Mutation;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.proof.XcmpEgress;
import dev.fairlead.xcmp.proof.XcmpEgressCodec;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.proof.XcmpIngressCodec;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged proofs of validity and their parts: bytes are read without loss or refused, and a whole
 * proof is accepted only if it says the same. {@code -Dfairlead.seed=N} repeats a run.
 */
final class PovFuzzTest {
  private static final long SEED = CodecFuzz.SEED;
  private static final int ROUNDS = 3_000;

  /** Bytes allocated per byte of input: 48 for lists of tiny parts, and copies of the parts. */
  private static final long FACTOR = 64;

  private static final long BASE_BYTES = 32_768;

  /** A decoder with one valid input; gives the encoding of what it read. */
  enum Codec {
    PROOF_OF_VALIDITY {
      @Override
      Bytes valid() {
        return built(scene()).pov();
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        return ProofOfValidity.decode(bytes).encode();
      }
    },
    HEADER {
      @Override
      Bytes valid() {
        return built(scene()).outcome().header().encode();
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        return ParaHeader.decode(bytes).encode();
      }
    },
    BLOCK {
      @Override
      Bytes valid() {
        return built(scene()).proof().block().encode();
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        return ParaBlock.decode(bytes).encode();
      }
    },
    BATCH {
      @Override
      Bytes valid() {
        return MessageBatch.encode(List.of(TRANSFER.encode(), Bytes.EMPTY, MINT.encode()));
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        return MessageBatch.encode(MessageBatch.decode(bytes));
      }
    },
    LEDGER_TRANSFER {
      @Override
      Bytes valid() {
        return TRANSFER.encode();
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        return LedgerEntry.decode(bytes).encode();
      }
    },
    LEDGER_SEND {
      @Override
      Bytes valid() {
        return new LedgerEntry.Send(P2, TRANSFER.encode()).encode();
      }

      @Override
      Bytes again(Bytes bytes) throws DecodingException {
        return LedgerEntry.decode(bytes).encode();
      }
    };

    static final LedgerEntry TRANSFER = transfer(P2, 7);
    static final LedgerEntry MINT = new LedgerEntry.Mint(BOB, 7);

    abstract Bytes valid();

    abstract Bytes again(Bytes bytes) throws DecodingException;
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void damagedBytes_areRefusedOrReadWithoutLoss(Codec codec) {
    CodecFuzz.announce("PovFuzzTest " + codec);
    int refused = CodecFuzz.refusesOrReadsWithoutLoss(codec::again, codec.valid(), ROUNDS);

    assertThat(refused).as("seed %d", SEED).isGreaterThan(ROUNDS / 20);
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void everyPrefix_isRefused_andTheWholeIsRead(Codec codec) throws DecodingException {
    CodecFuzz.refusesPrefixes(codec::again, codec.valid(), _ -> false);
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void decoding_allocatesNoMoreThanAMultipleOfTheInput(Codec codec) throws Exception {
    Bytes valid = codec.valid();
    Mutation mutation = new Mutation(new Random(SEED));
    for (int i = 0; i < 300; i++) {
      Bytes damaged = mutation.of(valid);
      demandBounded(damaged, codec);
    }
  }

  @Test
  void worstInputsThatWeKnow_stayWithinTheBound() throws Exception {
    List<Bytes> tiny = Collections.nCopies(200_000, Bytes.literal("0x01"));
    List<Bytes> empty = Collections.nCopies(200_000, Bytes.EMPTY);
    ProofOfValidity honest = built(scene()).proof();
    for (List<Bytes> many : List.of(tiny, empty)) {
      ProofOfValidity witness =
          new ProofOfValidity(
              honest.parent(), honest.block(), many, honest.ingress(), honest.egress());
      ParaBlock block = new ParaBlock(honest.block().header(), many, List.of());
      demandBounded(witness.encode(), Codec.PROOF_OF_VALIDITY);
      demandBounded(Forger.with(honest, block).encode(), Codec.PROOF_OF_VALIDITY);
      demandBounded(MessageBatch.encode(many), Codec.BATCH);
    }
  }

  private static void demandBounded(Bytes input, Codec codec) throws Exception {
    long allocated = AllocationMeter.of(() -> decodeQuietly(codec, input));
    assertThat(allocated)
        .as("seed %d %s, %d bytes", SEED, codec, input.size())
        .isLessThan(BASE_BYTES + FACTOR * input.size());
  }

  private static void decodeQuietly(Codec codec, Bytes bytes) {
    try {
      switch (codec) {
        case PROOF_OF_VALIDITY -> ProofOfValidity.decode(bytes);
        case HEADER -> ParaHeader.decode(bytes);
        case BLOCK -> ParaBlock.decode(bytes);
        case BATCH -> MessageBatch.decode(bytes);
        case LEDGER_TRANSFER, LEDGER_SEND -> LedgerEntry.decode(bytes);
      }
    } catch (DecodingException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void anAmountBelowOneOrBeyond63Bits_isRefused(long amount) {
    for (LedgerEntry entry : List.of(transfer(P2, amount), new LedgerEntry.Mint(BOB, amount))) {
      assertThatThrownBy(() -> LedgerEntry.decode(entry.encode()))
          .isInstanceOf(DecodingException.class)
          .hasMessageContaining("amount");
    }
  }

  @Test
  void moreThanTenMebibytes_isRefused_andExactlyTenIsRead() throws Exception {
    ProofOfValidity honest = built(scene()).proof();
    int rest = honest.encode().size();
    int fill = ProofOfValidity.BYTES_MAX - rest - 4;
    ProofOfValidity full = withNode(honest, fill);
    int surplus = full.encode().size() - ProofOfValidity.BYTES_MAX;
    ProofOfValidity exact = withNode(honest, fill - surplus);
    ProofOfValidity over = withNode(honest, fill - surplus + 1);

    assertThat(exact.encode().size()).isEqualTo(ProofOfValidity.BYTES_MAX);
    assertThat(ProofOfValidity.decode(exact.encode())).isEqualTo(exact);
    assertThatThrownBy(() -> ProofOfValidity.decode(over.encode()))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("at most " + ProofOfValidity.BYTES_MAX);
  }

  private static ProofOfValidity withNode(ProofOfValidity source, int size) {
    List<Bytes> witness = new ArrayList<>(source.stateWitness());
    witness.add(Bytes.of(new byte[size]));
    return new ProofOfValidity(
        source.parent(), source.block(), witness, source.ingress(), source.egress());
  }

  @Test
  void damagedProofs_areNeverAcceptedAsSomethingElse() {
    ParaBed bed = scene();
    Collation.Built built = built(bed);
    PovVerdict.Valid expected = (PovVerdict.Valid) bed.judge(built);
    Random random = new Random(SEED);
    Mutation mutation = new Mutation(random);
    int decoded = 0;
    for (int i = 0; i < ROUNDS; i++) {
      try {
        ProofOfValidity forged =
            i % 3 == 0
                ? ProofOfValidity.decode(mutation.of(built.pov()))
                : exchanged(built.proof(), random, mutation);
        decoded++;
        Bytes encoded = forged.encode();
        PovVerdict verdict = bed.judge(Forger.named(built.candidate(), forged, encoded), encoded);
        if (verdict instanceof PovVerdict.Valid valid) {
          assertThat(meaning(valid)).as("seed %d round %d", SEED, i).isEqualTo(meaning(expected));
        }
      } catch (DecodingException e) {
        assertThat(e.getMessage()).isNotEmpty();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + " round " + i, e);
      }
    }
    assertThat(decoded).as("seed %d", SEED).isGreaterThan(ROUNDS / 2);
  }

  @Test
  void aParentStateOfTheForgersMaking_neverMakesAnException() {
    ParaBed bed = scene();
    Collation.Built built = built(bed);
    Random random = new Random(SEED);
    Mutation mutation = new Mutation(random);
    int judged = 0;
    for (int i = 0; i < ROUNDS; i++) {
      try {
        ProofOfValidity forged = onForgedState(exchanged(built.proof(), random, mutation), random);
        Bytes encoded = forged.encode();
        Candidate named = Forger.named(built.candidate(), forged, encoded);
        Candidate candidate = Forger.onParent(named, forged.parent().hash());
        assertThat(bed.judge(candidate, encoded)).isInstanceOf(PovVerdict.class);
        judged++;
      } catch (DecodingException e) {
        assertThat(e.getMessage()).isNotEmpty();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + " round " + i, e);
      }
    }
    assertThat(judged).as("seed %d", SEED).isGreaterThan(ROUNDS / 2);
  }

  /** Some node of the witness, perhaps a damaged one, becomes the root of the state before. */
  private static ProofOfValidity onForgedState(ProofOfValidity pov, Random random) {
    List<Bytes> witness = pov.stateWitness();
    Hash32 root =
        witness.isEmpty()
            ? Hash32.ZERO
            : ProofOfValidity.hash(witness.get(random.nextInt(witness.size())));
    ParaHeader old = pov.parent();
    ParaHeader parent = new ParaHeader(old.parent(), old.number(), root, old.commitments());
    ParaHeader header = pov.block().header();
    ParaHeader next =
        new ParaHeader(parent.hash(), old.number() + 1, header.stateRoot(), header.commitments());
    ParaBlock block = new ParaBlock(next, pov.block().transactions(), pov.block().sends());
    return new ProofOfValidity(parent, block, witness, pov.ingress(), pov.egress());
  }

  /** All that follows from an accepted proof; how long its bitfield is does not matter. */
  private static List<Object> meaning(PovVerdict.Valid valid) {
    Commitments commitments = valid.header().commitments();
    List<Integer> bits = new ArrayList<>();
    for (int bit : commitments.sent().setBits()) {
      bits.add(bit);
    }
    return List.of(
        valid.header().parent(),
        valid.header().number(),
        valid.header().stateRoot(),
        commitments.messageRoot(),
        bits,
        commitments.watermark(),
        commitments.relayParentNumber(),
        commitments.relayStorageRoot(),
        valid.consumed(),
        valid.sent());
  }

  private static ProofOfValidity exchanged(ProofOfValidity pov, Random random, Mutation mutation)
      throws DecodingException {
    ParaBlock block = pov.block();
    List<Bytes> witness = pov.stateWitness();
    XcmpIngress ingress = pov.ingress();
    XcmpEgress egress = pov.egress();
    switch (random.nextInt(8)) {
      case 0, 1 -> witness = shaken(witness, random, mutation);
      case 2 ->
          block =
              new ParaBlock(
                  block.header(), shaken(block.transactions(), random, mutation), block.sends());
      case 3 ->
          block = new ParaBlock(block.header(), block.transactions(), sends(block.sends(), random));
      case 4 -> block = ParaBlock.decode(mutation.of(block.encode()));
      case 5 -> ingress = XcmpIngressCodec.decode(mutation.of(XcmpIngressCodec.encode(ingress)));
      case 6 -> egress = XcmpEgressCodec.decode(mutation.of(XcmpEgressCodec.encode(egress)));
      default ->
          block =
              new ParaBlock(header(block.header(), random), block.transactions(), block.sends());
    }
    return new ProofOfValidity(pov.parent(), block, witness, ingress, egress);
  }

  private static ParaHeader header(ParaHeader old, Random random) {
    Commitments source = old.commitments();
    Watermark mark = source.watermark();
    Watermark other = new Watermark(Math.max(0, mark.block() - random.nextInt(4)), P1);
    Commitments commitments =
        new Commitments(
            random.nextBoolean() ? source.messageRoot() : Hash32.ZERO,
            source.sent(),
            random.nextBoolean() ? mark : other,
            source.relayParentNumber() + random.nextInt(2),
            source.relayStorageRoot());
    return new ParaHeader(old.parent(), old.number(), old.stateRoot(), commitments);
  }

  private static List<ParaBlock.Send> sends(List<ParaBlock.Send> sends, Random random) {
    List<ParaBlock.Send> other = new ArrayList<>(sends);
    long count = new long[] {0, 1, 2, 0x7fff_ffffL, 0xffff_ffffL}[random.nextInt(5)];
    other.add(
        random.nextInt(other.size() + 1),
        new ParaBlock.Send(random.nextBoolean() ? P1 : P3, count));
    if (random.nextBoolean()) {
      other.remove(random.nextInt(other.size()));
    }
    return other;
  }

  private static List<Bytes> shaken(List<Bytes> list, Random random, Mutation mutation) {
    List<Bytes> other = new ArrayList<>(list);
    if (other.isEmpty()) {
      other.add(Codec.MINT.encode());
      return other;
    }
    int at = random.nextInt(other.size());
    Bytes any = other.get(random.nextInt(other.size()));
    switch (random.nextInt(5)) {
      case 0 -> other.remove(at);
      case 1 -> other.add(at, any);
      case 2 -> other.set(at, any);
      case 3 -> other.set(at, mutation.of(other.get(at)));
      default -> Collections.swap(other, at, random.nextInt(other.size()));
    }
    return other;
  }

  /** Para 2000 has two messages to act on and a transfer to send. */
  private static ParaBed scene() {
    ParaBed bed = ParaBed.of(P1, P2, P3);
    bed.open(LIMITS, new ChannelId(P1, P2), new ChannelId(P3, P2), new ChannelId(P2, P1));
    bed.mine(bed.build(P1, transfer(P2, 10)), bed.build(P3, transfer(P2, 20))).mine();
    return bed;
  }

  private static Collation.Built built(ParaBed bed) {
    return (Collation.Built)
        bed.tryBuild(
            P2, Optional.empty(), transfer(P1, 2), new LedgerEntry.Transfer(ALICE, P2, BOB, 3));
  }
}
