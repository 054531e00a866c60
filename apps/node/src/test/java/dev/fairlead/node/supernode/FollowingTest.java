package dev.fairlead.node.supernode;

import static dev.fairlead.node.supernode.FollowedChains.A;
import static dev.fairlead.node.supernode.FollowedChains.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyHeads;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.Remining;
import dev.fairlead.node.supernode.FollowedChains.Message;
import dev.fairlead.opstack.admission.Frontier;
import dev.fairlead.opstack.rules.BlockVerdict;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import dev.fairlead.opstack.rules.InvalidMessage;
import dev.fairlead.opstack.verifier.RoundAwaited;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A supernode on real anvil chains, one of them over WebSocket, the other over HTTP. */
final class FollowingTest {
  private static final int TO_SAFE = DevnetChain.SAFE_DEPTH + 1;
  private static final int TO_FINALIZED = 2 * DevnetChain.SAFE_DEPTH + 1;

  @TempDir Path folder;
  private FollowedChains chains;

  @BeforeEach
  void start() throws Exception {
    chains = FollowedChains.start(folder);
  }

  @AfterEach
  void end() {
    chains.close();
  }

  @Test
  void validMessagesBothWays_reachEveryLevel() throws Exception {
    Message there = chains.send(chains.a, chains.b);
    Message back = chains.send(chains.b, chains.a);

    chains.execute(chains.a, back);
    chains.execute(chains.b, there);
    long executedOnA = chains.a.height();
    long executedOnB = chains.b.height();

    chains.awaitLevel(A, executedOnA, SafetyLevel.CROSS_UNSAFE);
    chains.awaitLevel(B, executedOnB, SafetyLevel.CROSS_UNSAFE);
    chains.mine(TO_SAFE);
    chains.awaitLevel(A, executedOnA, SafetyLevel.CROSS_SAFE);
    chains.awaitLevel(B, executedOnB, SafetyLevel.CROSS_SAFE);
    chains.mine(TO_FINALIZED);
    chains.awaitLevel(A, executedOnA, SafetyLevel.FINALIZED);
    chains.awaitLevel(B, executedOnB, SafetyLevel.FINALIZED);
    assertThat(verdict(B, executedOnB)).isEqualTo(new BlockVerdict.Valid());
  }

  @Test
  void checkAcceptsWhatTheNextBlockMayExecute() throws Exception {
    Message message = chains.send(chains.a, chains.b);
    chains.awaitLevel(A, chains.a.height(), SafetyLevel.CROSS_UNSAFE);
    ExecutingDescriptor next = ExecutingDescriptor.block(B, chains.b.nextTimestamp());

    AdmissionService admission = chains.supernode().admission();

    assertThat(admission.check(message.keys(), SafetyLevel.UNSAFE, next).isAccepted()).isTrue();
    assertThat(
            admission
                .check(message.withOtherPayload().keys(), SafetyLevel.UNSAFE, next)
                .refusalCode())
        .contains("checksum-mismatch");
    assertThat(admission.check(message.keys(), SafetyLevel.CROSS_SAFE, next).refusalCode())
        .contains("level-not-reached");
  }

  @Test
  void invalidBlock_isReportedWithReasonsHoldsCrossSafeAndHealsAfterReplacement() throws Exception {
    Message message = chains.send(chains.a, chains.b);
    chains.b.mine();
    chains.execute(chains.b, message.withOtherPayload());
    long number = chains.b.height();
    BlockRef invalid = chains.b.rpc().block(number).orElseThrow().ref();
    chains.a.mine();
    chains.mine(TO_SAFE);

    chains.awaitState(
        "the safe lane to report the block",
        state ->
            state.components().getFirst().invalid().stream()
                .anyMatch(block -> block.block().ref().equals(invalid)));
    BlockVerdict verdict = verdict(B, number);
    assertThat(verdict).isInstanceOf(BlockVerdict.Invalid.class);
    assertThat(((BlockVerdict.Invalid) verdict).reasons().getFirst().reason().code())
        .isEqualTo(InvalidMessage.Code.CHECKSUM_MISMATCH);
    chains.awaitState(
        "the safe lane to await the replacement",
        state ->
            state
                .components()
                .getFirst()
                .awaited()
                .contains(new RoundAwaited.Replacement(B, invalid)));
    assertThat(heads(B).reaches(number, SafetyLevel.CROSS_SAFE)).isFalse();
    assertThat(heads(B).reaches(number, SafetyLevel.CROSS_UNSAFE)).isFalse();
    assertThat(chains.metrics().scrape())
        .contains("fairlead_invalid_blocks{chain_id=\"902\"} 1")
        .contains("supernode_interop_invalidations_total{chain_id=\"902\"} 1")
        .contains("fairlead_safe_lane_awaits{awaited=\"replacement\",chain_id=\"902\"} 1");

    assertThat(chains.b.replaceBlock(number, invalid.hash(), Remining.SAME)).isTrue();
    chains.mine(2);

    chains.awaitLevel(B, number, SafetyLevel.CROSS_SAFE);
    chains.awaitLevel(A, number, SafetyLevel.CROSS_SAFE);
    chains.awaitState(
        "no invalid block", state -> state.components().getFirst().invalid().isEmpty());
    assertThat(verdict(B, number)).isEqualTo(new BlockVerdict.Valid());
  }

