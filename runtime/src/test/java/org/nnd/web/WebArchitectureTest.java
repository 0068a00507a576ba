package org.nnd.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Pages are made of what is there; nothing but the command knows of them. */
@AnalyzeClasses(packages = "org.nnd", importOptions = ImportOption.DoNotIncludeTests.class)
class WebArchitectureTest {
  @ArchTest
  static final ArchRule LAST =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.nnd.web..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.nnd.web..");
}
