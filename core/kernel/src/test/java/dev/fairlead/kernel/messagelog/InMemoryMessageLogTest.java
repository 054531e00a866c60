package dev.fairlead.kernel.messagelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.identity.BlockRef;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class InMemoryMessageLogTest extends MessageLogContract {
  @Override
  protected MessageLog create() {
    return new InMemoryMessageLog();
  }

  @Test
  void prune_dropsExactlyTheOlderBlocks() {
    InMemoryMessageLog log = new InMemoryMessageLog();
    log.appendAll(new TestChain(1, 2).run(10, 50));

    assertThat(log.prune(1041)).isEqualTo(21);
    assertThat(log.prune(-1)).isEqualTo(28);
  }

  @Test
  void severalHundredThousandSingleAppends_areNoBurden() {
    int count = 300_000;
    TestChain chain = new TestChain(1, 0);
    InMemoryMessageLog log = new InMemoryMessageLog();

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          SealedBlock block = chain.first(0, 0);
          for (int i = 0; i < count; i++) {
            log.append(block);
            BlockSeal next =
                new BlockSeal(
                    new BlockRef(block.seal().number() + 1, chain.hash()),
                    block.seal().hash(),
                    block.seal().timestamp() + 1,
                    0,
                    chain.hash(),
                    chain.hash());
            block = new SealedBlock(next, HashList.EMPTY, List.of());
          }
        });

    assertThat(log.view().tip().orElseThrow().number()).isEqualTo(count - 1);
  }
}
