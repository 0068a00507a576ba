package org.nnd.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.call.Datum;
import org.nnd.layer.Initializers;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.syntax.Expression;
import org.nnd.syntax.Name;
import org.nnd.syntax.Statement;
import org.nnd.train.Training;

/**
 * What names stand for in a body: what the body has given them to, then the blocks of its file,
 * then the vocabulary.
 *
 * <p>A name is looked up as what is needed where it stands: behind {@code ->} and before {@code (}
 * a layer, elsewhere a value. So {@code dropout(dropout)} works.
 */
final class Scope {
  private final Module module;
  private final Vocabulary vocabulary;
  private final Map<String, Datum> defined;
  private final List<Name> planned;

  /** That of a body that has not begun to run. */
  Scope(Module module) {
    this(module, Vocabulary.MODEL, new LinkedHashMap<>(), new ArrayList<>());
  }

  private Scope(
      Module module, Vocabulary vocabulary, Map<String, Datum> defined, List<Name> planned) {
    this.module = module;
    this.vocabulary = vocabulary;
    this.defined = defined;
    this.planned = planned;
  }

  /** The same names in other company. */
  Scope speaking(Vocabulary other) {
    return new Scope(module, other, defined, planned);
  }

  /** What a body will define, if all of it runs. */
  void plan(List<Statement> body) {
    Statement.named(body).forEach(planned::add);
  }

  void define(String name, Datum value) {
    defined.put(name, value);
  }

  /** What the body has given the name to. */
  Optional<Datum> defined(String name) {
    return Optional.ofNullable(defined.get(name));
  }

  /** What values can be sent through by the name. */
  Optional<Target> callable(String name) {
    if (defined.get(name) instanceof Datum.Function f && f.callable() instanceof Target t) {
      return Optional.of(t);
    }
    return module.find(name).<Target>map(Target.Defined::new).or(() -> vocabulary.callable(name));
  }

  /** The file that is imported under the name, unless the body has given it to something. */
  Optional<Module> file(String name) {
    return defined.containsKey(name)
        ? Optional.empty()
        : Optional.ofNullable(module.named().get(name));
  }

  /** Whether it is one of the bare words that arguments know. */
  boolean isWord(String name) {
    return vocabulary.words().contains(name);
  }

  /** Whether it stands for the data's labels. */
  boolean isLabel(String name) {
    return vocabulary.labels() && name.equals(Training.LABEL);
  }

  private Set<String> callables() {
    Set<String> all = new LinkedHashSet<>();
    defined.forEach(
        (name, d) -> {
          if (d instanceof Datum.Function) {
            all.add(name);
          }
        });
    all.addAll(module.names());
    all.addAll(vocabulary.callables());
    return all;
  }

  /** Why a name is no value; nothing where a file that could not be read may have defined it. */
  Optional<Diagnostic> noValue(Expression.Reference r) {
    String name = r.name();
    if (Computation.of(name).isPresent() || module.named().containsKey(name)) {
      return noLayer(r);
    }
    return module.whole() ? Optional.of(nothing(r)) : Optional.empty();
  }

  private Diagnostic nothing(Expression.Reference r) {
    String name = r.name();
    Diagnostic nothing = Diagnostic.of("NND0201", r.span(), "there is nothing called " + name);
    if (name.equals(Training.LABEL)) {
      return nothing.help("a model doesn't know its labels, only its train section does");
    }
    Optional<Name> notRun = planned.stream().filter(n -> n.text().equals(name)).findFirst();
    if (notRun.isPresent()) {
      return nothing.note("line " + notRun.get().span().line() + " defines it, but has not run");
    }
    Set<String> known = new LinkedHashSet<>(defined.keySet());
    known.addAll(callables());
    known.addAll(Initializers.ALL.names());
    known.addAll(vocabulary.words());
    known.addAll(List.of("true", "false"));
    return nothing.help(DidYouMean.of(name, known).map(n -> "did you mean " + n + "?"));
  }

  /** Why a name is no layer; nothing where a file that could not be read may have defined it. */
  Optional<Diagnostic> noLayer(Expression.Reference r) {
    String name = r.name();
    Datum value = defined.get(name);
    if (value != null) {
      return Optional.of(
          Diagnostic.of("NND0209", r.span(), name + " is " + value.describe() + ", not a layer"));
    }
    Optional<Computation> computation = Computation.of(name);
    if (computation.isPresent()) {
      return Optional.of(
          Diagnostic.of("NND0209", r.span(), name + " computes with numbers, it is no layer")
              .note(computation.get().about()));
    }
    Module file = module.named().get(name);
    if (file != null) {
      return Optional.of(
          Diagnostic.of("NND0209", r.span(), name + " is an imported file, not a layer")
              .help(
                  file.names().stream()
                      .findFirst()
                      .map(block -> "name one of its blocks, such as " + name + "." + block)));
    }
    if (!module.whole()) {
      return Optional.empty();
    }
    Diagnostic missing =
        Diagnostic.of("NND0201", r.span(), "there is no " + vocabulary.kind() + " " + name);
    Optional<Set<String>> choice = vocabulary.choice();
    if (choice.isPresent()) {
      missing = missing.note("there is " + String.join(", ", choice.get()));
    }
    Optional<String> elsewhere =
        module.named().entrySet().stream()
            .filter(m -> m.getValue().find(name).isPresent())
            .map(m -> m.getKey() + "." + name)
            .findFirst();
    return Optional.of(
        missing.help(
            elsewhere
                .or(() -> DidYouMean.of(name, callables()))
                .map(n -> "did you mean " + n + "?")));
  }
}
