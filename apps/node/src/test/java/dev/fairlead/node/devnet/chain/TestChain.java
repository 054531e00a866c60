package dev.fairlead.node.devnet.chain;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.anvil.AnvilBinary;
import java.math.BigInteger;
import java.nio.file.Path;

/** Real chains for tests, mined by hand. */
public final class TestChain {
  /** The grid of all test chains. */
  public static final Grid GRID = new Grid(1_700_000_000L, 2);

  /** Tokens of the first account on each chain. */
  public static final BigInteger TOKENS = BigInteger.valueOf(1_000_000);

  private TestChain() {}

  /** The pinned anvil. */
  public static Path anvil() throws Exception {
    return AnvilBinary.install(System.err::println);
  }

  /** A chain with our contracts; block 1 is mined and gave the first account its tokens. */
  public static DevnetChain start(long id) throws Exception {
    DevnetChain chain = DevnetChain.start(anvil(), ChainId.of(id), GRID, true);
    Predeployment.installContracts(chain);
    Predeployment.mintTokens(chain, account(chain), TOKENS);
    return chain;
  }

  /** An account that anvil signs for. */
  public static Address20 account(DevnetChain chain) throws Exception {
    return chain.rpc().accounts().getFirst();
  }
}
