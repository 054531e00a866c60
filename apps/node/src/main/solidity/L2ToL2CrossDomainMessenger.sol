// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.25;

import {Identifier} from "./Identifier.sol";

interface ICrossL2Inbox {
    function validateMessage(Identifier calldata _id, bytes32 _msgHash) external;
}

/// Sends messages to contracts of other chains and relays them here, each one once. Delivery is by
/// whoever calls relayMessage with the log of the sending chain declared in the access list.
contract L2ToL2CrossDomainMessenger {
    error IdOriginNotL2ToL2CrossDomainMessenger();
    error EventPayloadNotSentMessage();
    error MessageDestinationSameChain();
    error MessageDestinationNotRelayChain();
    error MessageTargetL2ToL2CrossDomainMessenger();
    error MessageAlreadyRelayed();
    error InvalidMessage();
    error NotEntered();
    error ReentrantCall();

    event SentMessage(
        uint256 indexed destination,
        address indexed target,
        uint256 indexed messageNonce,
        address sender,
        bytes message
    );
    event RelayedMessage(
        uint256 indexed source,
        uint256 indexed messageNonce,
        bytes32 indexed messageHash,
        bytes32 returnDataHash
    );

    string public constant version = "1.3.0+fairlead";
    uint16 public constant messageVersion = 0;

    ICrossL2Inbox private constant INBOX =
        ICrossL2Inbox(0x4200000000000000000000000000000000000022);

    /// Transient slots that hold the origin of the message being relayed.
    bytes32 private constant SENDER_SLOT =
        0xb83444d07072b122e2e72a669ce32857d892345c19856f4e7142d06a167ab3f3;
    bytes32 private constant SOURCE_SLOT =
        0x711dfa3259c842fffc17d6e1f1e0fc5927756133a2345ca56b4cb8178589fee7;
    bytes32 private constant ENTERED_SLOT = keccak256("fairlead.devnet.messenger.entered");

    /// Topic, destination, target and nonce come before the ABI-encoded sender and message.
    uint256 private constant TOPICS_SIZE = 128;

    /// Whether a message hash has been relayed to this chain.
    mapping(bytes32 => bool) public successfulMessages;

    /// The hash of the message sent from here with a nonce.
    mapping(uint256 => bytes32) public sentMessages;

    uint240 private sentCount;

    /// The nonce that the next message gets: the version in the top 16 bits, then a counter.
    function messageNonce() public view returns (uint256) {
        return uint256(messageVersion) << 240 | sentCount;
    }

    /// Who sent the message that is being relayed.
    function crossDomainMessageSender() external view returns (address sender_) {
        (sender_,) = crossDomainMessageContext();
    }

    /// The chain that the message being relayed comes from.
    function crossDomainMessageSource() external view returns (uint256 source_) {
        (, source_) = crossDomainMessageContext();
    }

    /// Sender and source of the message being relayed; reverts outside a relay.
    function crossDomainMessageContext() public view returns (address sender_, uint256 source_) {
        if (_load(ENTERED_SLOT) == 0) revert NotEntered();
        sender_ = address(uint160(_load(SENDER_SLOT)));
        source_ = _load(SOURCE_SLOT);
    }

    /// Emits the log that can be relayed on the destination. That such a chain exists is not checked.
    function sendMessage(uint256 _destination, address _target, bytes calldata _message)
        external
        returns (bytes32 hash_)
    {
        if (_destination == block.chainid) revert MessageDestinationSameChain();
        if (_target == address(this)) revert MessageTargetL2ToL2CrossDomainMessenger();
        uint256 nonce = messageNonce();
        hash_ = _hash(_destination, block.chainid, nonce, msg.sender, _target, _message);
        sentMessages[nonce] = hash_;
        sentCount++;
        emit SentMessage(_destination, _target, nonce, msg.sender, _message);
    }

    /// Emits a message sent earlier again, unchanged, so that it can be relayed by a newer log.
    function resendMessage(
        uint256 _destination,
        uint256 _nonce,
        address _sender,
        address _target,
        bytes calldata _message
    ) external returns (bytes32 hash_) {
        hash_ = _hash(_destination, block.chainid, _nonce, _sender, _target, _message);
        if (sentMessages[_nonce] != hash_) revert InvalidMessage();
        emit SentMessage(_destination, _target, _nonce, _sender, _message);
    }

    /// Calls the target of a message whose log is identified by _id and has this payload. A revert of
    /// the target reverts all of it, so the message can be relayed again later.
    function relayMessage(Identifier calldata _id, bytes calldata _sentMessage)
        external
        payable
        returns (bytes memory returnData_)
    {
        if (_load(ENTERED_SLOT) != 0) revert ReentrantCall();
        if (_id.origin != address(this)) revert IdOriginNotL2ToL2CrossDomainMessenger();
        INBOX.validateMessage(_id, keccak256(_sentMessage));
        (uint256 nonce, address sender, address target, bytes memory message) =
            _decode(_sentMessage);
        bytes32 hash = _hash(block.chainid, _id.chainId, nonce, sender, target, message);
        if (successfulMessages[hash]) revert MessageAlreadyRelayed();
        successfulMessages[hash] = true;
        _enter(1, sender, _id.chainId);
        bool success;
        (success, returnData_) = target.call{value: msg.value}(message);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(returnData_, 32), mload(returnData_))
            }
        }
        _enter(0, address(0), 0);
        emit RelayedMessage(_id.chainId, nonce, hash, keccak256(returnData_));
    }

    function _decode(bytes calldata _sentMessage)
        private
        view
        returns (uint256 nonce_, address sender_, address target_, bytes memory message_)
    {
        if (_sentMessage.length < TOPICS_SIZE) revert EventPayloadNotSentMessage();
        if (bytes32(_sentMessage[:32]) != SentMessage.selector) revert EventPayloadNotSentMessage();
        uint256 destination;
        (destination, target_, nonce_) =
            abi.decode(_sentMessage[32:TOPICS_SIZE], (uint256, address, uint256));
        if (destination != block.chainid) revert MessageDestinationNotRelayChain();
        (sender_, message_) = abi.decode(_sentMessage[TOPICS_SIZE:], (address, bytes));
    }

    function _hash(
        uint256 _destination,
        uint256 _source,
        uint256 _nonce,
        address _sender,
        address _target,
        bytes memory _message
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(_destination, _source, _nonce, _sender, _target, _message));
    }

    function _enter(uint256 _entered, address _sender, uint256 _source) private {
        (bytes32 enteredSlot, bytes32 senderSlot, bytes32 sourceSlot) =
            (ENTERED_SLOT, SENDER_SLOT, SOURCE_SLOT);
        assembly ("memory-safe") {
            tstore(enteredSlot, _entered)
            tstore(senderSlot, _sender)
            tstore(sourceSlot, _source)
        }
    }

    function _load(bytes32 _slot) private view returns (uint256 value_) {
        assembly ("memory-safe") {
            value_ := tload(_slot)
        }
    }
}
