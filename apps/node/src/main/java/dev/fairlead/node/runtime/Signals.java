package dev.fairlead.node.runtime;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * The signals SIGINT and SIGTERM. The JDK has them only in {@code sun.misc}, whose use javac warns
 * about without a way to accept it, hence the reflection; the module {@code jdk.unsupported} that
 * holds the class is part of every JDK.
 */
final class Signals {
  private Signals() {}

  /** Sends every later SIGINT and SIGTERM, by number, to the handler. */
  @SuppressWarnings("ReferenceEquality") // equality of a proxy is the identity of the proxy
  static void handle(Consumer<Integer> handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {signalHandler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      handler.accept((Integer) signal.getMethod("getNumber").invoke(arguments[0]));
                      yield null;
                    }
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "fairlead signal handler";
                  });
      for (String name : new String[] {"INT", "TERM"}) {
        Object instance = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, signalHandler).invoke(null, instance, proxy);
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this JDK has no sun.misc.Signal", e);
    }
  }
}
