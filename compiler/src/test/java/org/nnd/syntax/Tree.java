package org.nnd.syntax;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A syntax tree as an S-expression: a statement a line, brackets around all that belongs together.
 */
public final class Tree {
  private Tree() {}

  /** The tree of a whole file. */
  public static String of(File file) {
    return file.items().stream().map(Tree::of).collect(Collectors.joining());
  }

  private static String of(Item item) {
    if (item instanceof Item.Import i) {
      return "(import " + of(i.path()) + i.as().map(n -> " as " + n).orElse("") + ")\n";
    }
    if (item instanceof Item.Train t) {
      return "(train "
          + t.model()
          + lines("  ", t.settings().stream().map(s -> "(" + s.name() + " " + of(s.value()) + ")"))
          + ")\n";
    }
    Item.Definition d = (Item.Definition) item;
    String kind = d instanceof Item.Model ? "model" : "block";
    String doc = d.doc().isEmpty() ? "" : "\n  doc " + d.doc().replace("\n", "\n  doc ");
    return "(" + kind + " " + d.name() + parameters(d) + doc + body("  ", d.body()) + ")\n";
  }

  private static String parameters(Item.Definition d) {
    return d.parameters().stream()
        .map(p -> " " + p.name() + p.defaultValue().map(e -> "=" + of(e)).orElse(""))
        .collect(Collectors.joining());
  }

  private static String lines(String indent, Stream<String> all) {
    return all.map(l -> "\n" + indent + l).collect(Collectors.joining());
  }

  private static String body(String indent, List<Statement> body) {
    return lines(indent, body.stream().map(s -> of(indent, s)));
  }

  private static String of(String indent, Statement s) {
    if (s instanceof Statement.Input i) {
      return "(input " + i.name() + i.type().map(t -> " " + of(t)).orElse("") + ")";
    }
    if (s instanceof Statement.Output o) {
      return "(output " + o.name().map(n -> n + " = ").orElse("") + of(o.value()) + ")";
    }
    if (s instanceof Statement.Layer l) {
      return "(layer " + l.name() + " = " + of(l.value()) + ")";
    }
    if (s instanceof Statement.Binding b) {
      return "(" + b.name() + " = " + of(b.value()) + ")";
    }
    if (s instanceof Statement.For f) {
      return "(for " + f.name() + " in " + of(f.list()) + body(indent + "  ", f.body()) + ")";
    }
    Statement.If i = (Statement.If) s;
    String otherwise =
        i.otherwise().isEmpty() ? "" : "\n" + indent + "else" + body(indent + "  ", i.otherwise());
    return "(if " + of(i.condition()) + body(indent + "  ", i.then()) + otherwise + ")";
  }

  private static String of(Statement.Type t) {
    return t.element() + "[" + all(t.shape()) + "]";
  }

  private static String all(List<Expression> list) {
    return list.stream().map(Tree::of).collect(Collectors.joining(" "));
  }

  private static String of(Expression.Subscript s) {
    if (s instanceof Expression.Subscript.At a) {
      return of(a.index());
    }
    Expression.Subscript.Range r = (Expression.Subscript.Range) s;
    return Stream.of(r.from(), r.to(), r.step())
        .map(e -> e.map(Tree::of).orElse("_"))
        .collect(Collectors.joining(" ", "(: ", ")"));
  }

  static String of(Expression e) {
    if (e instanceof Expression.Int i) {
      return Long.toString(i.value());
    }
    if (e instanceof Expression.Real r) {
      return Double.toString(r.value());
    }
    if (e instanceof Expression.Text t) {
      return "\"" + t.value().replace("\n", "<newline>").replace("\t", "<tab>") + "\"";
    }
    if (e instanceof Expression.Bool b) {
      return Boolean.toString(b.value());
    }
    if (e instanceof Expression.Reference r) {
      return r.name();
    }
    if (e instanceof Expression.ListOf l) {
      return "[" + all(l.elements()) + "]";
    }
    if (e instanceof Expression.Field f) {
      return "(. " + of(f.of()) + " " + f.name() + ")";
    }
    if (e instanceof Expression.Index i) {
      return i.subscripts().stream()
          .map(s -> " " + of(s))
          .collect(Collectors.joining("", "(at " + of(i.of()), ")"));
    }
    if (e instanceof Expression.Call c) {
      return c.arguments().stream()
          .map(a -> " " + a.name().map(n -> n + "=").orElse("") + of(a.value()))
          .collect(Collectors.joining("", "(call " + of(c.callee()), ")"));
    }
    if (e instanceof Expression.Unary u) {
      return "(" + u.operator() + " " + of(u.operand()) + ")";
    }
    if (e instanceof Expression.Binary b) {
      return "(" + b.operator() + " " + of(b.left()) + " " + of(b.right()) + ")";
    }
    if (e instanceof Expression.Pipe p) {
      return "(-> " + of(p.value()) + " " + of(p.layer()) + ")";
    }
    if (e instanceof Expression.Branches b) {
      return "(| " + all(b.branches()) + ")";
    }
    Expression.Choice c = (Expression.Choice) e;
    return "(if " + of(c.condition()) + " " + of(c.then()) + " " + of(c.otherwise()) + ")";
  }
}
