package dev.fairlead.xcmp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import java.util.Random;
import java.util.function.IntPredicate;

/** What every decoder must pass, whatever it is given. {@code -Dfairlead.seed=N} repeats a run. */
public final class CodecFuzz {
  /** From which all damage comes. */
  public static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());

  private CodecFuzz() {}

  /** A decoder and its encoder, one after the other. */
  @FunctionalInterface
  public interface Codec {
    /** The encoding of what the bytes say. */
    Bytes again(Bytes bytes) throws DecodingException;
  }

  /**
   * Damaged bytes are refused with a reason, or they are the encoding of what was read.
   *
   * @return how many were refused
   */
  public static int refusesOrReadsWithoutLoss(Codec codec, Bytes valid, int rounds) {
    Mutation mutation = new Mutation(new Random(SEED));
    int refused = 0;
    for (int i = 0; i < rounds; i++) {
      Bytes damaged = mutation.of(valid);
      try {
        assertThat(codec.again(damaged)).as("seed %d %s", SEED, damaged).isEqualTo(damaged);
      } catch (DecodingException e) {
        refused++;
        assertThat(e).as("seed %d %s", SEED, damaged).hasMessageNotContaining("null");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + " input " + damaged, e);
      }
    }
    return refused;
  }

  /**
   * The whole is read and every part of it from the beginning is refused.
   *
   * @param isWhole lengths of parts that are something else in full
   */
  public static void refusesPrefixes(Codec codec, Bytes valid, IntPredicate isWhole)
      throws DecodingException {
    assertThat(codec.again(valid)).isEqualTo(valid);
    for (int size = 0; size < valid.size(); size++) {
      Bytes cut = valid.slice(0, size);
      if (!isWhole.test(size)) {
        assertThatThrownBy(() -> codec.again(cut))
            .as("%d of %d bytes", size, valid.size())
            .isInstanceOf(DecodingException.class);
      }
    }
  }

  /** The seed and a name, for the log of a test. */
  public static void announce(Object test) {
    System.out.println(test + " seed " + SEED);
  }
}
