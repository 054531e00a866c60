/** Tests of the delivery of messages. */
@NullMarked
package dev.fairlead.opstack.relay;

import org.jspecify.annotations.NullMarked;
