package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.ExecutingMessage;
import dev.fairlead.opstack.message.ExecutingMessageCodec;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.MessageHashes;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.RelayCall;
import dev.fairlead.opstack.message.RelayCallCodec;
import dev.fairlead.opstack.message.SentMessage;
import dev.fairlead.opstack.message.SentMessageCodec;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ObjectNode;

/** {@code message}: what a log means to the protocol. */
@Command(
    name = "message",
    description = "Explains a log: sent message, executing message or other; one per line.",
    footer = {
      "",
      "Input:  {\"address\",\"topics\",\"data\"} and optionally \"chainId\", \"blockNumber\",",
      "        \"logIndex\", \"timestamp\"; with all four a sent message has its relay call.",
      "Output: {\"kind\":\"sent|executing|other\",…}"
    })
final class MessageCommand extends LineCommand {
  MessageCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  public LineAnswer answer(JsonFields line) throws DecodingException {
    EventLog log = JsonForms.log(line);
    Optional<ChainId> chain = chain(line);
    Optional<Identifier> place = place(line, log, chain);
    Optional<SentMessage> sent = SentMessageCodec.decode(log);
    Optional<ExecutingMessage> executing = ExecutingMessageCodec.decode(log);
    ObjectNode answer = Json.object();
    if (sent.isPresent()) {
      describe(sent.get(), log, chain, place, answer);
    } else if (executing.isPresent()) {
      answer.put("kind", "executing");
      answer.set("identifier", JsonForms.identifier(executing.get().identifier()));
      answer.put("payloadHash", executing.get().payloadHash().toString());
      answer.put("checksum", executing.get().checksum().toString());
    } else {
      answer.put("kind", "other");
    }
    return new LineAnswer.Done(answer);
  }

  private static void describe(
      SentMessage sent,
      EventLog log,
      Optional<ChainId> source,
      Optional<Identifier> place,
      ObjectNode answer) {
    answer.put("kind", "sent");
    answer.set("destination", JsonForms.number(sent.destination()));
    answer.set("nonce", JsonForms.number(sent.nonce()));
    answer.put("sender", sent.sender().toString());
    answer.put("target", sent.target().toString());
    answer.put("message", sent.message().toString());
    if (source.isPresent()) {
      answer.put("messageHash", sent.messageHash(source.get()).toString());
    } else {
      answer.putNull("messageHash");
    }
    if (place.isPresent()) {
      answer.set("relay", relay(place.get(), log));
    } else {
      answer.putNull("relay");
    }
  }

  private static ObjectNode relay(Identifier id, EventLog log) {
    ObjectNode relay = Json.object();
    relay.put("to", Predeploys.L2_TO_L2_MESSENGER.toString());
    relay.put("data", RelayCallCodec.encode(new RelayCall(id, log.payload())).toString());
    relay.set("accessList", JsonForms.accessList(Access.of(id, MessageHashes.payloadHash(log))));
    return relay;
  }

  private static Optional<ChainId> chain(JsonFields line) throws DecodingException {
    String name = line.chainIdName();
    return line.optional(name).isPresent() ? Optional.of(line.chain(name)) : Optional.empty();
  }

  /** Present only with all four optional fields; each that is given must be well formed. */
  private static Optional<Identifier> place(JsonFields line, EventLog log, Optional<ChainId> chain)
      throws DecodingException {
    boolean isComplete = chain.isPresent();
    for (String name : List.of("blockNumber", "logIndex", "timestamp")) {
      isComplete &= line.optional(name).isPresent();
    }
    long blockNumber = line.optional("blockNumber").isPresent() ? line.number("blockNumber") : 0;
    long logIndex = line.optional("logIndex").isPresent() ? line.logIndex("logIndex") : 0;
    long timestamp = line.optional("timestamp").isPresent() ? line.number("timestamp") : 0;
    return isComplete
        ? Optional.of(
            new Identifier(log.address(), blockNumber, logIndex, timestamp, chain.orElseThrow()))
        : Optional.empty();
  }
}
