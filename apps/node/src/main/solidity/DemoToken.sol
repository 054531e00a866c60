// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.25;

import {Forwarder, IForwardTarget} from "./Forwarder.sol";
import {IMessenger} from "./IMessenger.sol";

/// An ERC-20 that lives on every chain of the devnet: burned here, minted there. The sum over all
/// chains plus what is burned and not yet minted never changes after initialise.
contract DemoToken is IForwardTarget {
    error AlreadyInitialised();
    error InsufficientBalance();
    error InsufficientAllowance();
    error UnauthorizedSender();

    event Transfer(address indexed from, address indexed to, uint256 amount);
    event Approval(address indexed owner, address indexed spender, uint256 amount);
    /// The two events of IERC7802.
    event CrosschainMint(address indexed to, uint256 amount, address indexed sender);
    event CrosschainBurn(address indexed from, uint256 amount, address indexed sender);

    string public constant name = "Fairlead Demo";
    string public constant symbol = "FLD";
    uint8 public constant decimals = 18;

    IMessenger private constant MESSENGER = IMessenger(0x4200000000000000000000000000000000000023);
    Forwarder private constant FORWARDER = Forwarder(0xfA17000000000000000000000000000000000002);

    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    bool private initialised;

    /// Creates this chain's first tokens, once; a devnet has no constructor call.
    function initialise(address _holder, uint256 _amount) external {
        if (initialised) revert AlreadyInitialised();
        initialised = true;
        _mint(_holder, _amount);
    }

    function transfer(address _to, uint256 _amount) external returns (bool) {
        _move(msg.sender, _to, _amount);
        return true;
    }

    function approve(address _spender, uint256 _amount) external returns (bool) {
        allowance[msg.sender][_spender] = _amount;
        emit Approval(msg.sender, _spender, _amount);
        return true;
    }

    function transferFrom(address _from, address _to, uint256 _amount) external returns (bool) {
        uint256 allowed = allowance[_from][msg.sender];
        if (allowed < _amount) revert InsufficientAllowance();
        if (allowed != type(uint256).max) allowance[_from][msg.sender] = allowed - _amount;
        _move(_from, _to, _amount);
        return true;
    }

    /// Burns here and has the same amount minted on a chain that accepts messages from here.
    function sendTo(uint256 _chain, address _to, uint256 _amount) external returns (bytes32) {
        _crosschainBurn(_amount);
        bytes memory message = abi.encodeCall(DemoToken.receiveFrom, (_to, _amount));
        return MESSENGER.sendMessage(_chain, address(this), message);
    }

    /// As sendTo, to the last chain of a route on which each chain accepts the one before it.
    function sendAlong(uint256[] calldata _route, address _to, uint256 _amount) external {
        _crosschainBurn(_amount);
        FORWARDER.send(_route, address(this), abi.encode(_to, _amount));
    }

    /// Called by the messenger for a message of this token on another chain.
    function receiveFrom(address _to, uint256 _amount) external {
        if (msg.sender != address(MESSENGER)) revert UnauthorizedSender();
        if (MESSENGER.crossDomainMessageSender() != address(this)) revert UnauthorizedSender();
        _crosschainMint(_to, _amount);
    }

    /// Called by the forwarder for a payload of this token on another chain.
    function onForwarded(uint256, address _sender, bytes calldata _payload) external {
        if (msg.sender != address(FORWARDER)) revert UnauthorizedSender();
        if (_sender != address(this)) revert UnauthorizedSender();
        (address to, uint256 amount) = abi.decode(_payload, (address, uint256));
        _crosschainMint(to, amount);
    }

    function _crosschainBurn(uint256 _amount) private {
        if (balanceOf[msg.sender] < _amount) revert InsufficientBalance();
        balanceOf[msg.sender] -= _amount;
        totalSupply -= _amount;
        emit Transfer(msg.sender, address(0), _amount);
        emit CrosschainBurn(msg.sender, _amount, msg.sender);
    }

    function _crosschainMint(address _to, uint256 _amount) private {
        _mint(_to, _amount);
        emit CrosschainMint(_to, _amount, msg.sender);
    }

    function _mint(address _to, uint256 _amount) private {
        totalSupply += _amount;
        balanceOf[_to] += _amount;
        emit Transfer(address(0), _to, _amount);
    }

    function _move(address _from, address _to, uint256 _amount) private {
        if (balanceOf[_from] < _amount) revert InsufficientBalance();
        balanceOf[_from] -= _amount;
        balanceOf[_to] += _amount;
        emit Transfer(_from, _to, _amount);
    }
}
