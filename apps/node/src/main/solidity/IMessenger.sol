// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.25;

/// What token and forwarder use of the L2-to-L2 messenger.
interface IMessenger {
    function sendMessage(uint256 _destination, address _target, bytes calldata _message)
        external
        returns (bytes32);
    function crossDomainMessageSender() external view returns (address);
    function crossDomainMessageContext() external view returns (address sender_, uint256 source_);
}
