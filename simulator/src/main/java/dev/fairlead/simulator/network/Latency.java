package dev.fairlead.simulator.network;

import java.util.random.RandomGenerator;

/** How long a message is on its way, nanoseconds, one way and without its own bytes. */
public sealed interface Latency {
  /** Draws one. */
  long drawNanos(RandomGenerator random);

  /** Always the same. */
  record Fixed(long nanos) implements Latency {
    @Override
    public long drawNanos(RandomGenerator random) {
      return nanos;
    }
  }

  /**
   * Anything between two bounds, equally likely.
   *
   * @param leastNanos shortest
   * @param mostNanos longest
   */
  record Uniform(long leastNanos, long mostNanos) implements Latency {
    /** Refuses bounds in the wrong order. */
    public Uniform {
      if (leastNanos < 0 || mostNanos < leastNanos) {
        throw new IllegalArgumentException("latency from " + leastNanos + " to " + mostNanos);
      }
    }

    @Override
    public long drawNanos(RandomGenerator random) {
      return random.nextLong(leastNanos, mostNanos + 1);
    }
  }

  /**
   * A shortest time and a tail: what is above it is exponentially distributed.
   *
   * @param leastNanos shortest
   * @param tailNanos mean of what comes on top
   */
  record Tailed(long leastNanos, long tailNanos) implements Latency {
    @Override
    public long drawNanos(RandomGenerator random) {
      // StrictMath: the last bit of Math.log may differ between machines, and so would the trace.
      return leastNanos + (long) (-StrictMath.log(1 - random.nextDouble()) * tailNanos);
    }
  }
}
