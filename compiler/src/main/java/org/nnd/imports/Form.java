package org.nnd.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.Datum;
import org.nnd.call.Entry;
import org.nnd.call.Given;
import org.nnd.ir.Graph;
import org.nnd.layer.Arithmetic;
import org.nnd.layer.Layer;
import org.nnd.layer.Layers;
import org.nnd.layer.Operator;
import org.nnd.layer.Product;
import org.nnd.layer.Select;
import org.nnd.source.Source;
import org.nnd.source.Span;

/** How a text says a layer. */
sealed interface Form {
  /**
   * The layer.
   *
   * @throws org.nnd.source.NndException if the arguments aren't what it takes
   */
  Layer layer();

  /**
   * {@code conv(64, 3, stride=2)}, of what stands in the catalogue.
   *
   * @param sent which values are sent along by name, each with how many, behind the others
   */
  record Call(Entry<? extends Layer> entry, Map<String, Datum> arguments, Map<String, Integer> sent)
      implements Form {
    private static final Span NOWHERE = new Span(Source.of("import", ""), 0, 0);

    public Call {
      arguments = new LinkedHashMap<>(arguments);
      sent = new LinkedHashMap<>(sent);
    }

    /** The same with values that are sent along by a name. */
    Call sending(String name, int values) {
      return new Call(entry, arguments, Map.of(name, values));
    }

    /** A call of the layer of a name, the arguments in pairs of name and value. */
    static Call of(String name, Object... arguments) {
      Entry<? extends Layer> entry = Layers.ALL.find(name).orElseThrow();
      Map<String, Datum> given = new LinkedHashMap<>();
      for (int i = 0; i < arguments.length; i += 2) {
        given.put((String) arguments[i], datum(arguments[i + 1]));
      }
      Map<String, Datum> said = new LinkedHashMap<>();
      for (Argument<?> a : entry.arguments()) {
        Datum value = given.remove(a.name());
        if (value != null && !isDefault(a, value)) {
          said.put(a.name(), value);
        }
      }
      if (!given.isEmpty()) {
        throw new IllegalArgumentException(name + " has no " + given.keySet());
      }
      return new Call(entry, said, Map.of());
    }

    private static boolean isDefault(Argument<?> a, Datum value) {
      return a.value().isPresent()
          && a.type()
              .reader()
              .apply(value)
              .map(Object.class::cast)
              .equals(a.value().map(Object.class::cast));
    }

    private static Datum datum(Object value) {
      if (value instanceof Datum d) {
        return d;
      }
      if (value instanceof List<?> list) {
        return new Datum.ListOf(list.stream().map(Call::datum).toList());
      }
      if (value instanceof Boolean b) {
        return new Datum.Bool(b);
      }
      if (value instanceof String s) {
        return new Datum.Word(s);
      }
      return value instanceof Double d ? new Datum.Real(d) : new Datum.Int((Long) value);
    }

    /** No layer that is seen in a graph names another file. */
    private static Graph nothing(Path file) {
      throw new IllegalStateException(file + " is read by a layer that was imported");
    }

    @Override
    public Layer layer() {
      List<Given> given = new ArrayList<>();
      arguments.forEach((name, d) -> given.add(new Given(Optional.of(name), d, NOWHERE)));
      return entry
          .bind(given, new LinkedHashSet<>(sent.keySet()), NOWHERE, Call::nothing)
          .orElseThrow();
    }
  }

  /** {@code a + b}. */
  record Infix(Arithmetic.Operator operator) implements Form {
    @Override
    public Layer layer() {
      return Arithmetic.of(operator);
    }
  }

  /** {@code a * 2}, or {@code 2 * a}. */
  record WithNumber(Arithmetic.Operator operator, double number, boolean first) implements Form {
    @Override
    public Layer layer() {
      return new Arithmetic(operator, Optional.of(number), first);
    }
  }

  /** {@code a @ b}. */
  record Matrices() implements Form {
    @Override
    public Layer layer() {
      return new Product();
    }
  }

  /** {@code x[:, 2]}. */
  record Element(int axis, long index) implements Form {
    @Override
    public Layer layer() {
      return new Select(index, axis);
    }
  }

  /** {@code operator("Einsum", equation="ij,jk->ik")}. */
  record Onnx(Operator layer) implements Form {}

  /** {@code residual(64)}, of a block that stands in the same text. */
  record Use(Block block, Map<String, Datum> arguments) implements Form {
    public Use {
      arguments = new LinkedHashMap<>(arguments);
    }

    @Override
    public Layer layer() {
      throw new IllegalStateException("a block is several layers");
    }
  }
}
