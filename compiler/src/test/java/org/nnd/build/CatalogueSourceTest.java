package org.nnd.build;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnd.call.Catalogue;
import org.nnd.layer.Initializer;
import org.nnd.layer.Layer;
import org.nnd.train.Augmentation;
import org.nnd.train.DataSource;
import org.nnd.train.Optimizer;
import org.nnd.train.Penalty;
import org.nnd.train.Schedule;

/**
 * The Java API has every entry of the catalogues, with every argument.
 *
 * <p>{@code mvn test -Drenew=true} writes the sources again and fails where they changed; {@code
 * mvn fmt:format} lays them out.
 */
final class CatalogueSourceTest {
  /** A class of the API, and its source as it must be. */
  private record Made(String name, String source) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Made> sources() {
    return Stream.concat(
        Stream.of(new Made("Train", TrainSource.text())),
        Stream.of(
                layers(
                    "Layers",
                    "Every layer: {@code x.to(conv(6, 5).padding(2))}.",
                    org.nnd.layer.Layers.ALL,
                    org.nnd.layer.Layers.class),
                layers(
                    "Losses",
                    "Every loss: {@code new Train().loss(crossEntropy(), logits)}.",
                    org.nnd.train.Losses.ALL,
                    org.nnd.train.Losses.class),
                layers(
                    "Metrics",
                    "Every metric: {@code new Train().metric(accuracy(), logits)}.",
                    org.nnd.train.Metrics.ALL,
                    org.nnd.train.Metrics.class),
                calls(
                    "Initializers",
                    "How weights start: {@code dense(10).init(heNormal())}.",
                    org.nnd.layer.Initializers.ALL,
                    org.nnd.layer.Initializers.class,
                    Initializer.class),
                calls(
                    "DataSources",
                    "Where the examples are: {@code new Train().data(csv(\"data.csv\"))}.",
                    DataSource.ALL,
                    DataSource.class,
                    DataSource.class),
                calls(
                    "Augmentations",
                    "How images are changed: {@code new Train().augment(flip())}.",
                    Augmentation.ALL,
                    Augmentation.class,
                    Augmentation.class),
                calls(
                    "Optimizers",
                    "How weights follow their gradients: {@code new Train().optimizer(adam(0.001))}.",
                    org.nnd.train.Optimizers.ALL,
                    org.nnd.train.Optimizers.class,
                    Optimizer.class),
                calls(
                    "Schedules",
                    "How the learning rate changes: {@code new Train().schedule(cosine())}.",
                    org.nnd.train.Schedules.ALL,
                    org.nnd.train.Schedules.class,
                    Schedule.class),
                calls(
                    "Penalties",
                    "What is added to the loss: {@code new Train().regularize(l2(1e-4))}.",
                    org.nnd.train.Penalties.ALL,
                    org.nnd.train.Penalties.class,
                    Penalty.class))
            .map(s -> new Made(s.name(), s.text())));
  }

  private static CatalogueSource layers(
      String name, String about, Catalogue<?> catalogue, Class<?> home) {
    return new CatalogueSource(name, about, catalogue, home, Layer.class, "LayerCall");
  }

  private static CatalogueSource calls(
      String name, String about, Catalogue<?> catalogue, Class<?> home, Class<?> made) {
    String base = "Call<" + made.getSimpleName() + ">";
    return new CatalogueSource(name, about, catalogue, home, made, base);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isMadeFromTheCatalogue(Made made) throws IOException {
    Path file = Path.of("src/main/java/org/nnd/build", made.name() + ".java");
    String before = Files.exists(file) ? Files.readString(file) : "";
    if (Boolean.getBoolean("renew") && !plain(before).equals(plain(made.source()))) {
      Files.writeString(file, made.source());
    }
    assertTrue(
        plain(before).equals(plain(made.source())), file + " is stale: test with -Drenew=true");
  }

  /** Without the layout, which is the formatter's. */
  private static String plain(String source) {
    return source.replaceAll("[\\s*]+", "");
  }
}
