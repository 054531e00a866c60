package dev.fairlead.node.supernode.source;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks every endpoint once, at the start, which chain it serves. */
public final class ChainIdCheck {
  private static final System.Logger LOG = System.getLogger(ChainIdCheck.class.getName());

  private ChainIdCheck() {}

  /**
   * Refuses a configuration with an endpoint that answers for another chain. An endpoint that does
   * not answer is left to be retried later.
   */
  public static void demand(SupernodeConfig config, GenesisCheck genesis) throws ConfigException {
    List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
    for (FollowedChain chain : config.chains().values()) {
      CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
      answers.add(answer);
      Thread.startVirtualThread(() -> answer.complete(complaint(chain, config, genesis)));
    }
    for (CompletableFuture<Optional<String>> answer : answers) {
      Optional<String> complaint = answer.join();
      if (complaint.isPresent()) {
        throw new ConfigException(complaint.get());
      }
    }
  }

  private static Optional<String> complaint(
      FollowedChain chain, SupernodeConfig config, GenesisCheck genesis) {
    try (ChainConnection _ = ChainConnection.open(chain, config.limits(), genesis)) {
      return Optional.empty();
    } catch (SourceFailure e) {
      if (e.kind() == SourceFailure.Kind.WRONG_CHAIN) {
        return Optional.of("chains." + chain.id() + ".execution: " + e.getMessage());
      }
      LOG.log(
          Level.WARNING,
          "source_not_ready chain=" + chain.id() + " " + e.getMessage() + "; trying on");
      return Optional.empty();
    }
  }
}
