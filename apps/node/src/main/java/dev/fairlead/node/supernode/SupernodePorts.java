package dev.fairlead.node.supernode;

import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.source.ChainFeed;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a supernode needs from its surroundings.
 *
 * @param sources opens the source of a chain
 * @param authorities makes the authority that decisions go to, one per component
 * @param onFailure told, on the failing thread, when the loop or a worker has ended by an error
 */
public record SupernodePorts(
    Function<FollowedChain, ChainFeed> sources,
    AuthorityFactory authorities,
    Consumer<Throwable> onFailure) {}
