package dev.fairlead.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.fairlead.simulator.event.EventHeap;
import dev.fairlead.simulator.network.Latency;
import dev.fairlead.simulator.network.NetworkSettings;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.simulator.world.RoleMachines;
import dev.fairlead.simulator.world.World;
import dev.fairlead.simulator.world.WorldReport;
import dev.fairlead.simulator.world.WorldSettings;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The virtual world of section 8.3: 1,000 validators in groups of 10, 300 collators, 100 paras in a
 * ring, one message of 1 KB per para and block, and after it the same number of events through the
 * bare heap. Times are those of the thread that runs the world, so that other work on the machine
 * counts little; the collector's time is in the process figure beside them.
 */
final class WorldSpeed {
  /** Slots of the full run. */
  static final int SLOTS = 1_000;

  private static final String HEAP_MAX = "-Xmx1300m"; // so that the process stays below 1.5 GB
  private static final int WAITING = 8_192;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;
  private static final double MEGABYTE = 1 << 20;

  private WorldSpeed() {}

  /**
   * What a run took.
   *
   * @param report of the world
   * @param worldNanos processor time of the world's thread
   * @param processNanos of all threads of the process, compilers and collector included
   * @param wallNanos from the first event to the last
   * @param heapNanos processor time of as many events through the bare heap
   */
  record Result(
      WorldReport report, long worldNanos, long processNanos, long wallNanos, long heapNanos) {
    double worldPerSecond() {
      return report.steps() * NANOS / worldNanos;
    }

    double heapPerSecond() {
      return report.steps() * NANOS / heapNanos;
    }
  }

  /** Runs the world of all slots in a process of its own, with little memory. */
  static void run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP_MAX,
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                WorldSpeed.class.getName())
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the world ended with code " + process.exitValue());
    }
  }

  /** Runs the world for so many slots in this process; prints one line per figure. */
  public static void main(String[] args) throws IOException {
    int slots = args.length == 0 ? SLOTS : Integer.parseInt(args[0]);
    Result result = measure(settings(slots, 1_000, 100), 1);
    System.out.println(
        "WorldSpeed, %d slots: %d events, trace %s, invariants %s"
            .formatted(
                slots,
                result.report().steps(),
                result.report().traceHash(),
                result.report().isGood() ? "held" : "BROKEN: " + result.report().invariants()));
    System.out.println(
        "WorldSpeed, processor time: %.1f s of the world's thread, %.1f s of the process"
            .formatted(result.worldNanos() / NANOS, result.processNanos() / NANOS));
    System.out.println(
        "WorldSpeed, wall-clock time: %.1f s, of which the collector stopped the world for %.1f s"
            .formatted(result.wallNanos() / NANOS, pauseMillis() / MILLIS));
    System.out.println(
        "WorldSpeed, events per second: %.0f, bare heap %.0f, ratio %.3f"
            .formatted(
                result.worldPerSecond(),
                result.heapPerSecond(),
                result.worldPerSecond() / result.heapPerSecond()));
    System.out.println(
        "WorldSpeed, memory: heap at most %.0f MB, process at most %s"
            .formatted(Runtime.getRuntime().maxMemory() / MEGABYTE, residentMax()));
  }

  /**
   * The scenario of section 8.3, or a smaller one of its kind. Availability is assumed: the chunks
   * alone would be 100,000 messages per relay block.
   */
  static WorldSettings settings(int slots, int validators, int paras) {
    return new WorldSettings(
        slots,
        new WorldSettings.Crowd(validators, 10, paras, 3),
        new Traffic(Traffic.Pattern.RING, 1_024, 1, 0),
        new NetworkSettings(new Latency.Fixed(50_000_000), 0, 0, 0, 0),
        RelaySchedule.QUIET,
        WorldSettings.Faults.NONE,
        true,
        true);
  }

  /** Lives a world, then moves as many events through the bare heap. */
  static Result measure(WorldSettings settings, long seed) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    RoleMachines machines = RoleMachines.standard(new DeliveryStrategy.Sending()).withoutChunks();
    World world = new World(settings, machines, seed);
    long before = threads.getCurrentThreadCpuTime();
    long processBefore = process.getProcessCpuTime();
    long wallBefore = System.nanoTime();
    WorldReport report = world.run();
    long worldNanos = threads.getCurrentThreadCpuTime() - before;
    long processNanos = process.getProcessCpuTime() - processBefore;
    long wallNanos = System.nanoTime() - wallBefore;
    long heapBefore = threads.getCurrentThreadCpuTime();
    turnOver(report.steps());
    long heapNanos = threads.getCurrentThreadCpuTime() - heapBefore;
    return new Result(report, worldNanos, processNanos, wallNanos, heapNanos);
  }

  /** So many events through a heap in which {@value #WAITING} wait at any time. */
  private static void turnOver(long events) {
    SplittableRandom random = new SplittableRandom(1);
    EventHeap heap = new EventHeap(WAITING);
    for (int i = 0; i < WAITING; i++) {
      heap.add(random.nextLong(WAITING), i, i);
    }
    for (long i = 0; i < events; i++) {
      long now = heap.timeNanos();
      int node = heap.node();
      heap.removeFirst();
      heap.add(now + random.nextLong(WAITING), node, (int) i);
    }
    if (heap.size() != WAITING) {
      throw new IllegalStateException("the heap has lost events");
    }
  }

  private static long pauseMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  private static String residentMax() throws IOException {
    Path status = Path.of("/proc/self/status");
    List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
    return lines.stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.substring("VmHWM:".length()).strip())
        .findFirst()
        .orElse("(not known here)");
  }
}
