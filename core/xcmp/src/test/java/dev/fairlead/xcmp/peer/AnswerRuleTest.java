package dev.fairlead.xcmp.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnswerRuleTest {
  private static final Watermark FROM = new Watermark(119, ParaId.HIGHEST);
  private static final List<String> PAIRS =
      List.of("queue", "fetch", "probe", "handover", "submit", "pov", "chunk-push", "chunk-fetch");

  @Test
  void eachRequest_isAnsweredByItsOwnKindOrARefusal() {
    Map<String, Spoken> examples = ExampleFrames.all();
    for (String asked : PAIRS) {
      PeerRequest request = (PeerRequest) examples.get(asked + "-request").value();
      for (String answered : PAIRS) {
        PeerResponse response = (PeerResponse) examples.get(answered + "-response").value();
        boolean isTaken = response instanceof PeerResponse.Taken;
        boolean mayBeTaken = asked.equals("submit") || asked.equals("chunk-push");
        assertThat(AnswerRule.fits(request, response))
            .as("%s by %s", asked, answered)
            .isEqualTo(asked.equals(answered) || (isTaken && mayBeTaken));
      }
      assertThat(AnswerRule.fits(request, (PeerResponse) examples.get("refusal").value())).isTrue();
    }
  }

  @Test
  void fetched_beyondWhatWasAsked_doesNotFit() {
    Item item = ExampleFrames.item();
    PeerResponse one = fetched(ExampleFrames.RELAY_BLOCK, item);

    assertThat(AnswerRule.fits(fetch(1, item.body().size(), PeerRequest.Want.BODIES), one))
        .isTrue();
    assertThat(AnswerRule.fits(fetch(0, 100, PeerRequest.Want.BODIES), one)).isFalse();
    assertThat(AnswerRule.fits(fetch(1, item.body().size() - 1L, PeerRequest.Want.BODIES), one))
        .isFalse();
    assertThat(AnswerRule.fits(fetch(1, 100, PeerRequest.Want.PROOFS), one)).isFalse();
    assertThat(AnswerRule.fits(fetch(1, 100, PeerRequest.Want.BODIES), fetched(Hash32.ZERO, item)))
        .isFalse();
  }

  @Test
  void fetched_ofAnotherQueueSenderOrEarlierBlock_doesNotFit() {
    PeerRequest asked = fetch(9, 1_000, PeerRequest.Want.BODIES);
    for (EntryId other :
        List.of(
            new EntryId(ExampleFrames.SENDER, new ParaId(2_001), 120, Hash32.ZERO),
            new EntryId(new ParaId(1_001), ExampleFrames.RECIPIENT, 120, Hash32.ZERO),
            new EntryId(ExampleFrames.SENDER, ExampleFrames.RECIPIENT, 118, Hash32.ZERO))) {
      Item item = ExampleFrames.item(other, ExampleFrames.BODY);

      assertThat(AnswerRule.fits(asked, fetched(ExampleFrames.RELAY_BLOCK, item)))
          .as("%s", other)
          .isFalse();
    }
    EntryId pipelined = new EntryId(ExampleFrames.SENDER, ExampleFrames.RECIPIENT, 0, Hash32.ZERO);
    assertThat(
            AnswerRule.fits(
                asked,
                fetched(
                    ExampleFrames.RELAY_BLOCK, ExampleFrames.item(pipelined, ExampleFrames.BODY))))
        .isTrue();
  }

  @Test
  void pushed_namesEachItemOnce() {
    Item item = ExampleFrames.item();
    PeerRequest two = new PeerRequest.Push(ExampleFrames.RELAY_BLOCK, List.of(item, item));

    assertThat(AnswerRule.fits(two, pushed(List.of(0), List.of(1)))).isTrue();
    assertThat(AnswerRule.fits(two, pushed(List.of(0), List.of()))).isFalse();
    assertThat(AnswerRule.fits(two, pushed(List.of(0), List.of(2)))).isFalse();
  }

  private static PeerResponse pushed(List<Integer> accepted, List<Integer> duplicate) {
    return new PeerResponse.Pushed(accepted, duplicate, List.of());
  }

  private static PeerResponse fetched(Hash32 anchor, Item item) {
    return new PeerResponse.Fetched(anchor, List.of(item), Optional.empty());
  }

  private static PeerRequest fetch(int items, long bytes, PeerRequest.Want want) {
    return new PeerRequest.Fetch(
        ExampleFrames.RECIPIENT,
        ExampleFrames.RELAY_BLOCK,
        FROM,
        Optional.of(List.of(ExampleFrames.SENDER)),
        items,
        bytes,
        want);
  }
}
