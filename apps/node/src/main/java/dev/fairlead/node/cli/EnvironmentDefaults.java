package dev.fairlead.node.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes the value of a flag that is not given from its environment variable. */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {
  EnvironmentDefaults {
    environment = Map.copyOf(environment);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
        ? environment.get(variable(option.longestName()))
        : null;
  }

  /** The variable of a flag: {@code --rpc-port} is {@code FAIRLEAD_RPC_PORT}. */
  static String variable(String flag) {
    return "FAIRLEAD_" + flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
