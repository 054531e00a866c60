package dev.fairlead.node.supernode;

import static dev.fairlead.node.supernode.FollowedChains.A;
import static dev.fairlead.node.supernode.FollowedChains.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.node.health.Health;
import dev.fairlead.node.health.HealthIssue;
import dev.fairlead.node.supernode.FollowedChains.Message;
import dev.fairlead.node.supernode.TamperedUpstream.Tampering;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A source that contradicts itself must hold its chain, be named, and leave everything stored as it
 * is; once it answers well again, following goes on. It never makes a verdict.
 */
final class BadUpstreamTest {
  @TempDir Path folder;
  private DevnetChain b;
  private TamperedUpstream upstream;
  private FollowedChains chains;

  /** Ways in which an answer can be wrong. */
  enum Flaw implements Tampering {
    RECEIPTS_TRUNCATED {
      @Override
      public JsonNode change(String method, JsonNode params, JsonNode result) {
        if (method.equals("eth_getBlockReceipts") && result instanceof ArrayNode receipts) {
          if (!receipts.isEmpty()) {
            receipts.remove(receipts.size() - 1);
          }
        }
        return result;
      }
    },
    RECEIPTS_OF_ANOTHER_BLOCK {
      @Override
      public JsonNode change(String method, JsonNode params, JsonNode result) {
        if (method.equals("eth_getBlockReceipts")) {
          for (JsonNode receipt : result) {
            ((ObjectNode) receipt).put("blockHash", "0x" + "11".repeat(32));
          }
        }
        return result;
      }
    },
    LOG_ALTERED {
      @Override
      public JsonNode change(String method, JsonNode params, JsonNode result) {
        if (method.equals("eth_getBlockReceipts")) {
          for (JsonNode receipt : result) {
            for (JsonNode log : receipt.path("logs")) {
              ((ObjectNode) log).put("data", "0xbad0");
            }
          }
        }
        return result;
      }
    },
    /**
     * As an attacker would who keeps header and receipts consistent: the block hash gives it away.
     */
    RECEIPTS_ROOT_ALTERED {
      @Override
      public JsonNode change(String method, JsonNode params, JsonNode result) {
        if (method.startsWith("eth_getBlockBy") && result instanceof ObjectNode block) {
          block.put("receiptsRoot", "0x" + "22".repeat(32));
        }
        return result;
      }
    },
    PARENT_ALTERED {
      @Override
      public JsonNode change(String method, JsonNode params, JsonNode result) {
        if (method.startsWith("eth_getBlockBy") && result instanceof ObjectNode block) {
          block.put("parentHash", "0x" + "33".repeat(32));
        }
        return result;
      }
    },
    NO_RECEIPTS_AT_ALL {
      @Override
      public JsonNode change(String method, JsonNode params, JsonNode result) {
        return method.equals("eth_getBlockReceipts") ? Json.object() : result;
      }
    },
    TEXT_FOR_A_BLOCK {
      @Override
      public JsonNode change(String method, JsonNode params, JsonNode result) {
        return method.equals("eth_getBlockByNumber") ? Json.array().add("<html>").get(0) : result;
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    DevnetChain a = TestChain.start(901);
    b = TestChain.start(902);
    upstream = new TamperedUpstream(b.http());
    chains = FollowedChains.start(a, b, TwoChainsToml.of(folder, a.webSocket(), upstream.http()));
    chains.mine(2);
    chains.awaitLevel(B, b.height(), SafetyLevel.CROSS_UNSAFE);
  }

  @AfterEach
  void end() {
    chains.close();
    upstream.close();
  }

  @ParameterizedTest
  @EnumSource
  void flawedAnswers_holdTheChainAreNamedAndHeal(Flaw flaw) throws Exception {
    long before = b.height();
    upstream.tamper(flaw);

    Message sent = chains.send(b, chains.a);
    chains.awaitState("the trouble to be named", _ -> hasIssue("source_failing"));

    SupernodeSnapshot state = chains.supernode().snapshot();
    assertThat(state.chain(B).orElseThrow().log().tip().orElseThrow().number()).isEqualTo(before);
    assertThat(state.components().getFirst().invalid()).isEmpty();
    assertThat(sourceFailures()).isPositive();
    chains.a.mine();
    chains.awaitLevel(A, chains.a.height(), SafetyLevel.CROSS_UNSAFE);

    upstream.tamper(Tampering.NONE);

    chains.awaitLevel(B, sent.identifier().blockNumber(), SafetyLevel.CROSS_UNSAFE);
    chains.awaitState("the trouble to be over", _ -> !hasIssue("source_failing"));
    chains.execute(chains.a, sent);
    chains.awaitLevel(A, chains.a.height(), SafetyLevel.CROSS_UNSAFE);
  }

  @Test
  void chainThatAnswersForAnotherOneAfterReconnecting_isRefused() throws Exception {
    upstream.tamper((method, _, result) ->
        switch (method) {
          case "eth_chainId" -> Json.array().add("0x7").get(0);
          case "eth_getBlockByNumber" -> Json.object();
          default -> result;
        });

    chains.awaitState(
        "the other chain to be named",
        _ -> issues().stream().anyMatch(i -> i.detail().contains("chain 7 instead of 902")));
    upstream.tamper(Tampering.NONE);
    b.mine();

    chains.awaitLevel(B, b.height(), SafetyLevel.UNSAFE);
  }

  private boolean hasIssue(String code) {
    return issues().stream().anyMatch(issue -> issue.code().equals(code));
  }

  private List<HealthIssue> issues() {
    Health health = new Health();
    chains.supernode().reportTo(health);
    return health.report().issues();
  }

  private double sourceFailures() {
    return chains
        .metrics()
        .scrape()
        .lines()
        .filter(line ->
            line.startsWith("fairlead_source_failures_total{") && line.contains("chain_id=\"902\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
