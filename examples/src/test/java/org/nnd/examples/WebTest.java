package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages in a browser, opened from the disk, without a network. */
final class WebTest {
  private static Path browser;
  private static Path runtime;

  @TempDir Path dir;

  @BeforeAll
  static void find() throws IOException {
    browser = WebParts.browser();
    runtime = WebParts.runtime();
  }

  private Chromium open(String example) throws IOException {
    Run.of(example + ".nnd", dir, "--no-report");
    Project.nnd(
        "export",
        "web",
        Project.EXAMPLES.resolve(example + ".nnd"),
        "--weights",
        dir.resolve(example + ".onnx"),
        "--runtime",
        runtime,
        "-o",
        dir.resolve("page"));
    Chromium page =
        new Chromium(
            browser,
            Files.createDirectory(dir.resolve("home")),
            dir.resolve("page/index.html").toUri());
    Chromium.await(
        "the network is there", () -> page.text(status()).matches("Ready.*|.*(can't|lacks).*"));
    assertEquals("Ready.", page.text(status()));
    return page;
  }

  private static String status() {
    return "document.getElementById('status')?.textContent ?? ''";
  }

  /** Draws lines through points, in parts of the paper's sides. */
  private static void draw(Chromium page, double[][] points) {
    JsonObject box =
        page.value(
                "JSON.parse(JSON.stringify(document.getElementById('paper').getBoundingClientRect()))")
            .getAsJsonObject();
    double left = box.get("left").getAsDouble();
    double top = box.get("top").getAsDouble();
    double width = box.get("width").getAsDouble();
    double height = box.get("height").getAsDouble();
    for (int i = 0; i < points.length; i++) {
      double x = left + points[i][0] * width;
      double y = top + points[i][1] * height;
      page.mouse(i == 0 ? "mousePressed" : "mouseMoved", x, y);
      if (i == points.length - 1) {
        page.mouse("mouseReleased", x, y);
      }
    }
  }

