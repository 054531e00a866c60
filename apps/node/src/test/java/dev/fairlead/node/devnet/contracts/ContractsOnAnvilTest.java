package dev.fairlead.node.devnet.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.TestCalls;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.ExecutingMessageCodec;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.IdentifierCodec;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.RelayCall;
import dev.fairlead.opstack.message.RelayCallCodec;
import dev.fairlead.opstack.message.SentMessage;
import dev.fairlead.opstack.message.SentMessageCodec;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contracts on a real chain 902; messages pretend to come from 901. */
class ContractsOnAnvilTest {
  private static final ChainId SOURCE = ChainId.of(901);
  private static final ChainId HERE = ChainId.of(902);
  private static final Address20 MESSENGER = Predeploys.L2_TO_L2_MESSENGER;
  private static final Address20 INBOX = Predeploys.CROSS_L2_INBOX;
  private static final Address20 FRIEND =
      Address20.literal("0x1111111111111111111111111111111111111111");
  private static final Identifier ID = new Identifier(MESSENGER, 14, 2, 1_743_801_675, SOURCE);

  private static DevnetChain chain;
  private static TestCalls calls;
  private static long nonce;

  @BeforeAll
  static void start() throws Exception {
    chain = TestChain.start(902);
    calls = new TestCalls(chain.rpc().client(), TestChain.account(chain));
  }

  @AfterAll
  static void end() {
    chain.close();
  }

  @Test
  void inboxComputesTheChecksumsOfTheVectors() throws Exception {
    Hash32 v2 =
        Hash32.literal("0x239eaa8910efd066ea6bad5057f60ea868da70c49dff4cb09403e90f970a812b");
    ChainId large = ChainId.of(new BigInteger("18446744073709551635"));
    Hash32 empty = Keccak256.hash(Bytes.EMPTY);
    Hash32 maximum = new Hash32(-1, -1, -1, -1);

    assertThat(checksum(words(ID), v2))
        .isEqualTo("0x03c6d2648cef120ce1d7ccf9f8d4042d6b25ff30a02e22d9ea2a47d2677ccb8d");
    assertThat(checksum(words(new Identifier(MESSENGER, 14, 2, 1_743_801_675, large)), v2))
        .isEqualTo("0x03ffd9bcc97d1c56ae1e5727287611dc92241680d1e32e590d919b5b458c9204");
    Address20 ones = Address20.literal("0x" + "ff".repeat(20));
    assertThat(
            checksum(
                words(new Identifier(ones, -1, 0xffff_ffffL, -1, new ChainId(maximum))), empty))
        .isEqualTo("0x031870b29e134e2d0f2f1dd867d4871b2fe7ae87fae71cc4dbe8e132789f95a4");
  }

  @Test
  void inboxRefusesNumbersAboveTheirCaps() throws Exception {
    // T28: one above 2^64-1, 2^32-1, 2^64-1
    assertThat(checksum(wordsWith(1, new Hash32(0, 0, 1, 0)), Hash32.ZERO))
        .isEqualTo("revert 0xd1f79e82");
    assertThat(checksum(wordsWith(2, Hash32.ofNumber(1L << 32)), Hash32.ZERO))
        .isEqualTo("revert 0x94338eba");
    assertThat(checksum(wordsWith(3, new Hash32(0, 0, 1, 0)), Hash32.ZERO))
        .isEqualTo("revert 0x596a19a9");
  }

  @Test
  void undeclaredMessageRevertsAndDeclaredOneEmitsAnExecutingMessage() throws Exception {
    Hash32 payloadHash = Keccak256.hash(Bytes.literal("0x01"));
    Bytes call = validate(words(ID), payloadHash);

    Hash32 cold = calls.send(INBOX, call, List.of(Hash32.ofNumber(1)));
    Hash32 warm = calls.send(INBOX, call, keys(ID, payloadHash));
    chain.mine();

    assertThat(calls.call(INBOX, call, List.of())).isEqualTo("revert 0xe3c00816");
    assertThat(calls.isSuccess(cold)).isFalse();
    assertThat(calls.isSuccess(warm)).isTrue();
    EventLog log = calls.logs(warm).getFirst();
    assertThat(ExecutingMessageCodec.decode(log).orElseThrow().identifier()).isEqualTo(ID);
    assertThat(log.topics().get(1)).isEqualTo(payloadHash);
  }

