package dev.fairlead.opstack.world;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws changes of a {@link TestWorld}: blocks with good and bad messages, and reorgs. */
public final class RandomScript {
  private final TestWorld world;
  private final SplittableRandom random;
  private char branch = 'a';

  /** Draws for a world from a seed. */
  public RandomScript(TestWorld world, SplittableRandom random) {
    this.world = world;
    this.random = random;
  }

  /** One block on a chain's tip, with up to three logs. */
  public TestWorld.Change append(ChainId chain) {
    long number = nextNumber(chain);
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      words.add(random.nextInt(2) == 0 ? reference(chain, number) : content());
    }
    return world.append(new BlockName(chain, number, number, branch), words);
  }

  /** A block on a chain's tip as the protocol replaces an invalid one: without messages. */
  public TestWorld.Change appendEmpty(ChainId chain) {
    long number = nextNumber(chain);
    branch++;
    return world.append(new BlockName(chain, number, number, branch), List.of("-"));
  }

  /** Takes up to {@code depthMax} blocks off, none at or below {@code keep}. */
  public Optional<TestWorld.Change> rewind(ChainId chain, int depthMax, long keep) {
    long tip = nextNumber(chain) - 1;
    long target = Math.max(keep, tip - random.nextInt(1, depthMax + 1));
    if (target >= tip) {
      return Optional.empty();
    }
    branch++;
    return Optional.of(world.rewind(new BlockName(chain, target, target, 'a')));
  }

  /** A chain. */
  public ChainId chain() {
    return List.copyOf(world.chains()).get(random.nextInt(world.chains().size()));
  }

  /** The height after a chain's tip. */
  public long nextNumber(ChainId chain) {
    return world.view(chain).tip().map(BlockSeal::number).orElse(-1L) + 1;
  }

  private String content() {
    return random.nextInt(25) == 0 ? "-x" : "-";
  }

  private String reference(ChainId from, long number) {
    ChainId source = chain();
    long timestamp = world.timestamp(from, number);
    long blockTime = world.timestamp(source, 1) - TestWorld.GENESIS;
    long same = (timestamp - TestWorld.GENESIS) / blockTime;
    long age = random.nextInt(2) == 0 ? 0 : random.nextInt(4);
    long target = Math.max(0, same - age + (random.nextInt(60) == 0 ? 1 : 0));
    String fault = random.nextInt(60) == 0 ? "!" : "";
    return "" + TestWorld.letter(source) + target + "." + random.nextInt(4) / 3 + fault;
  }
}
