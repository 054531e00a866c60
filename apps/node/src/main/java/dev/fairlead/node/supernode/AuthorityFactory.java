package dev.fairlead.node.supernode;

import dev.fairlead.opstack.verifier.ChainAuthority;

/** Makes the authority that carries out decisions on the chains. */
@FunctionalInterface
public interface AuthorityFactory {
  /** Makes it; it reports to {@code reports}, possibly from within the call that gave the order. */
  ChainAuthority create(OrderReports reports);
}
