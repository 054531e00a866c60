package dev.fairlead.node.play;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paras in scripts: what collators build, what backers find, and where the tokens are. */
final class PlayParaTest {
  private static final String CHANNEL =
      """
      para 1000 accounts alice=50
      para 2000
      open 1000 2000
      accept 1000 2000
      session
      block
      """;
  private static final String SENT =
      CHANNEL + "transfer 1000 alice 2000 bob 5\ncandidate 1000\nblock 2\n";
  private static final String HASH =
      "0x1111111111111111111111111111111111111111111111111111111111111111";

  @Test
  void transfer_beyondTheBalance_movesNothing() {
    PlayRun run =
        PlayRun.of(
            CHANNEL
                + "transfer 1000 alice 2000 bob 51\ntransfer 1000 bob 2000 alice 1\n"
                + "candidate 1000\nblock 2\nshow supply\n");

    assertThat(run.out()).contains("sends to nobody; proof valid");
    assertThat(run.lastAnswer()).containsExactly("50: 50 in accounts, 0 in transit, 0 lost");
  }

  @Test
  void transfer_withinAPara_needsNoMessage() {
    PlayRun run =
        PlayRun.of(
            CHANNEL
                + "transfer 1000 alice 1000 bob 5\ncandidate 1000\nblock 2\nshow ledger 1000\n");

    assertThat(run.lastAnswer()).containsExactly("alice 45, bob 5");
  }

  @Test
  void send_withoutAChannel_waitsInTheOutbox() {
    PlayRun run =
        PlayRun.of(
            "para 1000\nsend 1000 2000 \"hello\"\ncandidate 1000\nblock 2\nshow ledger 1000\n");

    assertThat(run.lastAnswer()).containsExactly("no accounts", "messages wait to be sent to 2000");
  }

  @Test
  void send_carriesBytesThatMeanNothing() {
    PlayRun run =
        PlayRun.of(
            CHANNEL
                + "send 1000 2000 0x00ff\nsend 1000 2000 \"text\"\ncandidate 1000\nblock 2\n"
                + "candidate 2000\nblock 2\nshow queue 2000\n");

    assertThat(run.out()).contains("2000.1 on 103: acts on (103, 1000)");
    assertThat(run.lastAnswer()).containsExactly("nothing waits");
  }

  @ParameterizedTest
  @CsvSource({
    "root HASH, V-OUT-5",
    "root none, V-OUT-5",
    "storage HASH, V2",
  })
  void forgedCandidate_isFoundByItsBackers_soNobodySigns(String forgery, String step) {
    PlayRun run =
        PlayRun.of(
            CHANNEL
                + "transfer 1000 alice 2000 bob 5\ncandidate 1000 "
                + forgery.replace("HASH", HASH)
                + "\nblock\n");

    assertThat(run.out()).contains("proof fails " + step + ": ");
    assertThat(run.lastAnswer()).hasSize(1);
    assertThat(run.lastAnswer().getFirst()).startsWith("102  1000.1 refused, A");
  }

  @Test
  void withheldBody_stopsTheRecipient_untilItIsDelivered() {
    String withheld =
        CHANNEL
            + "withhold 1000 2000\ntransfer 1000 alice 2000 bob 5\ncandidate 1000\nblock 2\n"
            + "candidate 2000\n";

    assertThat(PlayRun.of(withheld).lastAnswer())
        .containsExactly(
            "2000 cannot build a block: W3 demands (103, 1000), its body is not there");
    assertThat(PlayRun.of(withheld + "deliver 1000 2000\ncandidate 2000\n").lastAnswer())
        .containsExactly("2000.1 on 103: acts on (103, 1000), sends to nobody; proof valid");
  }

  @Test
  void budget_takesOneBodyAtLeast() {
    PlayRun run =
        PlayRun.of(
            SENT
                + "transfer 1000 alice 2000 bob 5\ncandidate 1000\nblock 2\n"
                + "candidate 2000 budget 1\n");

    assertThat(run.lastAnswer().getFirst()).contains("acts on (103, 1000), sends");
  }

  @Test
  void ancestorInFlight_isBuiltOn() {
    PlayRun run =
        PlayRun.of(SENT + "available none\ncandidate 1000\nblock\ncandidate 1000\nblock\n");

    assertThat(run.lastAnswer()).containsExactly("105  1000.3 backed by group 0");
  }

  @Test
  void fork_bothEndsOfAMessageDisappear() {
    PlayRun run =
        PlayRun.of(
            SENT
                + "candidate 2000\nblock 2\nshow supply\nfork 102\navailable none\nblock\n"
                + "show queue 2000\nshow ledger 2000\nshow ledger 1000\n");

    assertThat(run.out()).contains("50: 50 in accounts", "show queue 2000\n    nothing waits\n");
    assertThat(run.out()).contains("show ledger 2000\n    no accounts\n");
    assertThat(run.lastAnswer()).containsExactly("alice 50");
  }

  @ParameterizedTest
  @ValueSource(strings = {"offboard 1000", "force-close 1000 2000"})
  void messagesOfAForcedEnd_areLost_alsoThoseOfTheSameBlock(String end) {
    PlayRun before = PlayRun.of(SENT + end + "\nsession\nblock\nshow supply\n");
    PlayRun same =
        PlayRun.of(
            CHANNEL
                + "transfer 1000 alice 2000 bob 5\ncandidate 1000\nblock\n"
                + end
                + "\nsession\nblock\nshow supply\n");

    assertThat(before.lastAnswer().getFirst()).endsWith("0 in transit, 5 lost");
    assertThat(same.lastAnswer().getFirst()).endsWith("0 in transit, 5 lost");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "send 1 2 \"a\"|line 1, column 1: expected a para of this script, got 1",
        "transfer 1 a 2 b 1|line 1, column 1: expected a para of this script, got 1",
        "withhold 1 2|line 1, column 1: expected a para of this script, got 2",
        "candidate 1|line 1, column 1: expected a para of this script, got 1",
        "post 1 2|line 1, column 1: expected a message of 1>2 that waits",
      })
  void paraThatTheScriptDoesNotHave_isItsMistake(String script, String expected) {
    PlayRun run = PlayRun.of(script + "\n");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(expected);
  }

  @Test
  void post_oneThatIsNotFirst_hasItsWholePathOfLinks() {
    PlayRun run =
        PlayRun.of(
            "settings stall 1\n"
                + SENT
                + "transfer 1000 alice 2000 bob 5\ncandidate 1000\nblock 2\n"
                + "transfer 1000 alice 2000 bob 5\ncandidate 1000\nblock 2\n"
                + "post 1000 2000\npost 1000 2000 block 105\nblock\n");

    assertThat(run.lastAnswer().getFirst()).startsWith("108  body of (103, 1000) posted");
    assertThat(run.lastAnswer().get(1)).contains("refused, B2: the first entry that waits");
  }

  @Test
  void json_namesSizeAndVerdict() {
    PlayRun run = PlayRun.of(CHANNEL + "candidate 1000\n", "--json");

    var built = run.objects().getLast().path("answer").path(0);
    assertThat(built.path("name").asString()).isEqualTo("1000.1");
    assertThat(built.path("isValid").asBoolean()).isTrue();
    assertThat(built.path("povBytes").asInt()).isGreaterThan(100);
  }
}
