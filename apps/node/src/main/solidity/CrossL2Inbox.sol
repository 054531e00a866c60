// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.25;

import {Identifier} from "./Identifier.sol";

/// Turns a declared message into an executing message. A message is declared by its checksum among
/// the storage keys of this contract in the transaction's access list; such a slot is warm.
contract CrossL2Inbox {
    error NotInAccessList();
    error BlockNumberTooHigh();
    error LogIndexTooHigh();
    error TimestampTooHigh();

    event ExecutingMessage(bytes32 indexed msgHash, Identifier id);

    string public constant version = "1.0.2+fairlead";

    /// A warm load costs 100 gas, a cold one 2100.
    uint256 private constant WARM_LOAD_GAS_MAX = 1000;

    /// First byte of every checksum.
    bytes32 private constant CHECKSUM_VERSION = bytes32(uint256(3) << 248);

    /// Reverts unless the message was declared; emits the log that verifiers judge.
    function validateMessage(Identifier calldata _id, bytes32 _msgHash) external {
        if (!_isWarm(calculateChecksum(_id, _msgHash))) revert NotInAccessList();
        emit ExecutingMessage(_msgHash, _id);
    }

    /// The storage key that announces this message.
    function calculateChecksum(Identifier calldata _id, bytes32 _msgHash)
        public
        pure
        returns (bytes32)
    {
        if (_id.blockNumber > type(uint64).max) revert BlockNumberTooHigh();
        if (_id.logIndex > type(uint32).max) revert LogIndexTooHigh();
        if (_id.timestamp > type(uint64).max) revert TimestampTooHigh();
        bytes32 logHash = keccak256(abi.encodePacked(_id.origin, _msgHash));
        bytes32 position = bytes32(_id.blockNumber << 96 | _id.timestamp << 32 | _id.logIndex);
        bytes32 identified = keccak256(abi.encodePacked(logHash, position));
        bytes32 bare = keccak256(abi.encodePacked(identified, _id.chainId));
        return (bare << 8) >> 8 | CHECKSUM_VERSION;
    }

    /// Measures one load of the slot. The loaded value takes part in the answer, else the optimizer
    /// would remove the load and every slot would look warm. No slot here is ever written.
    function _isWarm(bytes32 _slot) private view returns (bool warm) {
        uint256 most = WARM_LOAD_GAS_MAX;
        assembly ("memory-safe") {
            let before := gas()
            let value := sload(_slot)
            let cost := sub(before, gas())
            warm := and(iszero(gt(cost, most)), iszero(value))
        }
    }
}
