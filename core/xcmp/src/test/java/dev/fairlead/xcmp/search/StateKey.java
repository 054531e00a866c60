package dev.fairlead.xcmp.search;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Names a state of the search by its content: two states with one key have the same futures. Hashes
 * of relay blocks, storage roots and heads are left out, for they tell how a state was reached; a
 * head stands for the para's state after it.
 */
final class StateKey {
  private final Paras paras;
  private final ScaleWriter target = new ScaleWriter();

  private StateKey(Paras paras) {
    this.paras = paras;
  }

  static Hash32 of(Node node, Paras paras) {
    StateKey key = new StateKey(paras);
    int parents = node.state().relayParents().size();
    List<Node.Branch> path = node.branch().path();
    for (Node.Branch at : path.subList(0, Math.min(parents, path.size()))) {
      key.target.writeHash(at.key());
    }
    key.target.writeU32(parents).writeU32(node.used());
    key.messages(node.history().sent());
    key.messages(node.history().received());
    key.messages(node.history().lost());
    key.target.writeBoolean(node.sideline().isPresent());
    key.target.writeList(node.foreign(), (_, draft) -> key.draft(draft));
    return Blake2b256.hash(key.target.toBytes());
  }

  /** The content of one relay state. */
  static Hash32 of(RelayState state, Paras paras) {
    StateKey key = new StateKey(paras);
    key.relay(state);
    return Blake2b256.hash(key.target.toBytes());
  }

  private void relay(RelayState state) {
    target.writeU32(state.number()).writeU32(state.session().index());
    for (ParaId para : Paras.ALL) {
      ParaRecord entry = state.para(para).orElseThrow();
      watermark(entry.watermark());
      target.writeU32(entry.lastRelayParent()).writeU64(entry.free()).writeU64(entry.reserved());
      target.writeHash(paras.stateRoot(para, entry.head()));
      target.writeList(state.inFlight(para), (_, one) -> inFlight(one));
      state.row(para).ifPresent(row -> row.cells().forEach(this::cell));
    }
    state.channels().forEach((id, channel) -> text(id + " " + channel));
    target.writeList(state.queue(Paras.RECIPIENT).entries(), (_, entry) -> watermark(entry));
  }

  private void inFlight(InFlight one) {
    paras.draft(one.candidate().head()).ifPresent(this::draft);
    target.writeU32(one.backedIn()).writeU32(one.available().size());
  }

  private void draft(Paras.Draft draft) {
    target
        .writeU32(draft.para().value())
        .writeU32(draft.relayParent())
        .writeU32(draft.sent())
        .writeBoolean(draft.isSending())
        .writeHash(paras.stateRoot(draft.para(), draft.candidate().parentHead()))
        .writeHash(paras.stateRoot(draft.para(), draft.head()));
  }

  private void cell(ChannelCell cell) {
    target.writeHash(cell.messageRoot()).writeU32(cell.lastBlock());
  }

  private void watermark(Watermark mark) {
    target.writeU32(mark.block()).writeU32(mark.para().value());
  }

  private void messages(List<Message> messages) {
    target.writeList(
        messages,
        (writer, one) ->
            writer.writeU32(one.block()).writeU32(one.sender().value()).writeU32(one.number()));
  }

  private void text(String text) {
    target.writeBytes(dev.fairlead.kernel.bytes.Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
