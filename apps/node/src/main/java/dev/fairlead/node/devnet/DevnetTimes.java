package dev.fairlead.node.devnet;

import dev.fairlead.node.devnet.chain.Grid;
import dev.fairlead.node.devnet.world.Topology;
import dev.fairlead.node.devnet.world.WorldPlan;
import dev.fairlead.opstack.dependency.ExpiryWindow;

/**
 * Chooses the times of a devnet. Messages expire early, and the chains begin so long ago that there
 * are expired ones at the start, while fresh ones have time to be delivered.
 */
final class DevnetTimes {
  private static final long WINDOW_SECONDS_MIN = 300;
  private static final long WINDOW_SLOTS_MIN = 30;
  private static final long MARGIN_SECONDS = 30;

  private DevnetTimes() {}

  static WorldPlan plan(int chains, Topology topology, int blockTime, long nowSeconds) {
    long window = Math.max(WINDOW_SECONDS_MIN, WINDOW_SLOTS_MIN * blockTime);
    int history = Math.toIntExact((window + MARGIN_SECONDS) / blockTime + 2);
    Grid grid = new Grid(nowSeconds - (long) history * blockTime, blockTime);
    return new WorldPlan(chains, grid, topology, new ExpiryWindow(window), history);
  }
}