  @Test
  void logSaysDeniedWhenTheSafeLaneTakesAnInvalidBlockOver_andResolvedOnceItIsReplaced()
      throws Exception {
    Message message = chains.send(chains.a, chains.b);
    chains.b.mine();
    try (LogLines log = new LogLines(Supernode.class)) {
      chains.execute(chains.b, message.withOtherPayload());
      long number = chains.b.height();
      BlockRef invalid = chains.b.rpc().block(number).orElseThrow().ref();
      chains.awaitState(
          "the unsafe lane to find the block invalid",
          state -> state.admission().frontiers().get(B) instanceof Frontier.Invalid);
      chains.a.mine();
      chains.mine(TO_SAFE);
      chains.awaitState(
          "the safe lane to deny the block",
          state -> new Frontier.Denied(invalid).equals(state.admission().frontiers().get(B)));

      String block =
          " chain=902 block=" + number + ":" + invalid.hash().toString().substring(0, 10);
      assertThat(log.of("block_denied")).containsExactly("block_denied lane=unsafe" + block);
      assertThat(log.of("block_resolved")).isEmpty();

      chains.b.replaceBlock(number, invalid.hash(), Remining.SAME);
      chains.mine(2);
      chains.awaitLevel(B, number, SafetyLevel.CROSS_SAFE);

      assertThat(log.of("block_resolved")).containsExactly("block_resolved lane=safe" + block);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void reorgOfTheSource_undoesWhatDependsOnItAndRecovers(int depth) throws Exception {
    Message message = chains.send(chains.a, chains.b);
    chains.b.mine();
    chains.execute(chains.b, message);
    long number = chains.b.height();
    for (int i = 1; i < depth; i++) {
      chains.a.mine();
    }
    chains.awaitLevel(B, number, SafetyLevel.CROSS_UNSAFE);

    chains.a.reorg(depth, Remining.EMPTY);

    chains.awaitState(
        "the executing block to lose its level",
        state -> !state.chain(B).orElseThrow().heads().reaches(number, SafetyLevel.CROSS_UNSAFE));
    chains.awaitState(
        "a record of the reorg",
        state -> state.chain(A).orElseThrow().follow().undone().getLast().undone().size() == depth);
    assertThat(verdict(B, number)).isInstanceOf(BlockVerdict.Invalid.class);

    chains.b.reorg(1, Remining.EMPTY);

    chains.awaitLevel(B, number, SafetyLevel.CROSS_UNSAFE);
    chains.mine(TO_SAFE + 5);
    chains.awaitLevel(B, number, SafetyLevel.CROSS_SAFE);
    chains.awaitLevel(A, message.identifier().blockNumber(), SafetyLevel.CROSS_SAFE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void reorgOfTheDestination_isFollowed(int depth) throws Exception {
    Message message = chains.send(chains.a, chains.b);
    chains.b.mine();
    chains.execute(chains.b, message);
    long number = chains.b.height();
    for (int i = 1; i < depth; i++) {
      chains.b.mine();
    }
    chains.awaitLevel(B, chains.b.height(), SafetyLevel.CROSS_UNSAFE);

    chains.b.reorg(depth, Remining.SAME);

    BlockRef mined = chains.b.rpc().block(chains.b.height()).orElseThrow().ref();
    chains.awaitState(
        "the new branch",
        state ->
            state
                .chain(B)
                .orElseThrow()
                .heads()
                .head(SafetyLevel.CROSS_UNSAFE)
                .filter(mined::equals)
                .isPresent());
    chains.mine(TO_SAFE + 5);
    chains.awaitLevel(B, number, SafetyLevel.CROSS_SAFE);
  }

  @Test
  void stalledChain_holdsTheSafeLaneAndNobodyElseInTheUnsafeLane() throws Exception {
    chains.mine(TO_SAFE);
    chains.awaitLevel(A, 1, SafetyLevel.CROSS_SAFE);
    long stalledAt = chains.a.height();

    for (int i = 0; i < TO_SAFE + 3; i++) {
      chains.b.mine();
    }

    chains.awaitLevel(B, chains.b.height(), SafetyLevel.CROSS_UNSAFE);
    chains.awaitState(
        "the safe lane to name the stalled chain",
        state ->
            state.components().getFirst().awaited().stream()
                .anyMatch(awaited ->
                    awaited instanceof RoundAwaited.LocalSafe(var chain, long _)
                        && chain.equals(A)));
    assertThat(heads(B).reaches(stalledAt + 1, SafetyLevel.CROSS_SAFE)).isFalse();
    assertThat(heads(B).reaches(stalledAt + 1, SafetyLevel.LOCAL_SAFE)).isTrue();
  }

  @Test
  void restart_keepsWhatWasStoredAndGoesOn() throws Exception {
    chains.mine(TO_SAFE);
    chains.awaitLevel(A, 2, SafetyLevel.CROSS_SAFE);
    chains.mine(3);

    chains.restart();

    chains.awaitLevel(A, chains.a.height(), SafetyLevel.CROSS_UNSAFE);
    chains.mine(1);
    chains.awaitLevel(A, chains.a.height() - TO_SAFE, SafetyLevel.CROSS_SAFE);
    assertThat(chains.metrics().scrape())
        .contains("op_interop_filter_default_blocks_sealed_total{chain_id=\"901\"} ")
        .doesNotContain(
            "op_interop_filter_default_blocks_sealed_total{chain_id=\"901\"} "
                + (chains.a.height() + 1));
  }

  private BlockVerdict verdict(ChainId chain, long number) {
    SupernodeSnapshot snapshot = chains.supernode().snapshot();
    return chains
        .supernode()
        .reporter()
        .report(snapshot, snapshot.chain(chain).orElseThrow(), number)
        .verdict();
  }

  private SafetyHeads heads(ChainId chain) {
    return chains.supernode().snapshot().chain(chain).orElseThrow().heads();
  }
}
