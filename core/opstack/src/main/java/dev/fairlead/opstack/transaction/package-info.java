/** Transactions as they are signed, sent and decoded: envelope types, access lists, fees. */
@NullMarked
package dev.fairlead.opstack.transaction;

import org.jspecify.annotations.NullMarked;
