package org.nnd.call;

import java.util.List;
import java.util.stream.Collectors;
import org.nnd.ir.Dim;
import org.nnd.ir.Value;
import org.nnd.source.Span;

/** What an expression stands for while compiling. */
public sealed interface Datum {

  /** As an error message names it. */
  String describe();

  /** As a text writes it. */
  default String words() {
    return describe();
  }

  /** How much of it there is: the letters of a text, all elements of a list and of lists in it. */
  default long size() {
    return 1;
  }

  /** Whether it flows through the network, so that only a run knows it. */
  default boolean flows() {
    return false;
  }

  /** What it brings along where values are sent: the elements of a list, else itself. */
  default List<Datum> each() {
    return List.of(this);
  }

  /** A whole number. */
  record Int(long value) implements Datum {
    @Override
    public String describe() {
      return Long.toString(value);
    }
  }

  /** A number. */
  record Real(double value) implements Datum {
    @Override
    public String describe() {
      return Double.toString(value).replace('E', 'e');
    }

    @Override
    public String words() {
      return describe().replace(".0e", "e");
    }
  }

  /** A text. */
  record Text(String value) implements Datum {
    @Override
    public String describe() {
      return '"' + (value.length() > 40 ? value.substring(0, 40) + "..." : value) + '"';
    }

    @Override
    public String words() {
      return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public long size() {
      return value.length();
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Datum {
    @Override
    public String describe() {
      return Boolean.toString(value);
    }
  }

  /** One of the words that arguments know: {@code final}, {@code valid}. */
  record Word(String name) implements Datum {
    @Override
    public String describe() {
      return name;
    }
  }

  /** Several things in a row; the results of branches too. */
  record ListOf(List<Datum> elements) implements Datum {
    private static final int SHOWN = 8;

    public ListOf {
      elements = List.copyOf(elements);
    }

    @Override
    public String describe() {
      boolean all = elements.size() <= SHOWN;
      return elements.stream()
          .limit(SHOWN)
          .map(d -> d instanceof ListOf && size() > SHOWN ? "[...]" : d.describe())
          .collect(Collectors.joining(", ", "[", all ? "]" : ", ...]"));
    }

    @Override
    public String words() {
      return elements.stream().map(Datum::words).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public long size() {
      return 1 + elements.stream().mapToLong(Datum::size).sum();
    }

    @Override
    public List<Datum> each() {
      return elements;
    }
  }

  /**
   * What is known only when the network runs.
   *
   * @param value its name and type
   * @param origin the words that made it
   */
  record Tensor(Value value, Span origin) implements Datum {
    @Override
    public String describe() {
      return value.type().perExample().toString();
    }

    @Override
    public boolean flows() {
      return true;
    }
  }

  /** The length of a free axis, which only the run knows. */
  record Free(Dim.Named dim) implements Datum {
    @Override
    public String describe() {
      return dim + ", a length that isn't known when compiling";
    }
  }

  /** A layer, a block, or anything else that values can be sent through. */
  record Function(Callable callable) implements Datum {
    @Override
    public String describe() {
      return callable.describe();
    }
  }

  /**
   * What a call of another catalogue made: an initialiser, a schedule.
   *
   * @param words as the text says it
   */
  record Made(Object value, String words) implements Datum {
    @Override
    public String describe() {
      return words;
    }
  }

  /** The target of training, before its first use says what type it has. */
  record Label(Span span) implements Datum {
    @Override
    public String describe() {
      return "label";
    }

    @Override
    public boolean flows() {
      return true;
    }
  }

  /** What was in error and has been told: silences all that would follow from it. */
  enum Unknown implements Datum {
    UNKNOWN;

    @Override
    public String describe() {
      return "an unknown value";
    }
  }

  /** The one unknown value. */
  Datum UNKNOWN = Unknown.UNKNOWN;
}
