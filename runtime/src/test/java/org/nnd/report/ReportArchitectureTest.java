package org.nnd.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A training knows nothing of its report. */
@AnalyzeClasses(packages = "org.nnd", importOptions = ImportOption.DoNotIncludeTests.class)
class ReportArchitectureTest {
  @ArchTest
  static final ArchRule LAST =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.nnd.report..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.nnd.report..");

  @ArchTest
  static final ArchRule PROTOBUF =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.nnd.report..", "org.nnd.onnx..")
          .and()
          .haveSimpleNameNotEndingWith("Test") // the compiler's, which its test jar holds
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.protobuf..");
}
