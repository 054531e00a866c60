package dev.fairlead.simulator.world;

/** Prints the trace hash of a world in a process of its own. */
final class TraceOfWorld {
  private TraceOfWorld() {}

  public static void main(String[] arguments) {
    long seed = Long.parseLong(arguments[0]);
    System.out.println(new World(Worlds.mixed(true), Worlds.S1, seed).run().traceHash());
  }
}
