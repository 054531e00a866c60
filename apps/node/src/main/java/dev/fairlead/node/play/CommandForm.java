package dev.fairlead.node.play;

import java.util.Arrays;
import java.util.List;

/** The commands of a script, with what may follow each. */
enum CommandForm {
  SETTINGS("settings", "NAME VALUE …", "before everything else: what differs from the standard"),
  PARA(
      "para",
      "PARA [chain|thread] [balance N] [accounts NAME=N …]",
      "registers a para; after the first block by a call of root"),
  SESSION(
      "session",
      "[validators N] [groups N] [cores PARA=CORE …]",
      "the first session, or the one that begins after the next block"),
  BLOCK("block", "[COUNT]", "makes relay blocks; the first holds what was prepared"),
  OPEN(
      "open",
      "SENDER RECIPIENT [count N] [bytes N] [message N] [delay SESSIONS]",
      "the sender asks for a channel"),
  ACCEPT(
      "accept", "SENDER RECIPIENT [count N] [bytes N] [message N]", "the recipient consents to it"),
  CANCEL("cancel", "SENDER RECIPIENT [by PARA]", "a side withdraws the request"),
  CLOSE("close", "SENDER RECIPIENT [by PARA]", "a side asks to end a channel"),
  ACCEPT_CLOSE("accept-close", "SENDER RECIPIENT", "the other side consents to the end"),
  FORCE_CLOSE("force-close", "SENDER RECIPIENT", "root ends a channel"),
  OFFBOARD("offboard", "PARA", "root takes a para out"),
  MIGRATE("migrate", "PARA chain|thread", "a para changes its kind"),
  CUTOFF("cutoff", "PARA BLOCKS", "a para declares its blacklist cutoff"),
  PEERS("peers", "PARA ADDRESS …", "a para names its full nodes"),
  SEND("send", "SENDER RECIPIENT \"TEXT\"|0xBYTES", "puts bytes into the sender's outbox"),
  TRANSFER(
      "transfer",
      "PARA PAYER PARA PAYEE AMOUNT",
      "burns tokens on one para and mints them on the other"),
  WITHHOLD("withhold", "SENDER RECIPIENT", "bodies do not reach the recipient's collators"),
  DELIVER("deliver", "SENDER RECIPIENT", "they do again"),
  CANDIDATE(
      "candidate",
      "PARA [to POSITION] [on BLOCK] [parent CANDIDATE] [sign N] …",
      "builds a para block, to be backed in the next relay block"),
  AVAILABLE("available", "[PARA] all|none|N", "how many validators sign for chunks from now on"),
  FORK("fork", "BLOCK", "goes on from an earlier block"),
  FINALIZE("finalize", "BLOCK", "makes a block final"),
  POST("post", "SENDER RECIPIENT [block N] [body BYTES]", "posts a body on the relay chain"),
  DISPUTE("dispute", "CANDIDATE [votes N]", "validators vote that a candidate is invalid"),
  SHOW(
      "show",
      "head|session|requests|supply|queue P|para P|row P|posts P|ledger P|channel P P",
      "shows a part of the state");

  private final String word;
  private final String parameters;
  private final String meaning;

  CommandForm(String word, String parameters, String meaning) {
    this.word = word;
    this.parameters = parameters;
    this.meaning = meaning;
  }

  String parameters() {
    return parameters;
  }

  String word() {
    return word;
  }

  String meaning() {
    return meaning;
  }

  static CommandForm of(Words.Word word) throws ScriptException {
    List<String> names = Arrays.stream(values()).map(form -> form.word).toList();
    for (CommandForm form : values()) {
      if (form.word.equals(word.text()) && !word.isQuoted()) {
        return form;
      }
    }
    throw Words.unexpected(word, "a command (" + Words.choice(names) + ")");
  }
}
