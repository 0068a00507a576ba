package org.nnd.build;

import static org.nnd.build.CatalogueSource.comment;

import java.util.Set;
import java.util.TreeSet;
import org.nnd.build.CatalogueSource.Names;
import org.nnd.build.CatalogueSource.Parameter;
import org.nnd.call.Argument;
import org.nnd.layer.Layer;
import org.nnd.train.Stopping;
import org.nnd.train.Training;

/** The Java source of a class with a method for each setting of a train section. */
final class TrainSource {
  private TrainSource() {}

  /** The file, to be laid out by the formatter. */
  static String text() {
    StringBuilder out = new StringBuilder("package org.nnd.build;\n\n");
    imports().forEach(i -> out.append("import " + i + ";\n"));
    out.append(
        comment(
            "How a model is trained, as a train section says it: {@link Model#build(Train)}."
                + "\n\n<p>A section never changes: each of its methods gives another one, with one"
                + " more setting.\n\n<p>Made from the settings by CatalogueSourceTest: don't edit"
                + " it."));
    out.append("public final class Train {\nprivate final Settings settings;\n");
    out.append(comment("A section without settings; a loss and an optimizer are needed."));
    out.append("public Train() {\nthis(Settings.NONE);\n}\n");
    out.append("\nprivate Train(Settings settings) {\nthis.settings = settings;\n}\n");
    out.append("\nSettings settings() {\nreturn settings;\n}\n");
    Training.SETTINGS.forEach(a -> out.append(setting(a)));
    return out.append("}\n").toString();
  }

  private static Set<String> imports() {
    Set<String> all = new TreeSet<>();
    Training.SETTINGS.stream()
        .flatMap(a -> a.type().kinds().stream())
        .filter(k -> !k.isPrimitive() && !k.isArray() && k != String.class && k != Layer.class)
        .map(Class::getName)
        .forEach(all::add);
    return all;
  }

  private static String setting(Argument<?> a) {
    if (a.type().kinds().contains(Layer.class)) {
      String about = Names.sentence(Names.escaped(a.about()));
      return comment(
              about
                  + "\n\n@param call the loss or metric\n@param values inputs and outputs of the"
                  + " model; the labels follow them where they are missing")
          + method(a, "LayerCall call, Tensor... values", "with", "call, values")
          + comment(about + "\n\n@param value an output of the model")
          + method(a, "Tensor value", "with", "value");
    }
    if (a.name().equals(Stopping.MONITOR.name())) {
      Parameter name = new Parameter(a, "String");
      return name.comment() + method(a, name.declaration(true), "named", name.java());
    }
    StringBuilder out = new StringBuilder();
    if (!a.type().words().isEmpty()) {
      out.append(CatalogueSource.enumeration(a.name(), a.type().words()));
    }
    for (Parameter p : CatalogueSource.kinds(a)) {
      out.append(p.comment()).append(method(a, p.declaration(true), "with", p.literal()));
    }
    return out.toString();
  }

  private static String method(Argument<?> a, String declaration, String with, String value) {
    return ("public Train " + Names.member(a.name()) + "(" + declaration + ") {\n")
        + ("return new Train(settings." + with + "(\"" + a.name() + "\", " + value + "));\n}\n");
  }
}
