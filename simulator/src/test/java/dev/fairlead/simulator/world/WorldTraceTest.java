package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorldTraceTest {
  @Test
  void sameSeedSameTrace_otherSeedOther() {
    Hash32 once = world(3).run().traceHash();

    assertThat(world(3).run().traceHash()).isEqualTo(once);
    assertThat(world(4).run().traceHash()).isNotEqualTo(once);
  }

  @Test
  void cachesChangeNothing() {
    WorldReport cached = world(5).run();
    WorldReport plain = new World(Worlds.mixed(false), Worlds.S1, 5).run();

    assertThat(plain).isEqualTo(cached);
  }

  @Test
  void aRunThatPausesIsTheSame() {
    World paused = world(6);

    Hash32 early = paused.runUntil(1_000).traceHash();

    assertThat(early).isEqualTo(world(6).runUntil(1_000).traceHash());
    assertThat(paused.run()).isEqualTo(world(6).run());
  }

  @Test
  void anotherProcessGivesTheSameTrace() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TraceOfWorld.class.getName(),
                "8")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(process.waitFor()).isZero();
    assertThat(printed).isEqualTo(world(8).run().traceHash().toString());
  }

  private static World world(long seed) {
    return new World(Worlds.mixed(true), Worlds.S1, seed);
  }
}
