package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The networks have as many parameters as those they are named after: torchvision's published
 * counts, and the textbook's layer lists counted by hand.
 */
final class ParametersTest {
  @ParameterizedTest
  @CsvSource({
    "zoo/alexnet, 61100840",
    "zoo/vgg11, 132863336",
    "zoo/vgg16, 138357544",
    "zoo/googlenet, 6624904",
    "zoo/squeezenet, 1248424",
    "zoo/resnet18, 11689512",
    "zoo/resnet50, 25557032",
    "zoo/densenet121, 7978856",
    "zoo/mobilenet_v2, 3504872",
    "textbook/linear_regression, 3",
    "textbook/softmax_regression, 7850",
    "textbook/mlp, 203530",
    "textbook/mlp_dropout, 269322",
    "textbook/lenet, 61706",
    "textbook/lenet_batch_norm, 44878",
    "textbook/alexnet, 46764746",
    "textbook/vgg11, 128806154",
    "textbook/nin, 1992166",
    "textbook/googlenet, 5977530",
    "textbook/resnet18, 11178378",
    "textbook/densenet, 758226",
    "textbook/rnn, 80412",
    "textbook/gru, 226844",
    "textbook/lstm, 300060",
    "textbook/deep_lstm, 826396",
    "textbook/bidirectional_lstm, 2177052"
  })
  void countsAreThePublishedOnes(String name, long parameters) throws Exception {
    Path file = Project.EXAMPLES.resolve(name + ".nnd");
    assertTrue(Files.exists(file), file.toString());
    String json = Project.nnd("summary", file, "--format", "json");
    String trainable = json.replaceAll("(?s).*?\"trainable\": (\\d+).*", "$1");
    assertEquals(Long.toString(parameters), trainable);
  }
}
