// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.25;

/// Points at one log of one chain. Field order is that of the ABI.
struct Identifier {
    address origin;
    uint256 blockNumber;
    uint256 logIndex;
    uint256 timestamp;
    uint256 chainId;
}
