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
  /** What was done about each signal before. */
  private final Map<Object, Object> before = new LinkedHashMap<>();

  private Method handle;
  private Object atOnce;
  private volatile boolean asked;

  Interruption() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      handle = signal.getMethod("handle", signal, handler);
      atOnce = handler.getField("SIG_DFL").get(null);
      Object ask =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, (self, method, it) -> ask());
      for (String name : List.of("INT", "TERM")) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        before.put(one, handle.invoke(null, one, ask));
      }
    } catch (ReflectiveOperationException e) {
      // No such class, or the JVM was told to leave signals alone.
    }
  }

  private Object ask() {
    asked = true;
    before.keySet().forEach(signal -> handle(signal, atOnce));
    return null;
  }

  private void handle(Object signal, Object handler) {
    try {
      handle.invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean getAsBoolean() {
    return asked;
  }

  @Override
  public void close() {
    before.forEach(this::handle);
  }
}
