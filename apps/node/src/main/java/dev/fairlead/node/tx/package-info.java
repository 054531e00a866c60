/** Keys and signatures: private keys, key files, signing and sender recovery. */
@NullMarked
package dev.fairlead.node.tx;

import org.jspecify.annotations.NullMarked;