  @Test
  void relayErrorsAreThoseOfTheVectors() throws Exception {
    // V23
    EventLog log = log(sent(FRIEND, Bytes.EMPTY));
    Bytes payload = log.payload();
    Identifier foreign = new Identifier(FRIEND, 14, 2, 1_743_801_675, SOURCE);
    byte[] broken = payload.toByteArray();
    broken[0] = 0;
    Bytes topicless = Bytes.of(broken);
    Bytes elsewhere = log(new SentMessage(SOURCE, FRIEND, next(), FRIEND, Bytes.EMPTY)).payload();

    assertThat(calls.call(MESSENGER, relay(ID, payload), List.of())).isEqualTo("revert 0xe3c00816");
    assertThat(relayed(foreign, payload)).isEqualTo("revert 0x7987c157");
    assertThat(relayed(ID, topicless)).isEqualTo("revert 0xdf1eb586");
    assertThat(relayed(ID, elsewhere)).isEqualTo("revert 0x31ac2211");
    assertThat(calls.call(MESSENGER, send(HERE, FRIEND), List.of())).isEqualTo("revert 0x8ed9a95d");
    assertThat(calls.call(MESSENGER, send(SOURCE, MESSENGER), List.of()))
        .isEqualTo("revert 0x4faa2509");
    assertThat(calls.call(MESSENGER, Calldata.of("crossDomainMessageSender()").encode(), List.of()))
        .isEqualTo("revert 0xbca35af6");
  }

  @Test
  void relayedTokenMessageMintsOnce() throws Exception {
    SentMessage sent =
        sent(
            DemoToken.ADDRESS,
            Calldata.of("receiveFrom(address,uint256)")
                .address(FRIEND)
                .number(BigInteger.TEN)
                .encode());
    Bytes payload = log(sent).payload();

    Hash32 first = calls.send(MESSENGER, relay(ID, payload), keys(ID, Keccak256.hash(payload)));
    chain.mine();

    assertThat(calls.isSuccess(first)).isTrue();
    EventLog relayed = calls.logs(first).getLast();
    assertThat(relayed.topics())
        .containsExactly(
            Hash32.literal("0xc270d73e26d2d39dee7ef92093555927e344e243415547ecc350b2b5385b68a2"),
            SOURCE.word(),
            sent.nonce(),
            sent.messageHash(SOURCE));
    assertThat(relayed.data().toString()).isEqualTo(Keccak256.hash(Bytes.EMPTY).toString());
    assertThat(relayed(ID, payload)).isEqualTo("revert 0x9ca9480b");
    assertThat(calls.call(DemoToken.ADDRESS, DemoToken.balanceOf(FRIEND), List.of()))
        .isEqualTo(Hash32.ofNumber(10).toString());
  }

  @Test
  void revertOfTheTargetIsPassedOnAndLeavesTheMessageRelayable() throws Exception {
    SentMessage sent = sent(DemoToken.ADDRESS, DemoToken.transfer(FRIEND, BigInteger.TEN));
    Bytes payload = log(sent).payload();
    String insufficient = error("InsufficientBalance()");

    assertThat(relayed(ID, payload)).isEqualTo("revert " + insufficient);
    Hash32 failed = calls.send(MESSENGER, relay(ID, payload), keys(ID, Keccak256.hash(payload)));
    chain.mine();

    assertThat(calls.isSuccess(failed)).isFalse();
    Bytes question =
        Calldata.of("successfulMessages(bytes32)").word(sent.messageHash(SOURCE)).encode();
    assertThat(calls.call(MESSENGER, question, List.of())).isEqualTo(Hash32.ZERO.toString());
  }

  @Test
  void sentMessageIsRememberedAndCanBeSentAgainUnchanged() throws Exception {
    Bytes message = Bytes.literal("0xdeadbeef");
    Hash32 before = number(calls.call(MESSENGER, messageNonce(), List.of()));
    Hash32 first = calls.send(MESSENGER, sendCall(SOURCE, FRIEND, message), List.of());
    chain.mine();
    SentMessage sent = SentMessageCodec.decode(calls.logs(first).getFirst()).orElseThrow();

    Hash32 again = calls.send(MESSENGER, resend(sent), List.of());
    chain.mine();

    assertThat(sent).isEqualTo(new SentMessage(SOURCE, FRIEND, before, calls.from(), message));
    assertThat(calls.logs(again)).isEqualTo(calls.logs(first));
    Bytes question = Calldata.of("sentMessages(uint256)").word(before).encode();
    assertThat(calls.call(MESSENGER, question, List.of()))
        .isEqualTo(sent.messageHash(HERE).toString());
    SentMessage other = new SentMessage(SOURCE, FRIEND, before, FRIEND, message);
    assertThat(calls.call(MESSENGER, resend(other), List.of())).isEqualTo("revert 0x6eca2e4b");
  }

  @Test
  void tokenMintsForNobodyButItself() throws Exception {
    Bytes mint =
        Calldata.of("receiveFrom(address,uint256)").address(FRIEND).number(BigInteger.ONE).encode();
    SentMessage foreign = new SentMessage(HERE, DemoToken.ADDRESS, next(), FRIEND, mint);
    String unauthorized = "revert " + error("UnauthorizedSender()");

    assertThat(relayed(ID, log(foreign).payload())).isEqualTo(unauthorized);
    assertThat(calls.call(DemoToken.ADDRESS, mint, List.of())).isEqualTo(unauthorized);
  }

