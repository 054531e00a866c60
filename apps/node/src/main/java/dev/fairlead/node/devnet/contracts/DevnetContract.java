package dev.fairlead.node.devnet.contracts;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.opstack.message.Predeploys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A contract that stands on every L2 of the devnet from block 0 on. */
public enum DevnetContract {
  /** Turns declared messages into executing messages. */
  CROSS_L2_INBOX("CrossL2Inbox", Predeploys.CROSS_L2_INBOX),
  /** Sends and relays messages. */
  MESSENGER("L2ToL2CrossDomainMessenger", Predeploys.L2_TO_L2_MESSENGER),
  /** Burned on one chain, minted on another. */
  DEMO_TOKEN("DemoToken", Address20.literal("0xfa17000000000000000000000000000000000001")),
  /** Passes a message on to a next chain. */
  FORWARDER("Forwarder", Address20.literal("0xfa17000000000000000000000000000000000002"));

  private final String source;

  // A record of primitives; Error Prone knows only what is annotated.
  @SuppressWarnings("Immutable")
  private final Address20 address;

  DevnetContract(String source, Address20 address) {
    this.source = source;
    this.address = address;
  }

  /** Name of the Solidity contract and of its compiled form. */
  public String source() {
    return source;
  }

  /** Where it stands. */
  public Address20 address() {
    return address;
  }

  /** Its runtime code, from the resource beside this class. */
  public Bytes code() {
    String name = source + ".hex";
    try (InputStream in = DevnetContract.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource missing: " + name);
      }
      return Bytes.parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    } catch (IOException | DecodingException e) {
      throw new IllegalStateException("resource unreadable: " + name, e);
    }
  }
}