  /** The probabilities that the bars show. */
  private static double[] bars(Chromium page) {
    JsonArray all =
        page.value(
                "[...document.querySelectorAll('.bars .fill')]"
                    + ".map(bar => Number(bar.style.getPropertyValue('--p')))")
            .getAsJsonArray();
    return all.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  private static int best(Chromium page) {
    double[] bars = bars(page);
    int best = 0;
    for (int i = 1; i < bars.length; i++) {
      best = bars[i] > bars[best] ? i : best;
    }
    return best;
  }

  private static void click(Chromium page, String selector) {
    page.value("document.querySelector('" + selector + "').click()");
  }

  private static void learned(Chromium page) {
    Chromium.await(
        "it learns", () -> page.text(status()).matches("(Learned|Not learned|Learning failed).*"));
    assertTrue(page.text(status()).startsWith("Learned in "), page.text(status()));
    Chromium.await(
        "it is asked again",
        () -> page.text("document.body.getAttribute('aria-busy')").equals("false"));
  }

  @Test
  void aDigitIsDrawnCorrectedAndLearned() throws IOException {
    try (Chromium page = open("digits")) {
      draw(page, new double[][] {{.5, .2}, {.5, .35}, {.5, .5}, {.5, .65}, {.5, .8}});
      Chromium.await("a line is a one", () -> bars(page)[1] > 0.5);
      double[] before = bars(page);
      click(page, ".bars li:nth-child(8) button"); // it is a seven, we say
      learned(page);
      Chromium.await("a line is a seven", () -> best(page) == 7);
      assertTrue(bars(page)[7] > 0.8, page.text(status()));
      assertTrue(
          page.text("document.getElementById('known').textContent")
              .matches("It tells 2[3-5][0-9] of 256 examples of its training rightly.*"),
          page.text("document.getElementById('known').textContent"));
      learnedIsSavedAndLoaded(page);
      click(page, "#forget");
      Chromium.await("it is a one again", () -> Math.abs(bars(page)[1] - before[1]) < 1e-6);
      assertEquals(List.of(), page.complaints());
    }
  }

  /** What is saved is what every tool reads; loaded again, it says the same. */
  private void learnedIsSavedAndLoaded(Chromium page) throws IOException {
    double[] learned = bars(page);
    String bytes = "btoa(Array.from(%s, b => String.fromCharCode(b)).join(''))";
    byte[] state =
        Base64.getDecoder().decode(page.text(String.format(bytes, "nnd.page.network.save()")));
    byte[] model =
        Base64.getDecoder().decode(page.text(String.format(bytes, "nnd.page.network.export()")));
    Path saved = Files.write(dir.resolve("state.safetensors"), state);
    Path data = Project.EXAMPLES.resolve("data/digits.csv");
    Project.nnd(
        "export",
        Project.EXAMPLES.resolve("digits.nnd"),
        "--weights",
        saved,
        "-o",
        dir.resolve("a.onnx"));
    Files.write(dir.resolve("b.onnx"), model);
    String exported = Project.nnd("predict", dir.resolve("a.onnx"), "--data", data);
    assertEquals(exported, Project.nnd("predict", dir.resolve("b.onnx"), "--data", data));
    assertNotEquals(exported, Project.nnd("predict", dir.resolve("digits.onnx"), "--data", data));
    page.value(
        "globalThis.saved = nnd.page.network.save(); nnd.page.network.reset();"
            + " nnd.page.network.load(saved); nnd.page.ask()");
    Chromium.await("the same is said", () -> Math.abs(bars(page)[7] - learned[7]) < 1e-6);
  }

  @Test
  void aRowOfATableIsCorrectedAndLearned() throws IOException {
    try (Chromium page = open("iris")) {
      assertEquals(
          "sepal_length,sepal_width,petal_length,petal_width",
          page.text(
              "[...document.querySelectorAll('#fields span')].map(s => s.textContent).join()"));
      for (int i = 0; i < 4; i++) {
        page.value(
            String.format(
                "document.getElementById('field-%d').value = '%s'",
                i, List.of("6", "2.7", "4.9", "1.6").get(i)));
      }
      page.value("document.getElementById('field-0').dispatchEvent(new Event('input'))");
      Chromium.await("it is asked", () -> bars(page)[0] < 0.1);
      int wrong = best(page);
      int right = 3 - wrong; // versicolor or virginica
      click(page, ".bars li:nth-child(" + (right + 1) + ") button");
      learned(page);
      Chromium.await("it says what it learned", () -> best(page) == right);
      page.value("document.getElementById('field-1').value = ''");
      page.value("document.getElementById('field-1').dispatchEvent(new Event('input'))");
      Chromium.await(
          "a field is missing",
          () ->
              page.text("document.getElementById('hint').textContent")
                  .equals("Fill in all fields first."));
      assertEquals(List.of(), page.complaints());
    }
  }

  @Test
  void aNumberIsCorrectedAndLearned() throws IOException {
    try (Chromium page = open("diabetes")) {
      String said = "document.querySelector('.value').textContent";
      Chromium.await("it is asked", () -> page.text(said).matches("[0-9.]+"));
      double before = Double.parseDouble(page.text(said));
      double right = before + 60;
      page.value("document.querySelector('.numbers input').value = '" + right + "'");
      click(page, "#prediction button");
      learned(page);
      assertEquals(right, Double.parseDouble(page.text(said)), 20);
      assertEquals(List.of(), page.complaints());
    }
  }

  /** Bars across or upright in seven colours: 28 by 28 pixels, coloured, more classes than rows. */
  private String bars() throws IOException {
    Random random = new Random(1);
    for (int colour = 1; colour < 8; colour++) {
      for (String way : List.of("across", "upright")) {
        Path folder = Files.createDirectories(dir.resolve("pictures/" + colour + way));
        for (int i = 0; i < 20; i++) {
          BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
          for (int along = 4; along < 24; along++) {
            for (int side = 0; side < 4; side++) {
              int at = 12 + side;
              int rgb = (colour & 4) * 0x3f0000 | (colour & 2) * 0x7f00 | (colour & 1) * 0xff;
              int dim = random.nextInt(24) * 0x010101 & rgb;
              image.setRGB(
                  way.equals("across") ? along : at, way.equals("across") ? at : along, rgb - dim);
            }
          }
          ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
        }
      }
    }
    Path text = dir.resolve("bars.nnd");
    Files.writeString(
        text,
        """
        model Bars {
          input picture: float[3, 28, 28]
          output logits = picture -> conv(8, kernel=3, stride=2, padding=1) -> relu -> flatten -> dense(14)
        }

        train Bars {
          data      images("pictures")
          loss      cross_entropy(logits, label)
          metric    accuracy(logits, label)
          optimizer adam(lr=0.005)
          epochs 6  batch 16  seed 1
        }
        """);
    return dir.resolve("bars").toString();
  }

  @Test
  void aColouredPictureOfManyClassesIsLearned() throws IOException {
    try (Chromium page = open(bars())) {
      String first = "document.querySelector('.bars .name').textContent";
      assertEquals(12.0, page.value("document.querySelectorAll('.bars li').length").getAsDouble());
      page.value("document.getElementById('colour').value = '#ff0000'");
      draw(page, new double[][] {{.2, .5}, {.4, .5}, {.6, .5}, {.8, .5}});
      Chromium.await("it is a red bar", () -> page.text(first).equals("4across"));
      page.value("document.querySelector('#prediction form input').value = '2upright'");
      click(page, "#prediction form button");
      learned(page);
      Chromium.await("it says what it learned", () -> page.text(first).equals("2upright"));
      assertEquals(List.of(), page.complaints());
    }
  }
}
