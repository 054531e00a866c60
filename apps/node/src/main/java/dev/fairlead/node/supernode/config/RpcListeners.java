package dev.fairlead.node.supernode.config;

import dev.fairlead.node.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the supernode answers.
 *
 * @param open the listener for everybody
 * @param allowedHosts names that callers may use in the Host header besides addresses and localhost
 * @param refusesSameTimestamp whether access-list checks demand an initiating timestamp strictly
 *     below the executing one, which is stricter than consensus
 * @param admin the listener for the operator; absent if no secret is configured
 */
public record RpcListeners(
    Listener open, List<String> allowedHosts, boolean refusesSameTimestamp, Optional<Admin> admin) {
  /** Port for everybody unless told otherwise. */
  public static final int PORT = 8560;

  /** Port for the operator unless told otherwise. */
  public static final int ADMIN_PORT = 8561;

  /** Copies the list. */
  public RpcListeners {
    allowedHosts = List.copyOf(allowedHosts);
  }

  /**
   * The guarded listener.
   *
   * @param listener where it listens
   * @param secretFile where the secret was read from, for complaints
   * @param secret in hex, that tokens are signed with
   */
  public record Admin(Listener listener, Path secretFile, Secret secret) {}
}
