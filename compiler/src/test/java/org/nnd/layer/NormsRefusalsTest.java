package org.nnd.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.Compiler;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.Source;

/** What norms, embeddings and convolutions say of what they can't take. */
class NormsRefusalsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "float -> batch_norm"
            + "| batch_norm needs to know the number of channels, but this value is float"
            + "|",
        "double[3] -> instance_norm"
            + "| instance_norm expects axes behind the channels, but this value is double[3]"
            + "| layer_norm normalises the numbers of a vector",
        "double[4, 5, 6] -> dense(2)"
            + "| dense expects a vector per example, but this value is double[4, 5, 6]"
            + "| insert `-> flatten` before it (it makes double[120])",
        "double[4] -> softmax(axis=1)"
            + "| there is no axis 1 in double[4]"
            + "| axes count from 0 to 0, or from the end with -1",
        "float[T, 3] -> batch_norm"
            + "| batch_norm needs to know the number of channels, but this value is float[T, 3]"
            + "| channels are the first axis; layer_norm normalises the last",
        "float[6, 4] -> group_norm(4)"
            + "| group_norm can't part 6 channels into 4 groups"
            + "| the channels must be a multiple of groups",
        "float[6] -> instance_norm"
            + "| instance_norm expects axes behind the channels, but this value is float[6]"
            + "| layer_norm normalises the numbers of a vector",
        "float[6] -> layer_norm(axes=2)"
            + "| layer_norm can't take the last 2 axes of a value that is float[6]"
            + "|",
        "float -> rms_norm" + "| rms_norm can't take the last axis of a value that is float" + "|",
        "float[3, T] -> layer_norm"
            + "| layer_norm needs to know the lengths that it normalises over, but this value is"
            + " float[3, T]"
            + "| give the last axis a fixed length",
        "float[T, 3] -> rms_norm(2)"
            + "| rms_norm needs to know the lengths that it normalises over, but this value is"
            + " float[T, 3]"
            + "| give those axes fixed lengths",
        "float[3, 4] -> local_response_norm(4)"
            + "| local_response_norm's size must be odd, not 4"
            + "| the window has its channel in the middle: use 5",
        "float[3] -> local_response_norm(3)"
            + "| local_response_norm expects channels and axes behind them, but this value is"
            + " float[3]"
            + "|",
        "int64[T] -> embedding(5, 2, padding=5)"
            + "| embedding's padding is 5, but its indices end with 4"
            + "|",
        "float[3] -> positional_encoding"
            + "| positional_encoding expects a sequence of vectors per example, but this value is"
            + " float[3]"
            + "| a sequence is float[steps, numbers], the steps may be free: float[T, 28]",
        "float[12, 3] -> positional_encoding(10)"
            + "| positional_encoding knows 10 steps, but this value has 12: float[12, 3]"
            + "| say longest=12",
        "float[3] -> depthwise_conv(3)"
            + "| depthwise_conv expects channels and one to three axes, but this value is float[3]"
            + "| an image is float[channels, height, width], a signal float[channels, length]",
        "float[C, 5] -> depthwise_conv(3)"
            + "| depthwise_conv needs to know the number of channels, but this value is"
            + " float[C, 5]"
            + "|",
        "float[2, 2] -> depthwise_conv(3)"
            + "| depthwise_conv's window of 3 is longer than the axis it slides over: float[2, 2]"
            + "| use a smaller kernel, or padding",
        "float[2, 4] -> conv_transpose(3, 3, groups=2)"
            + "| conv_transpose can't part 2 channels going in and 3 coming out into 2 groups"
            + "| both must be multiples of groups",
        "float[C, 4] -> conv_transpose(3, 3)"
            + "| conv_transpose needs to know the number of channels, but this value is"
            + " float[C, 4]"
            + "|",
        "float[2, 4] -> conv_transpose(3, 3, stride=2, output_padding=2)"
            + "| conv_transpose's output_padding of 2 is no less than its stride of 2"
            + "| a stride of s makes s lengths equal; output_padding says which of them it was",
        "float[2, 1, 3] -> conv_transpose(3, 3, padding=[2, 0])"
            + "| conv_transpose's padding leaves nothing of axis 1 of float[2, 1, 3]"
            + "| padding is what the convolution that is undone has added",
        "float[2, 4, 4] -> conv_transpose(3, 3, stride=2, padding=same)"
            + "| padding=same keeps the lengths, but a stride of 2 can't"
            + "| give the padding as a number: (kernel - 1) / 2 is usual",
        "float[2, 4, 4] -> conv(3, 3, padding=[[1, 0], [1, 0], [1, 0]])"
            + "| padding has 3 pairs, but there are 2 axes to slide over"
            + "| give one [before, after] for all axes, or a list of 2",
        "float[2, 4] -> conv(3, 3, padding=[[1, 0], [1, 0]])"
            + "| padding has 2 pairs, but there is 1 axis to slide over"
            + "| give one [before, after] for all axes, or a list of 1",
        "float[2, 4, 4] -> conv(3, 3, padding=[[1, 0, 2]])"
            + "| conv's padding must be a whole number of at least 0 or a list with one for each"
            + " axis, or a list of [before, after] for each axis, or same or valid, not"
            + " [[1, 0, 2]]"
            + "|",
      })
  void refused(String layer, String message, String help) {
    String text =
        "model M {\n  input x: " + layer.replaceFirst(" ->", "\n  output y = x ->") + "\n}";
    NndException e =
        assertThrows(NndException.class, () -> Compiler.check(Source.of("norms.nnd", text)), layer);
    Diagnostic first = e.diagnostics().get(0);
    assertEquals(message, first.message());
    assertEquals(help, first.help().orElse(null));
  }
}
