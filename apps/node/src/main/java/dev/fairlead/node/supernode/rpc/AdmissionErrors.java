package dev.fairlead.node.supernode.rpc;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.node.supernode.AdmissionAnswer;
import dev.fairlead.opstack.access.AccessListDecoding;
import dev.fairlead.opstack.access.AccessVerdict;
import dev.fairlead.opstack.access.LevelNames;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.InvalidMessage;
import dev.fairlead.opstack.rules.Missing;
import dev.fairlead.opstack.rules.Outcome;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON-RPC errors of refused access lists. Codes are those of the upstream services (section
 * 5b); {@code data} says which group failed and why.
 */
public final class AdmissionErrors {
  /** The source chain is being back-filled. */
  public static final int BACK_FILLING = -320400;

  /** The message's block was pruned or never stored. */
  public static final int NOT_ENOUGH_HISTORY = -320500;

  /** A chain is not in the dependency set, or not accepted. */
  public static final int CHAIN_NOT_IN_SET = -320501;

  /** The message is invalid for any other reason. */
  public static final int INVALID = -320600;

  /** The operator refuses every list. */
  public static final int FAILSAFE = -320602;

  /** The message's block has not reached the demanded level. */
  public static final int LEVEL_NOT_REACHED = -321100;

  /** The message's block is not indexed yet. */
  public static final int NOT_INDEXED = -321401;

  private AdmissionErrors() {}

  /** The error of an answer; empty if the list is accepted. */
  public static Optional<RpcError> of(AdmissionAnswer answer) {
    return switch (answer) {
      case AdmissionAnswer.FailsafeOn() ->
          Optional.of(
              new RpcError(
                  FAILSAFE,
                  "failsafe is enabled: no message is accepted",
                  data("failsafe", "failsafe off", "failsafe on")));
      case AdmissionAnswer.Judged(AccessVerdict verdict) -> of(verdict);
    };
  }

  /** The error of a verdict; empty if the list is accepted. */
  public static Optional<RpcError> of(AccessVerdict verdict) {
    return switch (verdict) {
      case AccessVerdict.Accepted() -> Optional.empty();
      case AccessVerdict.Malformed(AccessListDecoding.Malformed error) ->
          Optional.of(malformed(error));
      case AccessVerdict.TooManyGroups(int groups, int max) ->
          Optional.of(
              new RpcError(
                  RpcError.INVALID_PARAMS,
                  "too many messages in one call: " + groups + ", at most " + max,
                  data("too-many-groups", "at most " + max, Integer.toString(groups))));
      case AccessVerdict.BackFilling(int group, var chain) ->
          Optional.of(
              error(
                  BACK_FILLING,
                  group,
                  "back-filling",
                  "chain " + chain + " filled",
                  "chain " + chain + " is being back-filled"));
      case AccessVerdict.Refused(int group, Outcome outcome) -> refused(group, outcome);
    };
  }

  /** A message whose executing chain the caller did not name. */
  static RpcError noExecutingChain(int group) {
    return error(
        CHAIN_NOT_IN_SET,
        group,
        InvalidMessage.Code.CHAIN_NOT_IN_SET.text(),
        "chainID of the executing chain",
        "a descriptor without chainID");
  }

  private static Optional<RpcError> refused(int group, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Valid() -> Optional.empty();
      case Outcome.Invalid(InvalidMessage reason) ->
          Optional.of(
              error(
                  reason.code() == InvalidMessage.Code.CHAIN_NOT_IN_SET
                      ? CHAIN_NOT_IN_SET
                      : INVALID,
                  group,
                  reason.code().text(),
                  reason.expected(),
                  reason.actual()));
      case Outcome.NotYet(Awaited awaited) -> Optional.of(notYet(group, awaited));
      case Outcome.NotEnoughHistory(Missing missing) ->
          Optional.of(
              error(
                  NOT_ENOUGH_HISTORY,
                  group,
                  "not-enough-history",
                  "block " + Long.toUnsignedString(missing.number()) + " of " + missing.chain(),
                  "blocks from " + Long.toUnsignedString(missing.firstNumber())));
    };
  }

  private static RpcError notYet(int group, Awaited awaited) {
    return switch (awaited) {
      case Awaited.Block(var chain, long number, long _) ->
          error(
              NOT_INDEXED,
              group,
              "not-indexed",
              "block " + Long.toUnsignedString(number) + " of chain " + chain,
              "a chain that has not reached it");
      case Awaited.Level(var chain, long number, var level) ->
          error(
              LEVEL_NOT_REACHED,
              group,
              "level-not-reached",
              "block "
                  + Long.toUnsignedString(number)
                  + " of chain "
                  + chain
                  + " to be "
                  + LevelNames.name(level),
              "a block below that level");
    };
  }

  private static RpcError malformed(AccessListDecoding.Malformed error) {
    ObjectNode data = data(error.cause().text(), expectedEntry(error), error.detail());
    data.put("group", error.group());
    return new RpcError(RpcError.INVALID_PARAMS, "malformed access list: " + error.detail(), data);
  }

  private static String expectedEntry(AccessListDecoding.Malformed error) {
    return switch (error.cause()) {
      case UNEXPECTED_TYPE, EXPECTED_ENTRY -> "groups of lookup, chain-id extension, checksum";
      case MALFORMED -> "zero padding";
    };
  }

  private static RpcError error(
      int code, int group, String reason, String expected, String actual) {
    ObjectNode data = data(reason, expected, actual);
    data.put("group", group);
    return new RpcError(
        code,
        "message " + group + ": " + reason + ": expected " + expected + ", got " + actual,
        data);
  }

  private static ObjectNode data(String reason, String expected, String actual) {
    ObjectNode data = Json.object();
    data.putNull("group");
    data.put("code", reason);
    data.put("expected", expected);
    data.put("actual", actual);
    return data;
  }
}
