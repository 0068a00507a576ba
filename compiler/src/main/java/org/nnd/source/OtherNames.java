package org.nnd.source;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What PyTorch and Keras call by names that are far from those here. */
final class OtherNames {
  /** In small letters, without {@code _} and what tells the number of axes. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("linear", "dense"),
          Map.entry("fullyconnected", "dense"),
          Map.entry("fc", "dense"),
          Map.entry("convolution", "conv"),
          Map.entry("deconv", "conv_transpose"),
          Map.entry("maxpooling", "max_pool"),
          Map.entry("avgpooling", "avg_pool"),
          Map.entry("averagepooling", "avg_pool"),
          Map.entry("globalmaxpooling", "global_max_pool"),
          Map.entry("globalaveragepooling", "global_avg_pool"),
          Map.entry("upsampling", "upsample"),
          Map.entry("zeropadding", "pad"),
          Map.entry("batchnormalization", "batch_norm"),
          Map.entry("layernormalization", "layer_norm"),
          Map.entry("groupnormalization", "group_norm"),
          Map.entry("simplernn", "rnn"),
          Map.entry("swish", "silu"),
          Map.entry("concatenate", "concat"),
          Map.entry("cat", "concat"),
          Map.entry("view", "reshape"),
          Map.entry("transpose", "permute"),
          // Arguments and settings.
          Map.entry("outfeatures", "units"),
          Map.entry("usebias", "bias"),
          Map.entry("kernelinitializer", "init"),
          Map.entry("biasinitializer", "bias_init"),
          Map.entry("outchannels", "channels"),
          Map.entry("filters", "channels"),
          Map.entry("kernelsize", "kernel"),
          Map.entry("poolsize", "kernel"),
          Map.entry("numembeddings", "count"),
          Map.entry("inputdim", "count"),
          Map.entry("embeddingdim", "width"),
          Map.entry("outputdim", "width"),
          Map.entry("hiddensize", "hidden"),
          Map.entry("numlayers", "layers"),
          Map.entry("returnsequences", "returns"),
          Map.entry("numheads", "heads"),
          Map.entry("dim", "axis"),
          Map.entry("rate", "p"),
          Map.entry("eps", "epsilon"),
          Map.entry("learningrate", "lr"),
          Map.entry("batchsize", "batch"),
          // Losses.
          Map.entry("categoricalcrossentropy", "cross_entropy"),
          Map.entry("sparsecategoricalcrossentropy", "cross_entropy"),
          Map.entry("bce", "binary_cross_entropy"),
          Map.entry("bceloss", "binary_cross_entropy"),
          Map.entry("bcewithlogitsloss", "binary_cross_entropy"),
          Map.entry("mseloss", "mse"),
          Map.entry("meansquarederror", "mse"),
          Map.entry("l1loss", "mae"),
          Map.entry("meanabsoluteerror", "mae"),
          Map.entry("kldivloss", "kl_divergence"),
          // Types.
          Map.entry("int", "int64"),
          Map.entry("long", "int64"),
          Map.entry("float64", "double"),
          Map.entry("half", "float16"));

  private OtherNames() {}

  /** The name here. */
  static Optional<String> of(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replaceFirst("[1-3]d$", "");
    return Optional.ofNullable(NAMES.get(plain));
  }
}
