package dev.fairlead.node.supernode;

import dev.fairlead.node.devnet.chain.TestChain;
import java.net.URI;
import java.nio.file.Path;

/**
 * The configuration file of a supernode that follows two chains of {@link TestChain}, 901 and 902.
 *
 * @param dataDirectory where it keeps what it knows
 * @param windowSeconds how old a message may be; 0 for the standard window
 * @param pollInterval time between two looks at a chain
 * @param executionOf901 where chain 901 answers
 * @param moreOf901 further lines of its section
 * @param executionOf902 where chain 902 answers
 * @param moreOf902 further lines of its section
 */
record TwoChainsToml(
    Path dataDirectory,
    long windowSeconds,
    String pollInterval,
    URI executionOf901,
    String moreOf901,
    URI executionOf902,
    String moreOf902) {
  /** Looks often, so that tests take seconds. */
  static TwoChainsToml of(Path dataDirectory, URI executionOf901, URI executionOf902) {
    return new TwoChainsToml(dataDirectory, 0, "50ms", executionOf901, "", executionOf902, "");
  }

  TwoChainsToml withWindow(long seconds) {
    return new TwoChainsToml(
        dataDirectory, seconds, pollInterval, executionOf901, moreOf901, executionOf902, moreOf902);
  }

  TwoChainsToml polledEvery(String interval) {
    return new TwoChainsToml(
        dataDirectory,
        windowSeconds,
        interval,
        executionOf901,
        moreOf901,
        executionOf902,
        moreOf902);
  }

  TwoChainsToml with901(String lines) {
    return new TwoChainsToml(
        dataDirectory,
        windowSeconds,
        pollInterval,
        executionOf901,
        lines,
        executionOf902,
        moreOf902);
  }

  TwoChainsToml with902(String lines) {
    return new TwoChainsToml(
        dataDirectory,
        windowSeconds,
        pollInterval,
        executionOf901,
        moreOf901,
        executionOf902,
        lines);
  }

  /** The text of the file. */
  String text() {
    return """
    data-dir = "%s"
    [dependency-set]
    dependencies = [901, 902]
    override-message-expiry-window = %d
    [chains.901]
    execution = "%s"
    block-time = 2
    activation = %d
    %s
    [chains.902]
    execution = "%s"
    block-time = 2
    activation = %d
    %s
    [rpc]
    port = 0
    [metrics]
    port = 0
    [limits]
    poll-interval = "%s"
    retry-delay-max = "500ms"
    """
        .formatted(
            dataDirectory,
            windowSeconds,
            executionOf901,
            TestChain.GRID.genesisTimestamp(),
            moreOf901,
            executionOf902,
            TestChain.GRID.genesisTimestamp(),
            moreOf902,
            pollInterval);
  }
}
