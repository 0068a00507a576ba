package org.nnd.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nnd.call.Argument;
import org.nnd.call.Datum;

/**
 * What differs between uses of the same layers.
 *
 * @param names of the parameters
 * @param values of each parameter, for each use
 * @param body the layers, with parameters for what differs
 */
record Parameters(List<String> names, List<List<Datum>> values, List<Site> body) {
  /** The arguments that may differ: numbers, and lists of them. */
  private static boolean varies(Datum d) {
    return d instanceof Datum.Int
        || d instanceof Datum.Real
        || (d instanceof Datum.ListOf list
            && list.elements().stream().allMatch(Parameters::varies));
  }

  /** A layer without what may differ from use to use. */
  static String look(Site s) {
    if (!(s.form() instanceof Form.Call c)) {
      return s.form() instanceof Form.Use u
          ? u.block().name() + " " + u.arguments().size()
          : s.form().toString();
    }
    return c.entry().arguments().stream()
        .map(
            a -> {
              Datum d = c.arguments().get(a.name());
              boolean usual = d == null && a.value().isPresent() && isNumber(a.byDefault());
              return d == null ? usual ? "_" : "-" : varies(d) ? "_" : d.words();
            })
        .collect(Collectors.joining(",", c.entry().name() + "(", ")" + c.sent()));
  }

  private static boolean isNumber(String words) {
    return words.matches("[0-9.E-]+");
  }

  private static Datum argument(Form.Call c, Argument<?> a) {
    Datum d = c.arguments().get(a.name());
    return d != null ? d : new Datum.Word(a.byDefault());
  }

  static Parameters of(List<List<Site>> uses) {
    Map<List<String>, String> named = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    List<List<Datum>> values = new ArrayList<>();
    List<Site> first = uses.get(0);
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < first.size(); i++) {
      if (first.get(i).form() instanceof Form.Call c) {
        for (Argument<?> a : c.entry().arguments()) {
          if (different(uses, i, a).size() > 1) {
            last.put(a.name(), i);
          }
        }
      }
    }
    List<Site> body = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      Site s = first.get(i);
      if (s.form() instanceof Form.Call c) {
        Map<String, Datum> said = new LinkedHashMap<>();
        for (Argument<?> a : c.entry().arguments()) {
          List<Datum> each = each(uses, i, a);
          List<String> words = each.stream().map(Datum::words).toList();
          if (words.stream().distinct().count() > 1) {
            String name = named.get(words);
            if (name == null) {
              boolean result = each(uses, last.get(a.name()), a).equals(each);
              name = free(wish(a.name(), result), names);
              named.put(words, name);
              names.add(name);
              values.add(each);
            }
            said.put(a.name(), new Datum.Word(name));
          } else if (c.arguments().containsKey(a.name())) {
            said.put(a.name(), c.arguments().get(a.name()));
          }
        }
        s = s.saying(new Form.Call(c.entry(), said, c.sent()));
      }
      body.add(s);
    }
    return ordered(names, values, body);
  }

  /** The channels of the result first, since they are what such blocks differ by. */
  private static Parameters ordered(List<String> names, List<List<Datum>> values, List<Site> body) {
    for (String main : List.of("units", "channels")) {
      int at = names.indexOf(main);
      if (at > 0) {
        names.add(0, names.remove(at));
        values.add(0, values.remove(at));
      }
    }
    return new Parameters(names, values, body);
  }

  /** The values of the argument of a name. */
  private static List<Datum> each(List<List<Site>> uses, int site, Argument<?> a) {
    return uses.stream()
        .map(
            u -> {
              Form.Call c = (Form.Call) u.get(site).form();
              return c.entry().arguments().stream()
                  .filter(own -> own.name().equals(a.name()))
                  .findFirst()
                  .map(own -> argument(c, own))
                  .orElse(Datum.UNKNOWN);
            })
        .toList();
  }

  private static List<String> different(List<List<Site>> uses, int site, Argument<?> a) {
    return each(uses, site, a).stream().map(Datum::words).distinct().toList();
  }

  /** The last ones are those of the result. */
  private static String wish(String argument, boolean last) {
    boolean size = argument.equals("channels") || argument.equals("units");
    return size && !last ? "hidden" : argument;
  }

  private static String free(String wish, List<String> names) {
    String name = wish;
    for (int i = 2; names.contains(name); i++) {
      name = wish + "_" + i;
    }
    return name;
  }

  /** What a use says. */
  Map<String, Datum> arguments(int use) {
    Map<String, Datum> all = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      all.put(names.get(i), values.get(i).get(use));
    }
    return all;
  }
}
