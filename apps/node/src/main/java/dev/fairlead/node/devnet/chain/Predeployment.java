package dev.fairlead.node.devnet.chain;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.devnet.contracts.DevnetContract;
import java.math.BigInteger;

/** What every L2 of the devnet has before anybody uses it. */
public final class Predeployment {
  private Predeployment() {}

  /** Puts our contracts into the state of the genesis block. */
  public static void installContracts(DevnetChain chain) throws SourceFailure {
    for (DevnetContract contract : DevnetContract.values()) {
      chain.rpc().setCode(contract.address(), contract.code());
    }
  }

  /** Mines block 1, in which the holder gets the chain's tokens. */
  public static void mintTokens(DevnetChain chain, Address20 holder, BigInteger amount)
      throws SourceFailure {
    var _ = chain.rpc().send(holder, DemoToken.ADDRESS, DemoToken.initialise(holder, amount));
    chain.mine();
  }
}
