// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.25;

import {IMessenger} from "./IMessenger.sol";

/// Receives what a contract sent along a route of chains.
interface IForwardTarget {
    /// Called by the forwarder of this chain; source and sender are those where the route began.
    function onForwarded(uint256 _source, address _sender, bytes calldata _payload) external;
}

/// Passes a message on to a next chain, for chains that do not accept each other's messages. It stands at the same address on every chain and trusts only itself there.
contract Forwarder {
    error EmptyRoute();
    error OnlyForwarder();

    event Forwarded(uint256 indexed source, address indexed sender, uint256 nextChain);

    IMessenger private constant MESSENGER = IMessenger(0x4200000000000000000000000000000000000023);

    /// What travels: where it began, for whom it is, and the content.
    struct Parcel {
        uint256 source;
        address sender;
        address target;
        bytes payload;
    }

    /// Sends a payload to the target on the last chain of the route.
    function send(uint256[] calldata _route, address _target, bytes calldata _payload) external {
        if (_route.length == 0) revert EmptyRoute();
        _next(_route, Parcel(block.chainid, msg.sender, _target, _payload));
    }

    /// One hop: hands the parcel to its target if the route ends here, else passes it on.
    function pass(uint256[] calldata _route, Parcel calldata _parcel) external {
        if (msg.sender != address(MESSENGER)) revert OnlyForwarder();
        if (MESSENGER.crossDomainMessageSender() != address(this)) revert OnlyForwarder();
        if (_route.length == 0) {
            IForwardTarget target = IForwardTarget(_parcel.target);
            target.onForwarded(_parcel.source, _parcel.sender, _parcel.payload);
        } else {
            _next(_route, _parcel);
        }
    }

    function _next(uint256[] calldata _route, Parcel memory _parcel) private {
        emit Forwarded(_parcel.source, _parcel.sender, _route[0]);
        bytes memory message = abi.encodeCall(Forwarder.pass, (_route[1:], _parcel));
        MESSENGER.sendMessage(_route[0], address(this), message);
    }
}
