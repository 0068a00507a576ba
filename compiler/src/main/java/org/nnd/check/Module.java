package org.nnd.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.syntax.File;
import org.nnd.syntax.Item;
import org.nnd.syntax.Parser;

/**
 * The blocks and models that a file knows: its own and those it imports.
 *
 * @param file the file
 * @param own what it defines
 * @param open files imported without a name of their own
 * @param named files imported under a name
 */
record Module(
    File file, Map<String, Item.Definition> own, List<Module> open, Map<String, Module> named) {

  /** A definition and the file that it sees. */
  record Found(Item.Definition definition, Module module) {}

  static Module load(File file, Problems problems) {
    return load(file, problems, new LinkedHashSet<>());
  }

  private static Module load(File file, Problems problems, Set<Path> loading) {
    Map<String, Item.Definition> own = new LinkedHashMap<>();
    List<Module> open = new ArrayList<>();
    Map<String, Module> named = new LinkedHashMap<>();
    file.source().path().ifPresent(p -> loading.add(canonical(p)));
    for (Item item : file.items()) {
      if (item instanceof Item.Import i) {
        imported(i, file, problems, loading)
            .ifPresent(m -> i.as().ifPresentOrElse(n -> named.put(n.text(), m), () -> open.add(m)));
      } else if (item instanceof Item.Definition d) {
        parameters(d, problems);
        Item.Definition before = own.put(d.name().text(), d);
        if (before != null) {
          problems.add(
              Diagnostic.of("NND0210", d.name().span(), d.name() + " is defined twice")
                  .note("the first one is on line " + before.name().span().line())
                  .help("give one of them another name"));
        }
      }
    }
    file.source().path().ifPresent(p -> loading.remove(canonical(p)));
    return new Module(file, own, open, named);
  }

  private static void parameters(Item.Definition d, Problems problems) {
    Set<String> names = new HashSet<>();
    for (Item.Parameter p : d.parameters()) {
      if (!names.add(p.name().text())) {
        problems.add(
            Diagnostic.of(
                "NND0210", p.name().span(), d.name() + " has two parameters called " + p.name()));
      }
    }
  }

  private static Path canonical(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private static Optional<Module> imported(
      Item.Import i, File file, Problems problems, Set<Path> loading) {
    Path folder = file.source().folder();
    String name = i.path().value();
    if (name.startsWith(Library.PREFIX)) {
      Optional<Source> library = Library.find(name);
      if (library.isEmpty()) {
        problems.add(
            Diagnostic.of("NND0211", i.path().span(), "there is no library " + name)
                .note("there is " + String.join(", ", Library.NAMES))
                .help(DidYouMean.of(name, Library.NAMES).map(n -> "did you mean " + n + "?")));
      }
      return library.map(text -> load(Parser.parse(text), problems, loading));
    }
    Path path = folder.resolve(name);
    if (loading.contains(canonical(path))) {
      problems.add(
          Diagnostic.of(
                  "NND0211", i.path().span(), "this file is being read already: it imports itself")
              .help("move what both need into a file of its own"));
      return Optional.empty();
    }
    try {
      return Optional.of(load(Parser.parse(Source.read(path)), problems, loading));
    } catch (NndException e) {
      Location here = i.path().span().location();
      for (Diagnostic d : e.diagnostics()) {
        Optional<Location> at = d.location().or(() -> Optional.of(here));
        problems.add(new Diagnostic(d.code(), at, d.message(), d.notes(), d.help()));
      }
      return Optional.empty();
    }
  }

  /** The block or model of a name. */
  Optional<Found> find(String name) {
    if (own.containsKey(name)) {
      return Optional.of(new Found(own.get(name), this));
    }
    return open.stream().flatMap(m -> m.find(name).stream()).findFirst();
  }

  /** All names of blocks and models. */
  Set<String> names() {
    Set<String> all = new LinkedHashSet<>(own.keySet());
    open.forEach(m -> all.addAll(m.names()));
    return all;
  }
}
