package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.dependency.Activation;
import dev.fairlead.opstack.dependency.ChainRules;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.SealedBlockCodec;
import dev.fairlead.opstack.rules.MessageRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Reads a world file: dependency set, chains, blocks and logs; refuses what does not connect. */
final class WorldReader {
  private final JsonFields root;
  private final Map<ChainId, JsonNode> chainNodes;
  private final Set<ChainId> members;

  private WorldReader(JsonFields root) throws DecodingException {
    this.root = root;
    members = root.object("dependencySet").byChain("dependencies").keySet();
    chainNodes = root.byChain("chains");
  }

  /** The world, or a complaint that names its place. */
  static World read(JsonFields root) throws DecodingException {
    return new WorldReader(root).read();
  }

  /** A list of chain ids. */
  static Set<ChainId> chains(JsonNode node, String place) throws DecodingException {
    Set<ChainId> chains = new TreeSet<>();
    int index = 0;
    for (JsonNode element : JsonFields.array(node, place)) {
      chains.add(Json.chainId(element, place + "[" + index++ + "]"));
    }
    return chains;
  }

  private World read() throws DecodingException {
    DependencySet set = dependencySet();
    SortedMap<ChainId, ChainRules> rules = new TreeMap<>();
    SortedMap<ChainId, List<SealedBlock>> chains = new TreeMap<>();
    for (ChainId chain : chainNodes.keySet()) {
      JsonFields fields = chainFields(chain);
      rules.put(chain, rules(fields));
      chains.put(chain, blocks(fields));
    }
    return new World(new MessageRules(set, rules), chains);
  }

  private DependencySet dependencySet() throws DecodingException {
    JsonFields fields = root.object("dependencySet");
    for (Map.Entry<ChainId, JsonNode> entry : fields.byChain("dependencies").entrySet()) {
      JsonFields.of(entry.getValue(), fields.at("dependencies") + "." + entry.getKey());
    }
    Map<ChainId, Set<ChainId>> accepts = new TreeMap<>();
    for (ChainId member : members) {
      if (!chainNodes.containsKey(member)) {
        throw new DecodingException(
            root.at("chains") + "." + member + " is missing: it is in the dependency set");
      }
      accepts.put(member, acceptedMembers(chainFields(member)));
    }
    return DependencySet.directed(accepts, window(fields));
  }

  /** Rule 1 asks for membership of both chains: a source outside the set is never accepted. */
  private Set<ChainId> acceptedMembers(JsonFields chain) throws DecodingException {
    if (!chain.has("accepts")) {
      return members;
    }
    Set<ChainId> accepted = chains(chain.required("accepts"), chain.at("accepts"));
    accepted.retainAll(members);
    return accepted;
  }

  private static ExpiryWindow window(JsonFields dependencySet) throws DecodingException {
    String name = "overrideMessageExpiryWindow";
    if (!dependencySet.has(name)) {
      return ExpiryWindow.STANDARD;
    }
    long seconds = dependencySet.number(name);
    try {
      return ExpiryWindow.ofOverride(seconds);
    } catch (DecodingException e) {
      throw new DecodingException(dependencySet.at(name) + ": " + e.getMessage(), e);
    }
  }

  private JsonFields chainFields(ChainId chain) throws DecodingException {
    JsonNode node = chainNodes.get(chain);
    if (node == null) {
      throw new DecodingException(root.at("chains") + "." + chain + " is missing");
    }
    return JsonFields.of(node, root.at("chains") + "." + chain);
  }

  /** A chain without an activation time never becomes active; it does not start at 0. */
  private static ChainRules rules(JsonFields chain) throws DecodingException {
    Activation activation =
        chain.optional("activationTime").isPresent()
            ? new Activation.At(chain.number("activationTime"))
            : new Activation.Never();
    long blockTime = chain.number("blockTime");
    if (blockTime == 0) {
      throw new DecodingException(chain.at("blockTime") + ": expected at least 1, got 0");
    }
    return new ChainRules(activation, blockTime);
  }

  private static List<SealedBlock> blocks(JsonFields chain) throws DecodingException {
    List<SealedBlock> blocks = new ArrayList<>();
    for (JsonNode node : chain.array("blocks")) {
      JsonFields fields = JsonFields.of(node, chain.at("blocks") + "[" + blocks.size() + "]");
      SealedBlock block = block(fields);
      if (!blocks.isEmpty()) {
        checkConnects(blocks.getLast().seal(), block.seal(), fields);
      }
      blocks.add(block);
    }
    return blocks;
  }

  private static SealedBlock block(JsonFields fields) throws DecodingException {
    List<EventLog> logs = new ArrayList<>();
    for (JsonNode node : fields.array("logs")) {
      String place = fields.at("logs") + "[" + logs.size() + "]";
      logs.add(JsonForms.log(JsonFields.of(node, place)));
    }
    BlockSeal seal =
        new BlockSeal(
            new BlockRef(fields.number("number"), fields.hash("hash")),
            fields.hash("parentHash"),
            fields.number("timestamp"),
            logs.size(),
            Hash32.ZERO,
            Hash32.ZERO);
    return SealedBlockCodec.encode(seal, logs);
  }

  private static void checkConnects(BlockSeal last, BlockSeal next, JsonFields place)
      throws DecodingException {
    String number = Long.toUnsignedString(last.number());
    if (last.number() == -1 || next.number() != last.number() + 1) {
      throw new DecodingException(
          place.at("number")
              + ": hole, got block "
              + Long.toUnsignedString(next.number())
              + " after block "
              + number);
    }
    if (!next.parentHash().equals(last.hash())) {
      throw new DecodingException(
          place.at("parentHash")
              + ": broken, expected the hash of block "
              + number
              + " "
              + last.hash()
              + ", got "
              + next.parentHash());
    }
    if (Long.compareUnsigned(next.timestamp(), last.timestamp()) <= 0) {
      throw new DecodingException(
          place.at("timestamp")
              + ": expected more than "
              + Long.toUnsignedString(last.timestamp())
              + " of the block before, got "
              + Long.toUnsignedString(next.timestamp()));
    }
  }
}
