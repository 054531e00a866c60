package dev.fairlead.node.devnet.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evm_mine",
        "anvil_mine",
        "hardhat_mine",
        "evm_mine_detailed",
        "anvil_mine_detailed",
        "evm_increaseTime",
        "anvil_increaseTime",
        "evm_setTime",
        "anvil_setTime",
        "evm_setNextBlockTimestamp",
        "anvil_setNextBlockTimestamp",
        "anvil_setBlockTimestampInterval",
        "anvil_removeBlockTimestampInterval",
        "evm_setAutomine",
        "anvil_setAutomine",
        "evm_setIntervalMining",
        "anvil_setIntervalMining",
        "evm_snapshot",
        "anvil_snapshot",
        "evm_revert",
        "anvil_revert",
        "anvil_reorg",
        "anvil_rollback",
        "anvil_reset",
        "hardhat_reset",
        "anvil_loadState",
        "hardhat_loadState",
        "anvil_setChainId"
      })
  void refusesWhatWouldLeaveTheGrid(String method) {
    assertThat(GridGuard.refusal(method)).get().asString().startsWith(method + " is off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eth_call",
        "eth_mine",
        "mine",
        "anvil_setBalance",
        "anvil_impersonateAccount",
        "evm_setAccountNonce",
        "hardhat_setCode",
        "anvil_getIntervalMining",
        "anvil_nodeInfo"
      })
  void passesAllElse(String method) {
    assertThat(GridGuard.refusal(method)).isEmpty();
  }
}
