package org.nnd.build;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nnd.call.Argument;
import org.nnd.call.Callable;
import org.nnd.call.Catalogue;
import org.nnd.call.Entry;
import org.nnd.ir.ElementType;

/**
 * The Java source of a class with a method for each entry of a catalogue.
 *
 * @param name of the class
 * @param about its comment
 * @param catalogue the entries
 * @param home the class that holds the catalogue, as {@code ALL}
 * @param made the class of what its calls make
 * @param base the class of its calls
 */
record CatalogueSource(
    String name, String about, Catalogue<?> catalogue, Class<?> home, Class<?> made, String base) {

  /** The file, to be laid out by the formatter. */
  String text() {
    StringBuilder out = new StringBuilder("package org.nnd.build;\n\n");
    imports().forEach(i -> out.append("import " + i + ";\n"));
    out.append(
        comment(about + "\n\n<p>Made from the catalogue by CatalogueSourceTest: don't edit it."));
    out.append("public final class " + name + " {\nprivate " + name + "() {}\n");
    sharedWords().forEach((argument, words) -> out.append(enumeration(argument, words)));
    catalogue.all().forEach(e -> out.append(entry(e)));
    return out.append("}\n").toString();
  }

  private Set<String> imports() {
    Set<String> all = new TreeSet<>();
    if (arguments().anyMatch(a -> elementType(a.type().words()))) {
      all.add(ElementType.class.getName());
    }
    if (!base.equals("LayerCall")) {
      all.add(made.getName());
    }
    arguments()
        .flatMap(a -> a.type().kinds().stream())
        .filter(k -> !k.isPrimitive() && !k.isArray() && k != String.class)
        .map(Class::getName)
        .forEach(all::add);
    return all;
  }

  private Stream<Argument<?>> arguments() {
    return catalogue.all().stream().flatMap(e -> e.arguments().stream());
  }

  private static boolean elementType(List<String> words) {
    return words.equals(List.copyOf(ElementType.words()));
  }

  /** The words of arguments that mean the same in every entry. */
  private Map<String, List<String>> sharedWords() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    Set<String> different = new HashSet<>();
    arguments()
        .filter(a -> !a.type().words().isEmpty() && !elementType(a.type().words()))
        .forEach(
            a -> {
              List<String> before = all.putIfAbsent(a.name(), a.type().words());
              if (before != null && !before.equals(a.type().words())) {
                different.add(a.name());
              }
            });
    all.keySet().removeAll(different);
    return all;
  }

  static String enumeration(String argument, List<String> words) {
    return comment("What " + Names.code(argument) + " may be.")
        + ("public enum " + Names.type(argument) + " {\n")
        + words.stream().map(w -> w.toUpperCase(Locale.ROOT)).collect(joining(",\n"))
        + "\n}\n";
  }

  private String entry(Entry<?> e) {
    String type = Names.type(e.name());
    StringBuilder out = new StringBuilder();
    for (List<Parameter> parameters : beginnings(e).flatMap(CatalogueSource::choices).toList()) {
      out.append(
          comment(
              Names.escaped(e.summary())
                  + "\n\n<p>In a text: "
                  + Names.code(e.signature())
                  + parameters.stream()
                      .map(p -> "\n@param " + p.java() + " " + Names.escaped(p.argument.about()))
                      .collect(joining())));
      out.append("public static " + type + " " + Names.member(e.name()) + "(");
      List<String> declared = new ArrayList<>();
      for (int i = 0; i < parameters.size(); i++) {
        declared.add(parameters.get(i).declaration(i == parameters.size() - 1));
      }
      out.append(String.join(", ", declared) + ") {\nreturn new " + type + "(Call.Arguments.NONE");
      parameters.forEach(
          p -> out.append(".with(\"" + p.argument.name() + "\", " + p.literal() + ")"));
      out.append(");\n}\n");
    }
    out.append(comment("A call of " + Names.code(e.name()) + "."));
    out.append("public static final class " + type + " extends " + base + " {\n");
    out.append("private " + type + "(Call.Arguments arguments) {\nsuper(");
    out.append(home.getName() + ".ALL, \"" + e.name() + "\", arguments);\n}\n");
    for (Argument<?> a : e.arguments()) {
      boolean own =
          !a.type().words().isEmpty()
              && !elementType(a.type().words())
              && !sharedWords().containsKey(a.name());
      out.append(own ? enumeration(a.name(), a.type().words()) : "");
      if (!a.mustBeGiven()) {
        kinds(a).forEach(p -> out.append(setter(type, p)));
      }
    }
    for (String value : e.named()) {
      out.append(comment("Sends values along: " + Names.code(value + "=...") + "."));
      String java = Names.member(value);
      out.append(with(type, value, "Tensor... " + java, java));
    }
    return out.append("}\n").toString();
  }

  /**
   * What a call can begin with: the arguments that it needs; where it needs none, the first one, or
   * both of two.
   */
  private static Stream<List<Argument<?>>> beginnings(Entry<?> e) {
    List<Argument<?>> needed = e.arguments().stream().filter(Argument::mustBeGiven).toList();
    int most = !needed.isEmpty() ? 0 : e.arguments().size() > 2 ? 1 : e.arguments().size();
    return Stream.concat(
        Stream.of(needed),
        IntStream.rangeClosed(1, most).mapToObj(n -> e.arguments().subList(0, n)));
  }

  private static String setter(String type, Parameter p) {
    return p.comment() + with(type, p.argument.name(), p.declaration(true), p.literal());
  }

  private static String with(String type, String argument, String declaration, String literal) {
    return ("public " + type + " " + Names.member(argument) + "(" + declaration + ") {\n")
        + ("return new "
            + type
            + "(arguments().with(\""
            + argument
            + "\", "
            + literal
            + "));\n}\n");
  }

  static String comment(String text) {
    return "\n/**\n * " + text.replace("\n", "\n * ") + "\n */\n";
  }

  /** An argument as one of the Java types that stand for it. */
  record Parameter(Argument<?> argument, String type) {
    String java() {
      return Names.member(argument.name());
    }

    /** What it is, what it may be, and what holds without it. */
    String comment() {
      String otherwise = argument.mustBeGiven() ? "" : "; without it: " + argument.byDefault();
      return CatalogueSource.comment(
          Names.sentence(Names.escaped(argument.about()))
              + ("\n\n@param " + java() + " ")
              + Names.escaped(argument.type().expects() + otherwise));
    }

    String literal() {
      return "Literal.of(" + java() + ")";
    }

    String declaration(boolean last) {
      boolean list = type.endsWith("[]");
      return (list && last ? type.substring(0, type.length() - 2) + "..." : type) + " " + java();
    }
  }

  /** The ways to give an argument. */
  static List<Parameter> kinds(Argument<?> a) {
    Set<String> types = new LinkedHashSet<>();
    for (Class<?> kind : a.type().kinds()) {
      boolean plain = kind.isPrimitive() || kind.isArray() || kind == String.class;
      types.add(plain ? kind.getSimpleName() : "Call<? extends " + kind.getSimpleName() + ">");
      if (kind == Callable.class) {
        throw new IllegalStateException("no catalogue takes layers as arguments: " + a.name());
      }
    }
    if (!a.type().words().isEmpty()) {
      types.add(elementType(a.type().words()) ? "ElementType" : Names.type(a.name()));
    }
    return types.stream().map(t -> new Parameter(a, t)).toList();
  }

  /** All the ways to give several. */
  private static Stream<List<Parameter>> choices(List<Argument<?>> arguments) {
    List<List<Parameter>> all = List.of(List.of());
    for (Argument<?> a : arguments) {
      List<List<Parameter>> longer = new ArrayList<>();
      for (List<Parameter> before : all) {
        for (Parameter p : kinds(a)) {
          List<Parameter> one = new ArrayList<>(before);
          one.add(p);
          longer.add(one);
        }
      }
      all = longer;
    }
    return all.stream();
  }

  /** How names and words of a text look in Java. */
  static final class Names {
    static String type(String snake) {
      return Stream.of(snake.split("_"))
          .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT) + w.substring(1))
          .collect(joining());
    }

    static String member(String snake) {
      String type = type(snake);
      return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    static String code(String text) {
      return "{@code " + text + "}";
    }

    static String sentence(String words) {
      return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    static String escaped(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
  }
}
