package dev.fairlead.xcmp.relaychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CandidateCodecTest {
  private static final CandidateCommitments.Message MESSAGE =
      new CandidateCommitments.Message(new ParaId(2_000), Bytes.literal("0x0102"));

  @Test
  void bothKindsOfCommitments_surviveTheWire() throws DecodingException {
    CandidateCommitments seed =
        new CandidateCommitments.Seed(
            new Commitments(
                Hash32.ofNumber(1), Bitfield.of(21, 0, 20), Watermark.endOf(4), 9, Hash32.ZERO));
    for (CandidateCommitments one : List.of(seed, hrmp(0), hrmp(2), hrmp(63))) {
      Candidate candidate = candidate(one);

      Candidate read = CandidateCodec.decode(CandidateCodec.encode(candidate));

      assertThat(read).isEqualTo(candidate);
      assertThat(read.hash(Hash32.ZERO)).isEqualTo(candidate.hash(Hash32.ZERO));
    }
  }

  @Test
  void kindOfOneChain_isNotReadAsTheOther() {
    byte[] other = CandidateCodec.encode(candidate(hrmp(2))).toByteArray();
    other[0] = 0;
    assertThatThrownBy(() -> CandidateCodec.decode(Bytes.of(other)))
        .isInstanceOf(DecodingException.class);
    other[0] = 2;
    assertThatThrownBy(() -> CandidateCodec.decode(Bytes.of(other)))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("kind 2");
  }

  @Test
  void moreMessagesThanAnyChainGrants_areRefusedBothWays() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CandidateCodec.encode(candidate(hrmp(64))));
    byte[] bytes = CandidateCodec.encode(candidate(hrmp(63))).toByteArray();
    int countAt = 1 + 4 + 4 + 3 * 32 + 2;
    assertThat(bytes[countAt] & 0xff).isEqualTo(63 << 2);
    bytes[countAt] = 1;
    bytes[countAt + 1] = 1;

    assertThatThrownBy(() -> CandidateCodec.decode(Bytes.of(bytes)))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("exceeds 63");
  }

  private static CandidateCommitments hrmp(int messages) {
    return new CandidateCommitments.Hrmp(
        Collections.nCopies(messages, MESSAGE), 7, 8, Hash32.ofNumber(9));
  }

  private static Candidate candidate(CandidateCommitments commitments) {
    return new Candidate(
        new ParaId(1_000),
        3,
        Hash32.ofNumber(11),
        Hash32.ofNumber(12),
        Hash32.ofNumber(13),
        commitments,
        Hash32.ofNumber(14),
        Hash32.ofNumber(15));
  }
}
