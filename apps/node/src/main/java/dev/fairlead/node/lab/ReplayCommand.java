package dev.fairlead.node.lab;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.simulator.replay.MessageLife;
import dev.fairlead.simulator.world.World;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab replay}: a world once more, up to one event, and what it is like then. */
@Command(
    name = "replay",
    sortOptions = false,
    description = {
      "Runs a virtual world again up to an event and tells the life of a message,",
      "the state of a node, or, with neither option, that of all nodes."
    })
final class ReplayCommand implements Callable<ExitCode> {
  private static final int CHANNELS_SHOWN = 12;

  @Mixin private final WorldArguments arguments = new WorldArguments();

  @Option(
      names = "--until",
      paramLabel = "STEP",
      required = true,
      description = "Number of the last event that is taken, from 1.")
  private long until;

  @Option(
      names = "--follow",
      paramLabel = "(SENDER,RECIPIENT,BLOCK)",
      converter = MessageName.Converter.class,
      description = "Tell the life of what the channel carries in this relay block.")
  private @Nullable MessageName message;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "Tell the state of validator-N, or of collator-PARA-N.")
  private @Nullable String node;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public ExitCode call() throws ConfigException, CommandException {
    if (until < 1) {
      throw wrong("--until: expected a whole number from 1, got " + until);
    }
    if (message != null && node != null) {
      throw wrong("--follow and --node exclude each other");
    }
    ScenarioFile.Scenario read = arguments.read();
    World world = read.world(arguments.seed());
    List<String> told = message == null ? state(world, read) : life(world, read, message);
    PrintWriter out = spec.commandLine().getOut();
    told.forEach(out::println);
    return ExitCode.DONE;
  }

  private List<String> state(World world, ScenarioFile.Scenario read) throws CommandException {
    live(world, read);
    StateText text = new StateText(world.view());
    if (node == null) {
      return text.everything();
    }
    String name = node;
    return text.node(name)
        .orElseThrow(
            () -> wrong("no node " + name + "; without --node all nodes are listed by name"));
  }

  private List<String> life(World world, ScenarioFile.Scenario read, MessageName name)
      throws CommandException {
    if (!world.channels().contains(name.channel())) {
      throw wrong("no channel " + name.channel() + " in this scenario; there are " + some(world));
    }
    MessageLife life = new MessageLife(name.channel(), name.block());
    world.watchedBy(life);
    live(world, read);
    if (life.stories().isEmpty()) {
      List<Long> near = life.neighbours();
      String others =
          near.isEmpty()
              ? "; nothing was sent through " + name.channel() + " at all"
              : "; the nearest are in relay block "
                  + near.stream().map(String::valueOf).collect(Collectors.joining(" and "));
      throw wrong("no message " + name + " was sent up to step " + until + others);
    }
    List<String> told = new ArrayList<>();
    told.add("message " + name + ", seed " + arguments.seed() + ", until step " + until);
    life.stories().forEach(story -> told.addAll(Lives.text(story)));
    return told;
  }

  private void live(World world, ScenarioFile.Scenario read) throws CommandException {
    boolean isThere = Running.liveUntil(world, until, read, spec.commandLine().getErr());
    if (!isThere) {
      throw wrong(
          "--until: this world ends with step " + world.step() + " and has no step " + until);
    }
  }

  private static String some(World world) {
    String first =
        world.channels().stream()
            .limit(CHANNELS_SHOWN)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    int more = world.channels().size() - CHANNELS_SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static CommandException wrong(String line) {
    return new CommandException(ExitCode.FATAL, line);
  }
}
