package org.nnd.build;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnd.layer.Initializer;
import org.nnd.layer.Layer;

/**
 * The Java API has every entry of the catalogues, with every argument.
 *
 * <p>{@code mvn test -Drenew=true} writes the sources again and fails where they changed; {@code
 * mvn fmt:format} lays them out.
 */
final class CatalogueSourceTest {
  static Stream<CatalogueSource> sources() {
    return Stream.of(
        new CatalogueSource(
            "Layers",
            "Every layer: {@code x.to(conv(6, 5).padding(2))}.",
            org.nnd.layer.Layers.ALL,
            org.nnd.layer.Layers.class,
            Layer.class,
            "LayerCall"),
        new CatalogueSource(
            "Initializers",
            "How weights start: {@code dense(10).init(heNormal())}.",
            org.nnd.layer.Initializers.ALL,
            org.nnd.layer.Initializers.class,
            Initializer.class,
            "Call<Initializer>"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isMadeFromTheCatalogue(CatalogueSource source) throws IOException {
    Path file = Path.of("src/main/java/org/nnd/build", source.name() + ".java");
    String before = Files.exists(file) ? Files.readString(file) : "";
    if (Boolean.getBoolean("renew") && !plain(before).equals(plain(source.text()))) {
      Files.writeString(file, source.text());
    }
    assertTrue(
        plain(before).equals(plain(source.text())), file + " is stale: test with -Drenew=true");
  }

  /** Without the layout, which is the formatter's. */
  private static String plain(String source) {
    return source.replaceAll("[\\s*]+", "");
  }
}
