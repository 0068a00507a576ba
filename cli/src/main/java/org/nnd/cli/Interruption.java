package org.nnd.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C (SIGINT) and SIGTERM: the first asks to stop, the second ends the process at once.
 *
 * <p>A shutdown hook couldn't hear the second one. {@code sun.misc.Signal} is in every JDK, and JEP
 * 260 keeps it; by reflection, since compilers warn of it. Where it can't be used, signals end the
 * process as ever.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {
  /** The exit code of a command that was stopped: 128 and the number of SIGINT. */
  static final int EXIT = 130;

  /** What was done about each signal before. */
  private final Map<Object, Object> before = new LinkedHashMap<>();

  private volatile boolean asked;

  Interruption() {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ask =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, (self, method, it) -> ask());
      for (String name : List.of("INT", "TERM")) {
        Object signal =
            Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
        before.put(signal, handle(signal, ask));
      }
    } catch (ReflectiveOperationException e) {
      // No such class, or the JVM was told to leave signals alone.
    }
  }

  private Object ask() {
    if (asked) {
      Runtime.getRuntime().halt(EXIT);
    }
    asked = true;
    return null;
  }

  /** Has a signal handled; returns what handled it before. */
  private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
    Method handle =
        signal
            .getClass()
            .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"));
    return handle.invoke(null, signal, handler);
  }

  @Override
  public boolean getAsBoolean() {
    return asked;
  }

  @Override
  public void close() {
    for (Map.Entry<Object, Object> e : before.entrySet()) {
      try {
        handle(e.getKey(), e.getValue());
      } catch (ReflectiveOperationException unlikely) {
        throw new IllegalStateException(unlikely);
      }
    }
  }
}
