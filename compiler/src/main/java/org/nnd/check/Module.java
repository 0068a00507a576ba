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
import org.nnd.syntax.Name;
import org.nnd.syntax.Parser;

/**
 * The blocks and models that a file knows: its own and those it imports.
 *
 * @param file the file
 * @param own what it defines
 * @param open files imported without a name of their own
 * @param named files imported under a name
 * @param whole whether all of them could be read; else a name that is missing may be theirs
 */
record Module(
    File file,
    Map<String, Item.Definition> own,
    List<Module> open,
    Map<String, Module> named,
    boolean whole) {

  /** A definition and the file that it sees. */
  record Found(Item.Definition definition, Module module) {
    Source source() {
      return module.file.source();
    }
  }

  static Module load(File file, Problems problems) {
    return load(file, problems, new LinkedHashSet<>());
  }

  private static Module load(File file, Problems problems, Set<Path> loading) {
    Map<String, Item.Definition> own = new LinkedHashMap<>();
    List<Module> open = new ArrayList<>();
    Map<String, Module> named = new LinkedHashMap<>();
    boolean whole = true;
    file.source().path().ifPresent(p -> loading.add(canonical(p)));
    for (Item item : file.items()) {
      if (item instanceof Item.Import i) {
        Module imported = imported(i, file, problems, loading);
        if (i.as().isEmpty()) {
          clashes(i, imported, open, problems);
          open.add(imported);
          whole &= imported.whole;
        } else if (named.put(i.as().get().text(), imported) != null) {
          Name name = i.as().get();
          problems.add(
              Diagnostic.of("NND0210", name.span(), "two files are imported as " + name)
                  .help("give one of them another name"));
        }
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
    return new Module(file, own, open, named, whole);
  }

  /** Tells of a name that two imported files give to different blocks. */
  private static void clashes(
      Item.Import i, Module imported, List<Module> open, Problems problems) {
    for (Module before : open) {
      for (String name : imported.names()) {
        Optional<Source> first = before.find(name).map(Found::source);
        Source second = imported.find(name).map(Found::source).orElseThrow();
        if (first.isPresent() && !same(first.get(), second)) {
          problems.add(
              Diagnostic.of(
                      "NND0210", i.path().span(), name + " is in " + first.get().name() + " too")
                  .help("import one of the files under a name: " + i.span().text() + " as other"));
        }
      }
    }
  }

  private static boolean same(Source a, Source b) {
    return a.path().isPresent()
        ? a.path().map(Module::canonical).equals(b.path().map(Module::canonical))
        : a.equals(b);
  }

  private static void parameters(Item.Definition d, Problems problems) {
    Set<String> names = new HashSet<>();
    for (Item.Parameter p : d.parameters()) {
      if (!names.add(p.name().text())) {
        problems.add(
            Diagnostic.of(
                    "NND0208", p.name().span(), d.name() + " has two parameters called " + p.name())
                .help("give one of them another name"));
      }
    }
  }

  private static Path canonical(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** An imported file; where it can't be read, one that holds nothing. */
  private static Module imported(Item.Import i, File file, Problems problems, Set<Path> loading) {
    Module nothing = new Module(file, Map.of(), List.of(), Map.of(), false);
    String name = i.path().value();
    if (name.startsWith(Library.PREFIX)) {
      Optional<Source> library = Library.find(name);
      if (library.isEmpty()) {
        problems.add(
            Diagnostic.of("NND0001", i.path().span(), "there is no library " + name)
                .note("there is " + String.join(", ", Library.NAMES))
                .help(DidYouMean.of(name, Library.NAMES).map(n -> "did you mean " + n + "?")));
      }
      return library.map(text -> load(Parser.parse(text), problems, loading)).orElse(nothing);
    }
    Path path = file.source().folder().resolve(name);
    if (loading.contains(canonical(path))) {
      problems.add(
          Diagnostic.of(
                  "NND0211", i.path().span(), "this file is being read already: it imports itself")
              .help("move what both need into a file of its own"));
      return nothing;
    }
    File read;
    try {
      read = Parser.parse(Source.read(path));
    } catch (NndException e) {
      e.diagnostics().forEach(d -> problems.add(placed(d, i)));
      return nothing;
    }
    return load(read, problems, loading);
  }

  /** What is wrong with an imported file, with the place where it is imported. */
  private static Diagnostic placed(Diagnostic d, Item.Import i) {
    Location here = i.path().span().location();
    return d.location().isPresent()
        ? d.note("imported on line " + here.line() + " of " + here.file())
        : new Diagnostic(d.code(), Optional.of(here), d.message(), d.notes(), d.help());
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
