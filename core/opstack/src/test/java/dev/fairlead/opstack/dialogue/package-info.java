/** Golden dialogues: plain-text scripts of commands and the answers that a machine gives. */
@NullMarked
package dev.fairlead.opstack.dialogue;

import org.jspecify.annotations.NullMarked;
