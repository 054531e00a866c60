package dev.fairlead.node.devnet.contracts;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.identity.ChainId;
import java.math.BigInteger;
import java.util.List;

/** Calls of the demonstration token. Amounts are in its smallest unit. */
public final class DemoToken {
  /** Where it stands on every chain. */
  public static final Address20 ADDRESS = DevnetContract.DEMO_TOKEN.address();

  private DemoToken() {}

  /** Creates a chain's first tokens, once. */
  public static Bytes initialise(Address20 holder, BigInteger amount) {
    return Calldata.of("initialise(address,uint256)").address(holder).number(amount).encode();
  }

  /** Moves tokens on the same chain. */
  public static Bytes transfer(Address20 to, BigInteger amount) {
    return Calldata.of("transfer(address,uint256)").address(to).number(amount).encode();
  }

  /** Moves tokens to a chain that accepts messages from this one. */
  public static Bytes sendTo(ChainId chain, Address20 to, BigInteger amount) {
    return Calldata.of("sendTo(uint256,address,uint256)")
        .chain(chain)
        .address(to)
        .number(amount)
        .encode();
  }

  /** Moves tokens to the last chain of a route, on which each chain accepts the one before it. */
  public static Bytes sendAlong(List<ChainId> route, Address20 to, BigInteger amount) {
    return Calldata.of("sendAlong(uint256[],address,uint256)")
        .chains(route)
        .address(to)
        .number(amount)
        .encode();
  }

  /** Asks for all tokens of a chain. */
  public static Bytes totalSupply() {
    return Calldata.of("totalSupply()").encode();
  }

  /** Asks for the tokens of an account. */
  public static Bytes balanceOf(Address20 account) {
    return Calldata.of("balanceOf(address)").address(account).encode();
  }
}