  @Test
  void forwarderPassesAMessageOnToTheNextChain() throws Exception {
    Hash32 start =
        calls.send(
            DemoToken.ADDRESS,
            DemoToken.sendAlong(List.of(SOURCE, ChainId.of(903)), FRIEND, BigInteger.TWO),
            List.of());
    chain.mine();
    SentMessage hop = SentMessageCodec.decode(calls.logs(start).getLast()).orElseThrow();
    assertThat(hop.destination()).isEqualTo(SOURCE);
    assertThat(hop.target()).isEqualTo(DevnetContract.FORWARDER.address());

    SentMessage arriving = new SentMessage(HERE, hop.target(), next(), hop.sender(), hop.message());
    Bytes payload = log(arriving).payload();
    Hash32 passed = calls.send(MESSENGER, relay(ID, payload), keys(ID, Keccak256.hash(payload)));
    chain.mine();

    SentMessage next =
        calls.logs(passed).stream()
            .flatMap(log -> SentMessageCodec.decode(log).stream())
            .findFirst()
            .orElseThrow();
    assertThat(next.destination()).isEqualTo(ChainId.of(903));
    assertThat(next.sender()).isEqualTo(DevnetContract.FORWARDER.address());
    SentMessage last = new SentMessage(HERE, next.target(), next(), next.sender(), next.message());
    assertThat(relayed(ID, log(last).payload())).doesNotContain("revert");
    assertThat(calls.call(next.target(), next.message(), List.of()))
        .isEqualTo("revert " + error("OnlyForwarder()"));
  }

  private static String relayed(Identifier id, Bytes payload) throws Exception {
    return calls.call(MESSENGER, relay(id, payload), keys(id, Keccak256.hash(payload)));
  }

  private static Bytes relay(Identifier id, Bytes payload) {
    return RelayCallCodec.encode(new RelayCall(id, payload));
  }

  private static List<Hash32> keys(Identifier id, Hash32 payloadHash) {
    return AccessListCodec.encode(Access.of(id, payloadHash));
  }

  private static SentMessage sent(Address20 target, Bytes message) {
    return new SentMessage(HERE, target, next(), DemoToken.ADDRESS, message);
  }

  private static EventLog log(SentMessage sent) {
    return SentMessageCodec.encode(sent);
  }

  private static Hash32 next() {
    return Hash32.ofNumber(nonce++);
  }

  private static String checksum(List<Hash32> identifier, Hash32 payloadHash) throws Exception {
    Calldata call =
        Calldata.of("calculateChecksum((address,uint256,uint256,uint256,uint256),bytes32)");
    identifier.forEach(call::word);
    return calls.call(INBOX, call.word(payloadHash).encode(), List.of());
  }

  private static Bytes validate(List<Hash32> identifier, Hash32 payloadHash) {
    Calldata call =
        Calldata.of("validateMessage((address,uint256,uint256,uint256,uint256),bytes32)");
    identifier.forEach(call::word);
    return call.word(payloadHash).encode();
  }

  private static List<Hash32> words(Identifier id) {
    ByteWriter writer = new ByteWriter(IdentifierCodec.SIZE);
    IdentifierCodec.write(id, writer);
    byte[] bytes = writer.toBytes().toByteArray();
    return List.of(
        Hash32.read(bytes, 0),
        Hash32.read(bytes, 32),
        Hash32.read(bytes, 64),
        Hash32.read(bytes, 96),
        Hash32.read(bytes, 128));
  }

  private static List<Hash32> wordsWith(int position, Hash32 word) {
    List<Hash32> words = new java.util.ArrayList<>(words(ID));
    words.set(position, word);
    return words;
  }

  private static Bytes send(ChainId destination, Address20 target) {
    return sendCall(destination, target, Bytes.EMPTY);
  }

  private static Bytes sendCall(ChainId destination, Address20 target, Bytes message) {
    return Calldata.of("sendMessage(uint256,address,bytes)")
        .chain(destination)
        .address(target)
        .bytes(message)
        .encode();
  }

  private static Bytes resend(SentMessage sent) {
    return Calldata.of("resendMessage(uint256,uint256,address,address,bytes)")
        .chain(sent.destination())
        .word(sent.nonce())
        .address(sent.sender())
        .address(sent.target())
        .bytes(sent.message())
        .encode();
  }

  private static Bytes messageNonce() {
    return Calldata.of("messageNonce()").encode();
  }

  private static Hash32 number(String word) throws Exception {
    return Hash32.parse(word);
  }

  private static String error(String signature) {
    return Calldata.of(signature).encode().toString();
  }
}
