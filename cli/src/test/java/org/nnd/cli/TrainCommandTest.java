package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainCommandTest {
  private static final String SIZES = "Small: 5 examples to learn from, none held out\n";

  @TempDir Path dir;

  @BeforeEach
  void writeFiles() throws IOException {
    Texts.small(dir);
  }

  private Outcome train(String more) {
    return Outcome.of(dir, "train DIR/small.nnd -o DIR " + more);
  }

  private void assertWrong(String more, String err) throws IOException {
    Set<Path> before = files();
    assertEquals(Outcome.wrong(err), train(more));
    assertEquals(before, files());
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return Set.copyOf(files.toList());
    }
  }

  @Test
  void aRowForEachEpochAndAModel() throws IOException {
    assertEquals(
        Outcome.fine(
            """
            Small: 0 examples to learn from, none held out
            epoch      loss  accuracy   seconds
              0/0    0.0000    0.0000      0.00
              0/0    0.0000    0.0000      0.00
            wrote DIR/small.onnx after 0 epochs in 0.00 s
            how it went is told in DIR/small.html
            """),
        train("").withoutDigits());
    assertTrue(files().contains(dir.resolve("small.onnx")));
  }

  @Test
  void examplesHeldOut() {
    assertEquals(
        Outcome.fine(
            """
            Small: 0 examples to learn from, 0 held out
            epoch      loss  accuracy  val_loss  val_accuracy   seconds
              0/0    0.0000    0.0000    0.0000        0.0000      0.00
            wrote DIR/small.onnx after 0 epoch in 0.00 s
            how it went is told in DIR/small.html
            """),
        train("--validation 0.4 --epochs 1 --batch 2").withoutDigits());
  }

  @Test
  void theLogHasALineOfJsonForEachEpoch() throws IOException {
    train("--validation 0.4 --log DIR/runs/log.jsonl");
    List<String> lines = Files.readAllLines(dir.resolve("runs/log.jsonl"));
    assertEquals(2, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      JsonObject line = JsonParser.parseString(lines.get(i)).getAsJsonObject();
      assertEquals(
          List.of("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "seconds"),
          List.copyOf(line.keySet()));
      assertEquals(i + 1, line.get("epoch").getAsInt());
    }
  }

  @Test
  void examplesForTheTestAreMeasuredAtTheEnd() throws IOException {
    Texts.write(
        dir.resolve("small.nnd"),
        Texts.SMALL.replace("epochs 2", "validation 0.2  test 0.4  split stratified  epochs 1"));
    assertEquals(
        Outcome.fine(
            """
            Small: 0 examples to learn from, 0 held out, 0 for the test
            epoch      loss  accuracy  val_loss  val_accuracy   seconds
              0/0    0.0000    0.0000    0.0000        0.0000      0.00
                   test_loss  test_accuracy
                      0.0000         0.0000
            wrote DIR/small.onnx after 0 epoch in 0.00 s
            how it went is told in DIR/small.html
            """),
        train("--log DIR/log.jsonl").withoutDigits());
    List<String> lines = Files.readAllLines(dir.resolve("log.jsonl"));
    JsonObject last = JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    assertEquals(List.of("test_loss", "test_accuracy"), List.copyOf(last.keySet()));
  }

  /** A file for the test alone is not looked at before. */
  @Test
  void aFileForTheTest() throws IOException {
    Texts.write(dir.resolve("other.csv"), Texts.TABLE);
    Texts.write(
        dir.resolve("small.nnd"),
        Texts.SMALL.replace("label=\"kind\")", "label=\"kind\", test=\"other.csv\")"));
    assertEquals(
        Outcome.fine(
            """
            Small: 0 examples to learn from, none held out, 0 for the test
            epoch      loss  accuracy   seconds
              0/0    0.0000    0.0000      0.00
                   test_loss  test_accuracy
                      0.0000         0.0000
            wrote DIR/small.onnx after 0 epoch in 0.00 s
            how it went is told in DIR/small.html
            """),
        train("--epochs 1").withoutDigits());
  }

  @Test
  void textsOfDifferentLengths() throws IOException {
    Texts.write(
        dir.resolve("moods.csv"),
        "text,mood\ngood,happy\nbad bad,sad\na good day,happy\nso bad,sad\n");
    Texts.write(
        dir.resolve("small.nnd"),
        """
        model Small(vocab = 7) {
          input text: int64[T]
          output y = text -> embedding(vocab, 4) -> permute([1, 0]) -> conv(4, 2) -> global_max_pool -> dense(2)
        }

        train Small {
          data      lines("moods.csv", label="mood", least=2)
          loss      cross_entropy(y, label)
          optimizer adam(lr=0.1)
          epochs 30  batch 2
        }
        """);
    assertEquals("", train("").err());
    Texts.write(dir.resolve("more.txt"), "good\nso bad\n");
    assertEquals(
        "mood,probability\nhappy,0.0000\nsad,0.0000\n",
        Outcome.of(dir, "predict DIR/small.onnx --data DIR/more.txt").withoutDigits().out());
  }

  @Test
  void scaledTablesArePredictedInTheirOwnSize() throws IOException {
    Texts.write(
        dir.resolve("small.nnd"),
        Texts.SMALL.replace("label=\"kind\"", "label=\"kind\", missing=mean, normalize=standard"));
    assertEquals("", train("").err());
    Texts.write(dir.resolve("new.csv"), "b,a\n,\n");
    assertEquals(
        "kind,probability\n0,0.0000\n",
        Outcome.of(dir, "predict DIR/small.onnx --data DIR/new.csv").withoutDigits().out());
  }

  @Test
  void foldersOfImagesAreAugmentedAndPredictedByName() throws IOException {
    for (String name : List.of("a/1.png", "a/2.png", "b/1.png")) {
      Path file = dir.resolve("pictures").resolve(name);
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
      image.setRGB(1, 1, name.startsWith("a") ? 0xFFFFFF : 0);
      ImageIO.write(image, "png", file.toFile());
    }
    Texts.write(
        dir.resolve("small.nnd"),
        """
        model Small {
          input image: float[3, 8, 8]
          output y = image -> flatten -> dense(2)
        }

        train Small {
          data      images("pictures/")
          augment   flip
          augment   crop(padding=1)
          loss      cross_entropy(y, label)
          optimizer sgd(lr=0.1)
          epochs 1
        }
        """);
    assertEquals("", train("").err());
    String table = Outcome.of(dir, "predict DIR/small.onnx --data DIR/pictures").out();
    assertEquals(
        "file,label,probability\na/1.png,?\na/2.png,?\nb/1.png,?\n",
        table.replaceAll("png,[ab],0\\.[0-9]+", "png,?"));
  }

  @Test
  void aTextIsLearnedAndContinued() throws IOException {
    Texts.write(dir.resolve("a.txt"), "ab".repeat(200));
    Texts.write(
        dir.resolve("small.nnd"),
        """
        model Small(vocab = 3) {
          input words: int64[T]
          output y = words -> one_hot(vocab) -> rnn(8) -> dense(vocab)
        }

        train Small {
          data      text("a.txt", tokens=characters, length=4)
          loss      cross_entropy(y, label)
          optimizer adam(lr=0.05)
          epochs 3  batch 4
        }
        """);
    assertEquals("", train("").err());
    Texts.write(dir.resolve("b.txt"), "bababa");
    assertEquals(
        "next,probability\nb,0.0000\n",
        Outcome.of(dir, "predict DIR/small.onnx --data DIR/b.txt").withoutDigits().out());
    Texts.write(
        dir.resolve("c.nnd"),
        Files.readString(dir.resolve("small.nnd")).replace("vocab = 3", "vocab = 9"));
    assertEquals(
        Outcome.wrong(
            """
            DIR/a.txt: error[NND0465]: the vocabulary has 3 tokens, but the network looks up 9 for input words
              note: tokens are characters
              help: write 3 there; a parameter of the model can hold it
            """),
        Outcome.of(dir, "train DIR/c.nnd -o DIR"));
  }

  @Test
  void theSeedDecidesTheModel() throws IOException {
    train("--seed 7");
    byte[] first = Files.readAllBytes(dir.resolve("small.onnx"));
    train("--seed 7");
    assertArrayEquals(first, Files.readAllBytes(dir.resolve("small.onnx")));
    train("--seed 8");
    assertFalse(Arrays.equals(first, Files.readAllBytes(dir.resolve("small.onnx"))));
  }

  @Test
  void forToolsThereIsJsonAlone() throws IOException {
    assertEquals(Outcome.fine("[]\n"), train("--format json"));
    Outcome wrong = train("--format json --data DIR/none.csv");
    assertEquals("", wrong.err());
    assertEquals(
        "NND0401",
        JsonParser.parseString(wrong.out())
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .get("code")
            .getAsString());
  }

  @Test
  void settingsWithoutSense() throws IOException {
    assertWrong(
        "--epochs 0",
        "error[NND0304]: epochs must be a whole number from 1 to 2147483647, not 0\n");
    assertWrong(
        "--batch 0", "error[NND0304]: batch must be a whole number from 1 to 1048576, not 0\n");
    assertWrong("--lr -1", "error[NND0304]: lr must be a number above 0, not -1.0\n");
    assertWrong(
        "--validation 1",
        "error[NND0304]: validation must be a number of at least 0 and below 1, not 1.0\n");
  }

  @Test
  void nothingLeftToLearnFrom() throws IOException {
    assertWrong(
        "--validation 0.99",
        """
        error[NND0503]: nothing is left to learn from in small.csv
          help: hold out less with validation
        """);
  }

  @Test
  void aMissingTable() throws IOException {
    assertWrong(
        "--data DIR/smal.csv",
        """
        error[NND0401]: there is no file DIR/smal.csv
          note: looked for DIR/smal.csv
          help: did you mean small.csv?
        """);
  }

  @Test
  void aRaggedTable() throws IOException {
    Texts.write(dir.resolve("bad.csv"), "a,b,kind\n1,2,0\n2,1\n3,1,1,4\n");
    assertWrong(
        "--data DIR/bad.csv",
        """
        DIR/bad.csv:3: error[NND0415]: this row has 2 cells, but the header has 3 columns
        DIR/bad.csv:4: error[NND0415]: this row has 4 cells, but the header has 3 columns
          help: a cell that holds a comma needs quotes around it
        """);
  }

  @Test
  void aLabelOutOfRange() throws IOException {
    Texts.write(dir.resolve("bad.csv"), "a,b,kind\n1,2,0\n2,1,2\n");
    assertWrong(
        "--data DIR/bad.csv",
        """
        DIR/bad.csv:3: error[NND0440]: '2' in column 'kind' is not the number of a class
          note: the classes are 0 to 1
        """);
  }

  @Test
  void aTableOfJunk() throws IOException {
    Files.write(dir.resolve("bad.csv"), new byte[] {0, 1, 2, -1, -2});
    assertWrong(
        "--data DIR/bad.csv",
        """
        DIR/bad.csv: error[NND0404]: this is not a text file
          help: save it again as plain text in UTF-8, or choose another file
        """);
  }

  @Test
  void aFolderThatHoldsNoImages() throws IOException {
    Texts.write(dir.resolve("tiny.nnd"), Texts.IMAGES);
    Files.createDirectory(dir.resolve("images"));
    assertEquals(
        Outcome.wrong(
            """
            DIR/images: error[NND0460]: there is no train-images-idx3-ubyte in this folder
              note: looked for train-images-idx3-ubyte, train-images-idx3-ubyte.gz
              help: name the folder that holds MNIST's files, or data of the same form
            """),
        Outcome.of(dir, "train DIR/tiny.nnd -o DIR"));
  }

  @Test
  void aTestSetThatTheDataBringsIsHeldOut() throws IOException {
    Texts.images(dir);
    assertEquals(
        "Tiny: 4 examples to learn from, 4 held out",
        Outcome.of(dir, "train DIR/tiny.nnd -o DIR").out().lines().findFirst().orElseThrow());
  }

  @Test
  void noTrainSection() throws IOException {
    String text = Texts.SMALL.substring(0, Texts.SMALL.indexOf("train"));
    Texts.write(dir.resolve("small.nnd"), text);
    assertWrong(
        "",
        """
        DIR/small.nnd: error[NND0510]: there is no train section here
          help: write one: train Name { data csv("data.csv")  loss ...  optimizer ... }
        """);
  }

  @Test
  void noDataInTheTrainSection() throws IOException {
    Texts.write(dir.resolve("small.nnd"), Texts.SMALL.replaceFirst(" *data .*\n", ""));
    assertWrong(
        "",
        """
        DIR/small.nnd: error[NND0511]: the train section names no data
          help: write: data csv("data.csv"), or give it on the command line with --data
        """);
    assertEquals(0, train("--data DIR/small.csv").exit());
  }

  @Test
  void anUnwritablePlaceIsToldBeforeTheTraining() throws IOException {
    Files.createFile(dir.resolve("file"));
    assertEquals(
        Outcome.wrong(
            "DIR/file/small.onnx: error[NND0509]: can't be written: DIR/file is no folder\n"),
        Outcome.of(dir, "train DIR/small.nnd -o DIR/file"));
    assertWrong(
        "--log DIR/file/log.jsonl",
        "DIR/file/log.jsonl: error[NND0509]: can't be written: DIR/file is no folder\n");
    assertWrong("--log DIR", "DIR: error[NND0509]: can't be written: it is a folder\n");
  }

  @Test
  void aLossThatDivergesLeavesTheOldModel() throws IOException {
    Texts.write(
        dir.resolve("small.nnd"),
        Texts.SMALL.replaceFirst("loss .*\n *metric .*\n", "loss mse(y, x)\n"));
    Texts.write(dir.resolve("small.onnx"), "an old model");
    Set<Path> before = files();
    assertEquals(
        new Outcome(
            2,
            SIZES,
            """
            error[NND0505]: the loss became infinite in step 2 of epoch 1
              note: mse (Mul) was the first to become infinite
              help: a smaller learning rate usually helps: --lr; so does clip_norm 1
            """),
        train("--lr 1e30"));
    assertEquals(before, files());
    assertEquals("an old model", Files.readString(dir.resolve("small.onnx")));
  }

  @Test
  void weightsThatDivergeInTheLastStep() throws IOException {
    Texts.write(
        dir.resolve("small.nnd"),
        Texts.SMALL.replaceFirst("loss .*\n *metric .*\n", "loss mse(y * 1000, x)\n"));
    Outcome outcome = train("--lr 1e38 --epochs 1 --batch 9");
    assertEquals(2, outcome.exit());
    assertEquals(
        """
        error[NND0505]: dense/weight became infinite in step 1 of epoch 1
          help: a smaller learning rate usually helps: --lr; so does clip_norm 1
        """,
        outcome.err());
    assertTrue(Files.notExists(dir.resolve("small.onnx")));
  }

  @Test
  void learningRatesAreTried() throws IOException {
    assertEquals(
        Outcome.fine(
            """
            Small: 0 examples to learn from, none held out
            the loss falls most steeply at --lr 0.0e-00; a tenth of where it is lowest is 0.0e+00
            wrote DIR/small.lr.json and DIR/small.lr.svg after 000 steps
            """),
        train("--find-lr").withoutDigits());
    JsonObject json =
        JsonParser.parseString(Files.readString(dir.resolve("small.lr.json"))).getAsJsonObject();
    assertEquals(Set.of("steepest", "tenth_of_lowest", "steps"), json.keySet());
    assertFalse(files().contains(dir.resolve("small.onnx")));
  }

  @Test
  void aReportAndCurvesAreWrittenUnlessNobodyWantsThem() throws IOException {
    train("--report DIR/pages/a.html --epochs 1 --lr 0.5");
    String html = Files.readString(dir.resolve("pages/a.html"));
    assertTrue(html.contains("<th>lr</th><td>0.5</td><td>command line</td>"), html);
    assertTrue(
        html.contains("<th>epochs</th><td>1</td><td>command line; the text says 2</td>"), html);
    assertTrue(Files.readString(dir.resolve("small.svg")).startsWith("<svg "));
    assertFalse(Files.exists(dir.resolve("small.html")));
    Files.delete(dir.resolve("small.svg"));
    train("--no-report");
    assertFalse(Files.exists(dir.resolve("small.html")));
    assertFalse(Files.exists(dir.resolve("small.svg")));
  }

  @Test
  void aReportThatCantBeWrittenIsToldBeforeTheTraining() throws IOException {
    Files.createDirectory(dir.resolve("page"));
    assertWrong(
        "--report DIR/page", "DIR/page: error[NND0509]: can't be written: it is a folder\n");
  }

  @Test
  void eventFilesForTensorBoard() throws IOException {
    train("--tensorboard DIR/board --validation 0.4");
    for (String run : List.of("train", "validation")) {
      try (Stream<Path> files = Files.list(dir.resolve("board").resolve(run))) {
        assertTrue(files.allMatch(f -> f.toString().contains("tfevents")));
      }
    }
  }

  @Test
  void eventFilesThatCantBeWritten() throws IOException {
    assertWrong(
        "--tensorboard DIR/small.csv",
        "DIR/small.csv/events.out.tfevents: error[NND0509]: can't be written: DIR/small.csv is no folder\n");
  }

  @Test
  void theLogMayBeATable() throws IOException {
    train("--log DIR/log.csv");
    List<String> lines = Files.readAllLines(dir.resolve("log.csv"));
    assertEquals("epoch,loss,accuracy,seconds", lines.get(0));
    assertTrue(lines.get(2).startsWith("2,0."), lines.get(2));
    assertEquals(3, lines.size());
  }

  @Test
  void theLearningRatesAreDrawn() throws IOException {
    train("--find-lr --batch 2");
    String svg = Files.readString(dir.resolve("small.lr.svg"));
    assertTrue(svg.contains(">learning rate</text>"), svg);
    assertTrue(svg.contains(">1e-7</text>"), svg);
  }
}
