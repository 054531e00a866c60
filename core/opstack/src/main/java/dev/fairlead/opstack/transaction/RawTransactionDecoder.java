package dev.fairlead.opstack.transaction;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.evm.RlpReader;
import dev.fairlead.opstack.evm.RlpWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes raw transactions of types 0 to 4, in network form too (blobs beside the transaction).
 * Refuses deposits, unknown types and every encoding that is not canonical.
 */
public final class RawTransactionDecoder {
  private static final int DEPOSIT = 0x7e;
  private static final int LIST = 0xc0;
  private static final int EIP155_OFFSET = 35;
  private static final int UNPROTECTED_OFFSET = 27;

  private RawTransactionDecoder() {}

  /** Decodes what {@code eth_sendRawTransaction} takes. */
  public static SignedTransaction decode(Bytes raw) throws DecodingException {
    if (raw.isEmpty()) {
      throw new DecodingException("raw transaction is empty");
    }
    int first = raw.byteAt(0);
    if (first >= LIST) {
      return legacy(raw);
    }
    if (first == DEPOSIT) {
      throw new DecodingException("deposit transactions (0x7e) are made by the chain itself");
    }
    TransactionType type =
        TransactionType.ofCode(first)
            .orElseThrow(() ->
                new DecodingException("unknown transaction type 0x" + Integer.toHexString(first)));
    return typed(type, body(type, raw.slice(1, raw.size())));
  }

  /** The transaction's own list; blobs beside it are dropped. */
  private static Bytes body(TransactionType type, Bytes list) throws DecodingException {
    RlpReader outer = RlpReader.ofList(list);
    boolean isNetworkForm = type == TransactionType.BLOB && outer.nextIsList();
    return isNetworkForm ? outer.readEncoded() : list;
  }

  private static SignedTransaction legacy(Bytes raw) throws DecodingException {
    RlpReader reader = RlpReader.ofList(raw);
    long nonce = reader.readLong();
    FeeTerms fees = new FeeTerms.Price(reader.readNumber());
    long gasLimit = reader.readLong();
    TransactionCall call =
        new TransactionCall(recipient(reader), reader.readNumber(), reader.readString(), List.of());
    BigInteger v = reader.readNumber();
    boolean isProtected = v.compareTo(BigInteger.valueOf(EIP155_OFFSET)) >= 0;
    BigInteger bare =
        v.subtract(BigInteger.valueOf(isProtected ? EIP155_OFFSET : UNPROTECTED_OFFSET));
    if (bare.signum() < 0 || (!isProtected && bare.compareTo(BigInteger.ONE) > 0)) {
      throw new DecodingException("signature has v = " + v);
    }
    Signature signature = signature(bare.testBit(0) ? 1 : 0, reader);
    ChainId chain = isProtected ? ChainId.of(bare.shiftRight(1)) : ChainId.of(0);
    RlpWriter unsigned = head(raw, 6);
    if (isProtected) {
      unsigned.writeNumber(chain.toBigInteger()).writeNumber(0).writeNumber(0);
    }
    return new SignedTransaction(
        new SignedTransaction.Terms(TransactionType.LEGACY, chain, nonce, fees, gasLimit),
        call,
        Keccak256.hash(unsigned.toList()),
        signature,
        Keccak256.hash(raw));
  }

  private static SignedTransaction typed(TransactionType type, Bytes list)
      throws DecodingException {
    RlpReader reader = RlpReader.ofList(list);
    ChainId chain = ChainId.of(reader.readNumber());
    long nonce = reader.readLong();
    FeeTerms fees =
        type == TransactionType.ACCESS_LIST
            ? new FeeTerms.Price(reader.readNumber())
            : caps(reader.readNumber(), reader.readNumber());
    long gasLimit = reader.readLong();
    Recipient to = recipient(reader);
    if (to instanceof Recipient.Creation && type.code() >= TransactionType.BLOB.code()) {
      throw new DecodingException("a transaction of type " + type.code() + " needs a recipient");
    }
    TransactionCall call =
        new TransactionCall(
            to, reader.readNumber(), reader.readString(), accessList(reader.readList()));
    int fieldCount = skipOwnFields(type, reader);
    BigInteger parity = reader.readNumber();
    if (parity.bitLength() > 1) {
      throw new DecodingException("signature has parity " + parity);
    }
    Signature signature = signature(parity.intValue(), reader);
    return new SignedTransaction(
        new SignedTransaction.Terms(type, chain, nonce, fees, gasLimit),
        call,
        hash(type, head(list, fieldCount).toList()),
        signature,
        hash(type, list));
  }

  /** Passes over the fields that only this type has; answers how many fields are signed. */
  private static int skipOwnFields(TransactionType type, RlpReader reader)
      throws DecodingException {
    return switch (type) {
      case LEGACY -> 6;
      case ACCESS_LIST -> 8;
      case FEE_MARKET -> 9;
      case BLOB -> {
        reader.readNumber();
        RlpReader hashes = reader.readList();
        while (hashes.hasMore()) {
          hashes.readHash();
        }
        yield 11;
      }
      case SET_CODE -> {
        reader.readList();
        yield 10;
      }
    };
  }

  private static Signature signature(int parity, RlpReader reader) throws DecodingException {
    Hash32 r = word(reader.readNumber());
    Hash32 s = word(reader.readNumber());
    reader.demandEnd();
    return new Signature(r, s, parity);
  }

  private static FeeTerms caps(BigInteger priority, BigInteger max) throws DecodingException {
    if (priority.compareTo(max) > 0) {
      throw new DecodingException("priority fee " + priority + " exceeds the fee cap " + max);
    }
    return new FeeTerms.Caps(priority, max);
  }

  private static Hash32 word(BigInteger number) {
    return ChainId.of(number).word();
  }

  private static Recipient recipient(RlpReader reader) throws DecodingException {
    Bytes field = reader.readString();
    if (field.isEmpty()) {
      return new Recipient.Creation();
    }
    if (field.size() != Address20.SIZE) {
      throw new DecodingException("recipient has " + field.size() + " bytes");
    }
    return new Recipient.Account(Address20.read(field.toByteArray(), 0));
  }

  private static List<AccessTuple> accessList(RlpReader list) throws DecodingException {
    List<AccessTuple> tuples = new ArrayList<>();
    while (list.hasMore()) {
      RlpReader tuple = list.readList();
      Address20 address = tuple.readAddress();
      RlpReader keys = tuple.readList();
      tuple.demandEnd();
      List<Hash32> storageKeys = new ArrayList<>();
      while (keys.hasMore()) {
        storageKeys.add(keys.readHash());
      }
      tuples.add(new AccessTuple(address, storageKeys));
    }
    return tuples;
  }

  private static RlpWriter head(Bytes list, int fieldCount) throws DecodingException {
    RlpReader reader = RlpReader.ofList(list);
    RlpWriter head = new RlpWriter();
    for (int i = 0; i < fieldCount; i++) {
      head.writeEncoded(reader.readEncoded());
    }
    return head;
  }

  private static Hash32 hash(TransactionType type, Bytes list) {
    return Keccak256.hash(
        new ByteWriter(list.size() + 1).writeByte(type.code()).writeBytes(list).toBytes());
  }
}
