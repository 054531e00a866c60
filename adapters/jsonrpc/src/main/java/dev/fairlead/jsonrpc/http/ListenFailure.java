package dev.fairlead.jsonrpc.http;

import java.io.Serial;

/** A listener could not be started; the message is one line for the user. */
public final class ListenFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  ListenFailure(String message) {
    super(message);
  }
}
