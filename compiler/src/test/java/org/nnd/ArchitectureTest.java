package org.nnd;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The packages of the compiler depend one way; each line says what a package may use. */
@AnalyzeClasses(packages = "org.nnd", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule GRAMMAR = only("grammar");
  @ArchTest static final ArchRule SOURCE = only("source");
  @ArchTest static final ArchRule SYNTAX = only("syntax", "grammar", "source");
  @ArchTest static final ArchRule IR = only("ir");
  @ArchTest static final ArchRule OP = only("op", "ir");
  @ArchTest static final ArchRule PASS = only("pass", "ir");
  @ArchTest static final ArchRule QUANTIZE = only("quantize", "pass", "op", "ir");
  @ArchTest static final ArchRule ONNX = only("onnx", "op", "ir", "source");
  @ArchTest static final ArchRule CALL = only("call", "ir", "source");
  @ArchTest static final ArchRule LAYER = only("layer", "call", "pass", "op", "ir", "source");

  @ArchTest
  static final ArchRule TRAIN = only("train", "layer", "call", "pass", "op", "ir", "source");

  @ArchTest
  static final ArchRule CHECK =
      only("check", "train", "layer", "call", "onnx", "ir", "syntax", "source");

  @ArchTest
  static final ArchRule BUILD =
      only("build", "check", "train", "layer", "call", "ir", "syntax", "source");

  @ArchTest
  static final ArchRule IMPORTS =
      only("imports", "check", "train", "layer", "call", "op", "ir", "format", "syntax", "source");

  @ArchTest static final ArchRule FORMAT = only("format", "syntax", "grammar", "source");
  @ArchTest static final ArchRule EXPLAIN = only("explain");

  @ArchTest
  static final ArchRule SUMMARY = only("summary", "train", "layer", "call", "ir", "source");

  @ArchTest static final ArchRule INSPECT = only("inspect", "onnx", "ir", "source");
  @ArchTest static final ArchRule MARKUP = only("markup");
  @ArchTest static final ArchRule LAYOUT = only("layout");

  @ArchTest
  static final ArchRule DIAGRAM =
      only("diagram", "layout", "markup", "onnx", "train", "layer", "call", "op", "ir", "source");

  @ArchTest static final ArchRule REFERENCE = only("reference", "check", "train", "layer", "call");

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("org.nnd.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule ANTLR = inside("org.antlr", "grammar", "syntax", "format");
  @ArchTest static final ArchRule PROTOBUF = inside("com.google.protobuf", "onnx");

  /** A package uses nothing of ours but itself and the others. */
  private static ArchRule only(String own, String... others) {
    return classes()
        .that()
        .resideInAPackage("org.nnd." + own + "..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("org.nnd..")
                .or(resideInAPackage("org.nnd." + own + ".."))
                .or(resideInAnyPackage(ours(others))))
        .allowEmptyShould(true);
  }

  /** A library is used in these packages and nowhere else. */
  private static ArchRule inside(String library, String... packages) {
    return noClasses()
        .that()
        .resideInAPackage("org.nnd..")
        .and()
        .resideOutsideOfPackages(ours(packages))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..");
  }

  private static String[] ours(String... packages) {
    return Stream.of(packages).map(p -> "org.nnd." + p + "..").toArray(String[]::new);
  }
}
