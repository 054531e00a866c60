package dev.fairlead.jsonrpc;

/** A session for one answer only, as an HTTP request has; nothing can be pushed. */
public record NoPushSession(String peer) implements RpcSession {
  /** A caller inside this process. */
  public NoPushSession() {
    this("local");
  }

  @Override
  public boolean canPush() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return false;
  }

  @Override
  public boolean push(String json) {
    return false;
  }

  @Override
  public void onClose(Runnable action) {
    action.run();
  }

  @Override
  public void close(String reason) {}
}
