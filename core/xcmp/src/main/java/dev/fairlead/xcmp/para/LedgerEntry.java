package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;

/** What the demo para reads: transactions, and messages between paras. */
public sealed interface LedgerEntry {
  /** SCALE form, a tag byte first. */
  Bytes encode();

  /**
   * Transaction: tokens leave an account, for one of this para or of another. Tag 0. The
   * development chain demands no signature.
   *
   * @param from account that pays
   * @param para where the other account is
   * @param to account that is paid
   * @param amount tokens, at least 1
   */
  record Transfer(Hash32 from, ParaId para, Hash32 to, long amount) implements LedgerEntry {
    @Override
    public Bytes encode() {
      return new ScaleWriter()
          .writeU8(0)
          .writeHash(from)
          .writeU32(para.value())
          .writeHash(to)
          .writeU64(amount)
          .toBytes();
    }
  }

  /**
   * Transaction: sends bytes that mean nothing, as load. Tag 1.
   *
   * @param para recipient
   * @param content what is sent
   */
  record Send(ParaId para, Bytes content) implements LedgerEntry {
    @Override
    public Bytes encode() {
      return new ScaleWriter().writeU8(1).writeU32(para.value()).writeBytes(content).toBytes();
    }
  }

  /**
   * Message: tokens that were burned on the sending para are minted here. Tag 2.
   *
   * @param to account that is paid
   * @param amount tokens, at least 1
   */
  record Mint(Hash32 to, long amount) implements LedgerEntry {
    @Override
    public Bytes encode() {
      return new ScaleWriter().writeU8(2).writeHash(to).writeU64(amount).toBytes();
    }
  }

  /**
   * Message: bytes that mean nothing. Tag 3.
   *
   * @param content what was sent
   */
  record Load(Bytes content) implements LedgerEntry {
    @Override
    public Bytes encode() {
      return new ScaleWriter().writeU8(3).writeBytes(content).toBytes();
    }
  }

  /** Decodes the SCALE form; an amount below 1, an unknown tag and surplus bytes are refused. */
  static LedgerEntry decode(Bytes encoded) throws DecodingException {
    ScaleReader reader = ScaleReader.of(encoded);
    int tag = reader.readU8();
    LedgerEntry entry =
        switch (tag) {
          case 0 ->
              new Transfer(
                  reader.readHash(),
                  new ParaId(reader.readU32()),
                  reader.readHash(),
                  readAmount(reader));
          case 1 -> new Send(new ParaId(reader.readU32()), reader.readBytes(Integer.MAX_VALUE));
          case 2 -> new Mint(reader.readHash(), readAmount(reader));
          case 3 -> new Load(reader.readBytes(Integer.MAX_VALUE));
          default -> throw new DecodingException("unknown tag " + tag + " of a ledger entry");
        };
    reader.demandEnd();
    return entry;
  }

  private static long readAmount(ScaleReader reader) throws DecodingException {
    long amount = reader.readU64();
    if (amount < 1) {
      throw new DecodingException("amount is not at least 1: " + amount);
    }
    return amount;
  }
}
