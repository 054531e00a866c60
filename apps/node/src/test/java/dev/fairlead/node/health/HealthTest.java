package dev.fairlead.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.http.TextPage;
import dev.fairlead.node.health.HealthIssue.Severity;
import dev.fairlead.node.runtime.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final Health health = new Health();

  private static HealthIssue issue(Severity severity) {
    return new HealthIssue(severity, "backfilling", "chain 901: 40 %");
  }

  @Test
  void isWellWhenNobodyComplains() {
    health.add(List::of);

    assertThat(health.report().status()).isEqualTo("ok");
    assertThat(health.report().isReady()).isTrue();
  }

  @Test
  void degraded_isStillReady_notReady_isStillLive() {
    health.add(() -> List.of(issue(Severity.DEGRADED)));
    assertThat(health.report().status()).isEqualTo("degraded");
    assertThat(health.report().isReady()).isTrue();

    health.add(() -> List.of(issue(Severity.NOT_READY)));
    assertThat(health.report().status()).isEqualTo("not-ready");
    assertThat(health.report().isReady()).isFalse();
    assertThat(health.report().isLive()).isTrue();
  }

  @Test
  void loopThatHangs_makesTheProcessNotLive() {
    AtomicLong now = new AtomicLong();
    EventLoop loop = new EventLoop("rounds", 1, now::get, error -> {});
    health.watch("rounds", loop);
    assertThat(health.report().isLive()).isTrue();

    now.set(Duration.ofSeconds(31).toNanos());

    assertThat(health.report().isLive()).isFalse();
    assertThat(health.report().issues().getFirst().detail()).isEqualTo("rounds for 31 s");
  }

  @Test
  void pagesAnswer503_whereTheirNameDoesNotHold() {
    health.add(() -> List.of(issue(Severity.NOT_READY)));

    List<TextPage> pages = HealthPages.of(health);

    assertThat(pages).extracting(TextPage::path).containsExactly("/livez", "/readyz", "/health");
    assertThat(pages)
        .extracting(page -> page.answer().get().status())
        .containsExactly(200, 503, 503);
    assertThat(pages.getLast().answer().get().body())
        .isEqualToIgnoringWhitespace(
            """
            {"status":"not-ready","issues":[
              {"severity":"not-ready","code":"backfilling","detail":"chain 901: 40 %"}]}
            """);
  }
}
