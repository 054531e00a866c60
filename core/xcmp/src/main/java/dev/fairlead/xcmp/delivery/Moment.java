package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.machine.Effects;

/**
 * One step of a machine.
 *
 * @param nowNanos time on the owner's clock
 * @param out where orders go
 */
record Moment(long nowNanos, Effects<? super NodeEffect> out) {
  void emit(NodeEffect effect) {
    out.emit(effect);
  }
}
