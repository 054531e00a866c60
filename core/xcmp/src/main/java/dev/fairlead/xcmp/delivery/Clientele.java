package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.RelayState;

/** Who asks a server for entries: whether it is served, and what it was given. */
sealed interface Clientele permits Clientele.Everybody, CollatorJudge {
  /** Serves whoever asks and remembers nothing. */
  record Everybody() implements Clientele {
    @Override
    public boolean isServed(PeerId peer, RelayState anchor, ParaId recipient) {
      return true;
    }

    @Override
    public ServiceClass classOf(PeerId peer) {
      return ServiceClass.OTHER;
    }

    @Override
    public void given(PeerId peer, QueueEntry entry) {}
  }

  /** Somebody asks for entries of a para; whether it may have some. */
  boolean isServed(PeerId peer, RelayState anchor, ParaId recipient);

  /** Which part of the slots it may use. */
  ServiceClass classOf(PeerId peer);

  /** A peer was given an entry with its body, because it has asked. */
  void given(PeerId peer, QueueEntry entry);
}
