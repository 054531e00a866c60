package dev.fairlead.node.inspect;

import dev.fairlead.kernel.bytes.DecodingException;

/** Answers one object of the input with one object. */
interface LineTool {
  /** Throws for input of a wrong form. */
  LineAnswer answer(JsonFields input) throws DecodingException;
}
