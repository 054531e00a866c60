package dev.fairlead.opstack.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.SentMessage;
import dev.fairlead.opstack.transaction.FeeTerms;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RelayRecordCodecTest {
  private static final ChainId A = ChainId.of(901);
  private static final Identifier ID =
      new Identifier(Predeploys.L2_TO_L2_MESSENGER, -1, 7, 1_000, A);
  private static final PendingMessage MESSAGE =
      PendingMessage.of(
          A,
          new SentMessage(
              ChainId.of(902),
              Predeploys.CROSS_L2_INBOX,
              Hash32.ofNumber(3),
              Address20.ZERO,
              Bytes.literal("0xdeadbeef")));
  private static final Slot SLOT =
      new Slot(
          9,
          List.of(
              new Attempt(
                  Hash32.ofNumber(1),
                  Bytes.literal("0x02c0"),
                  new FeeTerms.Caps(BigInteger.ONE, BigInteger.TEN),
                  new Attempt.Purpose.Relay(ID, 100_000)),
              new Attempt(
                  Hash32.ofNumber(2),
                  Bytes.EMPTY,
                  new FeeTerms.Caps(BigInteger.TWO, BigInteger.TEN.pow(70)),
                  new Attempt.Purpose.Cancel())),
          new Slot.Use.Consumed(12));

  static Stream<RelayRecord> records() {
    List<Sighting> sightings = List.of(new Sighting(ID, Hash32.ofNumber(5)));
    return Stream.of(
        new RelayRecord.Stored(MESSAGE, List.of(), new RelayRecord.Stage.Queued(), List.of()),
        new RelayRecord.Stored(
            MESSAGE, sightings, new RelayRecord.Stage.Expired(-2), List.of(SLOT)),
        new RelayRecord.Stored(
            MESSAGE,
            sightings,
            new RelayRecord.Stage.Delivered(4, Evidence.ANSWER),
            List.of(SLOT.with(new Slot.Use.Open()))),
        new RelayRecord.Forgotten(Hash32.ofNumber(4)),
        new RelayRecord.Scanned(A, new BlockRef(8, Hash32.ofNumber(6))),
        new RelayRecord.Unwound(A, 5));
  }

  @ParameterizedTest
  @MethodSource("records")
  void readsBackWhatItWrote(RelayRecord record) throws Exception {
    ByteReader bytes = RelayRecordCodec.encode(record).reader();

    assertThat(RelayRecordCodec.decode(bytes)).isEqualTo(record);
    bytes.demandEnd();
  }

  @ParameterizedTest
  @MethodSource("records")
  void refusesEveryShortenedRecord(RelayRecord record) {
    Bytes whole = RelayRecordCodec.encode(record);
    for (int size = 0; size < whole.size(); size++) {
      ByteReader part = whole.slice(0, size).reader();

      assertThatThrownBy(() -> RelayRecordCodec.decode(part)).isInstanceOf(DecodingException.class);
    }
  }
}
