package org.nnd.build;

import org.nnd.ir.ElementType;
import org.nnd.layer.Initializer;

/**
 * Every layer: {@code x.to(conv(6, 5).padding(2))}.
 *
 * <p>Made from the catalogue by CatalogueSourceTest: don't edit it.
 */
public final class Layers {
  private Layers() {}

  /** What {@code padding} may be. */
  public enum Padding {
    SAME,
    VALID
  }

  /** What {@code activation} may be. */
  public enum Activation {
    TANH,
    RELU
  }

  /** What {@code returns} may be. */
  public enum Returns {
    SEQUENCE,
    FINAL,
    BOTH
  }

  /** What {@code approximate} may be. */
  public enum Approximate {
    NONE,
    TANH
  }

  /** What {@code axis} may be. */
  public enum Axis {
    CHANNELS
  }

  /**
   * y = x Wᵀ + b
   *
   * <p>In a text: {@code dense(units, bias=true, init=PyTorch's, bias_init=PyTorch's)}
   *
   * @param units how many numbers come out
   */
  public static Dense dense(long units) {
    return new Dense(Call.Arguments.NONE.with("units", Literal.of(units)));
  }

  /** A call of {@code dense}. */
  public static final class Dense extends LayerCall {
    private Dense(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "dense", arguments);
    }

    /**
     * Whether b is added.
     *
     * @param bias true or false; without it: true
     */
    public Dense bias(boolean bias) {
      return new Dense(arguments().with("bias", Literal.of(bias)));
    }

    /**
     * How the weights start.
     *
     * @param init an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public Dense init(Call<? extends Initializer> init) {
      return new Dense(arguments().with("init", Literal.of(init)));
    }

    /**
     * How the biases start.
     *
     * @param biasInit an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public Dense biasInit(Call<? extends Initializer> biasInit) {
      return new Dense(arguments().with("bias_init", Literal.of(biasInit)));
    }
  }

  /**
   * y[o] = Σᵢ w[o, i] ⋆ x[i] + b[o]
   *
   * <p>In a text: {@code conv(channels, kernel, stride=1, padding=0, dilation=1, groups=1,
   * bias=true, init=PyTorch's, bias_init=PyTorch's)}
   *
   * @param channels how many channels come out
   * @param kernel the window's size
   */
  public static Conv conv(long channels, long... kernel) {
    return new Conv(
        Call.Arguments.NONE
            .with("channels", Literal.of(channels))
            .with("kernel", Literal.of(kernel)));
  }

  /** A call of {@code conv}. */
  public static final class Conv extends LayerCall {
    private Conv(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "conv", arguments);
    }

    /**
     * How far it moves.
     *
     * @param stride a whole number of at least 1 or a list with one for each axis; without it: 1
     */
    public Conv stride(long... stride) {
      return new Conv(arguments().with("stride", Literal.of(stride)));
    }

    /**
     * Zeros on both sides of each axis, [[before, after], ...] for each side; same keeps the
     * lengths, valid is 0.
     *
     * @param padding a whole number of at least 0 or a list with one for each axis, or a list of
     *     [before, after] for each axis, or same or valid; without it: 0
     */
    public Conv padding(long... padding) {
      return new Conv(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * Zeros on both sides of each axis, [[before, after], ...] for each side; same keeps the
     * lengths, valid is 0.
     *
     * @param padding a whole number of at least 0 or a list with one for each axis, or a list of
     *     [before, after] for each axis, or same or valid; without it: 0
     */
    public Conv padding(long[]... padding) {
      return new Conv(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * Zeros on both sides of each axis, [[before, after], ...] for each side; same keeps the
     * lengths, valid is 0.
     *
     * @param padding a whole number of at least 0 or a list with one for each axis, or a list of
     *     [before, after] for each axis, or same or valid; without it: 0
     */
    public Conv padding(Padding padding) {
      return new Conv(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * The distance between its elements.
     *
     * @param dilation a whole number of at least 1 or a list with one for each axis; without it: 1
     */
    public Conv dilation(long... dilation) {
      return new Conv(arguments().with("dilation", Literal.of(dilation)));
    }

    /**
     * Groups of channels that don't see each other.
     *
     * @param groups a whole number of at least 1; without it: 1
     */
    public Conv groups(long groups) {
      return new Conv(arguments().with("groups", Literal.of(groups)));
    }

    /**
     * Whether b is added.
     *
     * @param bias true or false; without it: true
     */
    public Conv bias(boolean bias) {
      return new Conv(arguments().with("bias", Literal.of(bias)));
    }

    /**
     * How the weights start.
     *
     * @param init an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public Conv init(Call<? extends Initializer> init) {
      return new Conv(arguments().with("init", Literal.of(init)));
    }

    /**
     * How the biases start.
     *
     * @param biasInit an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public Conv biasInit(Call<? extends Initializer> biasInit) {
      return new Conv(arguments().with("bias_init", Literal.of(biasInit)));
    }
  }

  /**
   * y[c] = w[c] ⋆ x[c] + b[c]
   *
   * <p>In a text: {@code depthwise_conv(kernel, multiplier=1, stride=1, padding=0, dilation=1,
   * bias=true, init=PyTorch's, bias_init=PyTorch's)}
   *
   * @param kernel the window's size
   */
  public static DepthwiseConv depthwiseConv(long... kernel) {
    return new DepthwiseConv(Call.Arguments.NONE.with("kernel", Literal.of(kernel)));
  }

  /** A call of {@code depthwise_conv}. */
  public static final class DepthwiseConv extends LayerCall {
    private DepthwiseConv(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "depthwise_conv", arguments);
    }

    /**
     * How many channels come out for each.
     *
     * @param multiplier a whole number of at least 1; without it: 1
     */
    public DepthwiseConv multiplier(long multiplier) {
      return new DepthwiseConv(arguments().with("multiplier", Literal.of(multiplier)));
    }

    /**
     * How far it moves.
     *
     * @param stride a whole number of at least 1 or a list with one for each axis; without it: 1
     */
    public DepthwiseConv stride(long... stride) {
      return new DepthwiseConv(arguments().with("stride", Literal.of(stride)));
    }

    /**
     * Zeros on both sides of each axis, [[before, after], ...] for each side; same keeps the
     * lengths, valid is 0.
     *
     * @param padding a whole number of at least 0 or a list with one for each axis, or a list of
     *     [before, after] for each axis, or same or valid; without it: 0
     */
    public DepthwiseConv padding(long... padding) {
      return new DepthwiseConv(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * Zeros on both sides of each axis, [[before, after], ...] for each side; same keeps the
     * lengths, valid is 0.
     *
     * @param padding a whole number of at least 0 or a list with one for each axis, or a list of
     *     [before, after] for each axis, or same or valid; without it: 0
     */
    public DepthwiseConv padding(long[]... padding) {
      return new DepthwiseConv(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * Zeros on both sides of each axis, [[before, after], ...] for each side; same keeps the
     * lengths, valid is 0.
     *
     * @param padding a whole number of at least 0 or a list with one for each axis, or a list of
     *     [before, after] for each axis, or same or valid; without it: 0
     */
    public DepthwiseConv padding(Padding padding) {
      return new DepthwiseConv(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * The distance between its elements.
     *
     * @param dilation a whole number of at least 1 or a list with one for each axis; without it: 1
     */
    public DepthwiseConv dilation(long... dilation) {
      return new DepthwiseConv(arguments().with("dilation", Literal.of(dilation)));
    }

    /**
     * Whether b is added.
     *
     * @param bias true or false; without it: true
     */
    public DepthwiseConv bias(boolean bias) {
      return new DepthwiseConv(arguments().with("bias", Literal.of(bias)));
    }

    /**
     * How the weights start.
     *
     * @param init an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public DepthwiseConv init(Call<? extends Initializer> init) {
      return new DepthwiseConv(arguments().with("init", Literal.of(init)));
    }

    /**
     * How the biases start.
     *
     * @param biasInit an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public DepthwiseConv biasInit(Call<? extends Initializer> biasInit) {
      return new DepthwiseConv(arguments().with("bias_init", Literal.of(biasInit)));
    }
  }

  /**
   * y[o] = Σᵢ w[i, o] spread over where the window of each x[i] lies + b[o]
   *
   * <p>In a text: {@code conv_transpose(channels, kernel, stride=1, padding=0, output_padding=0,
   * dilation=1, groups=1, bias=true, init=PyTorch's, bias_init=PyTorch's)}
   *
   * @param channels how many channels come out
   * @param kernel the window's size
   */
  public static ConvTranspose convTranspose(long channels, long... kernel) {
    return new ConvTranspose(
        Call.Arguments.NONE
            .with("channels", Literal.of(channels))
            .with("kernel", Literal.of(kernel)));
  }

  /** A call of {@code conv_transpose}. */
  public static final class ConvTranspose extends LayerCall {
    private ConvTranspose(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "conv_transpose", arguments);
    }

    /**
     * How far it moves.
     *
     * @param stride a whole number of at least 1 or a list with one for each axis; without it: 1
     */
    public ConvTranspose stride(long... stride) {
      return new ConvTranspose(arguments().with("stride", Literal.of(stride)));
    }

    /**
     * Zeros on both sides of each axis, [[before, after], ...] for each side; same keeps the
     * lengths, valid is 0.
     *
     * @param padding a whole number of at least 0 or a list with one for each axis, or a list of
     *     [before, after] for each axis, or same or valid; without it: 0
     */
    public ConvTranspose padding(long... padding) {
      return new ConvTranspose(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * Zeros on both sides of each axis, [[before, after], ...] for each side; same keeps the
     * lengths, valid is 0.
     *
     * @param padding a whole number of at least 0 or a list with one for each axis, or a list of
     *     [before, after] for each axis, or same or valid; without it: 0
     */
    public ConvTranspose padding(long[]... padding) {
      return new ConvTranspose(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * Zeros on both sides of each axis, [[before, after], ...] for each side; same keeps the
     * lengths, valid is 0.
     *
     * @param padding a whole number of at least 0 or a list with one for each axis, or a list of
     *     [before, after] for each axis, or same or valid; without it: 0
     */
    public ConvTranspose padding(Padding padding) {
      return new ConvTranspose(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * How much longer each axis becomes at its end, below the stride.
     *
     * @param outputPadding a whole number of at least 0 or a list with one for each axis; without
     *     it: 0
     */
    public ConvTranspose outputPadding(long... outputPadding) {
      return new ConvTranspose(arguments().with("output_padding", Literal.of(outputPadding)));
    }

    /**
     * The distance between its elements.
     *
     * @param dilation a whole number of at least 1 or a list with one for each axis; without it: 1
     */
    public ConvTranspose dilation(long... dilation) {
      return new ConvTranspose(arguments().with("dilation", Literal.of(dilation)));
    }

    /**
     * Groups of channels that don't see each other.
     *
     * @param groups a whole number of at least 1; without it: 1
     */
    public ConvTranspose groups(long groups) {
      return new ConvTranspose(arguments().with("groups", Literal.of(groups)));
    }

    /**
     * Whether b is added.
     *
     * @param bias true or false; without it: true
     */
    public ConvTranspose bias(boolean bias) {
      return new ConvTranspose(arguments().with("bias", Literal.of(bias)));
    }

    /**
     * How the weights start.
     *
     * @param init an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public ConvTranspose init(Call<? extends Initializer> init) {
      return new ConvTranspose(arguments().with("init", Literal.of(init)));
    }

    /**
     * How the biases start.
     *
     * @param biasInit an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public ConvTranspose biasInit(Call<? extends Initializer> biasInit) {
      return new ConvTranspose(arguments().with("bias_init", Literal.of(biasInit)));
    }
  }

  /**
   * the largest number under a sliding window
   *
   * <p>In a text: {@code max_pool(kernel, stride=kernel, padding=0, dilation=1, ceil_mode=false)}
   *
   * @param kernel the window's size
   */
  public static MaxPool maxPool(long... kernel) {
    return new MaxPool(Call.Arguments.NONE.with("kernel", Literal.of(kernel)));
  }

  /** A call of {@code max_pool}. */
  public static final class MaxPool extends LayerCall {
    private MaxPool(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "max_pool", arguments);
    }

    /**
     * How far it moves.
     *
     * @param stride a whole number of at least 1 or a list with one for each axis; without it:
     *     kernel
     */
    public MaxPool stride(long... stride) {
      return new MaxPool(arguments().with("stride", Literal.of(stride)));
    }

    /**
     * Padding on both sides of each axis.
     *
     * @param padding a whole number of at least 0 or a list with one for each axis; without it: 0
     */
    public MaxPool padding(long... padding) {
      return new MaxPool(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * The distance between its elements.
     *
     * @param dilation a whole number of at least 1 or a list with one for each axis; without it: 1
     */
    public MaxPool dilation(long... dilation) {
      return new MaxPool(arguments().with("dilation", Literal.of(dilation)));
    }

    /**
     * Whether a window that hangs over the end counts.
     *
     * @param ceilMode true or false; without it: false
     */
    public MaxPool ceilMode(boolean ceilMode) {
      return new MaxPool(arguments().with("ceil_mode", Literal.of(ceilMode)));
    }
  }

  /**
   * the mean of the numbers under a sliding window
   *
   * <p>In a text: {@code avg_pool(kernel, stride=kernel, padding=0, ceil_mode=false,
   * count_include_pad=true)}
   *
   * @param kernel the window's size
   */
  public static AvgPool avgPool(long... kernel) {
    return new AvgPool(Call.Arguments.NONE.with("kernel", Literal.of(kernel)));
  }

  /** A call of {@code avg_pool}. */
  public static final class AvgPool extends LayerCall {
    private AvgPool(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "avg_pool", arguments);
    }

    /**
     * How far it moves.
     *
     * @param stride a whole number of at least 1 or a list with one for each axis; without it:
     *     kernel
     */
    public AvgPool stride(long... stride) {
      return new AvgPool(arguments().with("stride", Literal.of(stride)));
    }

    /**
     * Padding on both sides of each axis.
     *
     * @param padding a whole number of at least 0 or a list with one for each axis; without it: 0
     */
    public AvgPool padding(long... padding) {
      return new AvgPool(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * Whether a window that hangs over the end counts.
     *
     * @param ceilMode true or false; without it: false
     */
    public AvgPool ceilMode(boolean ceilMode) {
      return new AvgPool(arguments().with("ceil_mode", Literal.of(ceilMode)));
    }

    /**
     * Whether padding counts as zeros.
     *
     * @param countIncludePad true or false; without it: true
     */
    public AvgPool countIncludePad(boolean countIncludePad) {
      return new AvgPool(arguments().with("count_include_pad", Literal.of(countIncludePad)));
    }
  }

  /**
   * h' = tanh(W x + b + R h + b')
   *
   * <p>In a text: {@code rnn(hidden, layers=1, bidirectional=false, dropout=0.0, activation=tanh,
   * returns=sequence)}
   *
   * @param hidden the length of the state
   */
  public static Rnn rnn(long hidden) {
    return new Rnn(Call.Arguments.NONE.with("hidden", Literal.of(hidden)));
  }

  /** A call of {@code rnn}. */
  public static final class Rnn extends LayerCall {
    private Rnn(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "rnn", arguments);
    }

    /**
     * How many lie upon each other.
     *
     * @param layers a whole number from 1 to 1000; without it: 1
     */
    public Rnn layers(long layers) {
      return new Rnn(arguments().with("layers", Literal.of(layers)));
    }

    /**
     * Whether each goes backwards too.
     *
     * @param bidirectional true or false; without it: false
     */
    public Rnn bidirectional(boolean bidirectional) {
      return new Rnn(arguments().with("bidirectional", Literal.of(bidirectional)));
    }

    /**
     * The share of zeros between two layers while training.
     *
     * @param dropout a number of at least 0 and below 1; without it: 0.0
     */
    public Rnn dropout(double dropout) {
      return new Rnn(arguments().with("dropout", Literal.of(dropout)));
    }

    /**
     * What the sum goes through.
     *
     * @param activation tanh or relu; without it: tanh
     */
    public Rnn activation(Activation activation) {
      return new Rnn(arguments().with("activation", Literal.of(activation)));
    }

    /**
     * The states of all steps, the last one, or the sequence and then the last states.
     *
     * @param returns sequence or final or both; without it: sequence
     */
    public Rnn returns(Returns returns) {
      return new Rnn(arguments().with("returns", Literal.of(returns)));
    }

    /** Sends values along: {@code state=...}. */
    public Rnn state(Tensor... state) {
      return new Rnn(arguments().with("state", state));
    }

    /** Sends values along: {@code lengths=...}. */
    public Rnn lengths(Tensor... lengths) {
      return new Rnn(arguments().with("lengths", lengths));
    }
  }

  /**
   * the mean of each channel
   *
   * <p>In a text: {@code global_avg_pool()}
   */
  public static GlobalAvgPool globalAvgPool() {
    return new GlobalAvgPool(Call.Arguments.NONE);
  }

  /** A call of {@code global_avg_pool}. */
  public static final class GlobalAvgPool extends LayerCall {
    private GlobalAvgPool(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "global_avg_pool", arguments);
    }
  }

  /**
   * the largest number of each channel
   *
   * <p>In a text: {@code global_max_pool()}
   */
  public static GlobalMaxPool globalMaxPool() {
    return new GlobalMaxPool(Call.Arguments.NONE);
  }

  /** A call of {@code global_max_pool}. */
  public static final class GlobalMaxPool extends LayerCall {
    private GlobalMaxPool(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "global_max_pool", arguments);
    }
  }

  /**
   * the means of the parts into which each axis is cut
   *
   * <p>In a text: {@code adaptive_avg_pool(size)}
   *
   * @param size how long each axis becomes
   */
  public static AdaptiveAvgPool adaptiveAvgPool(long... size) {
    return new AdaptiveAvgPool(Call.Arguments.NONE.with("size", Literal.of(size)));
  }

  /** A call of {@code adaptive_avg_pool}. */
  public static final class AdaptiveAvgPool extends LayerCall {
    private AdaptiveAvgPool(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "adaptive_avg_pool", arguments);
    }
  }

  /**
   * the largest numbers of the parts into which each axis is cut
   *
   * <p>In a text: {@code adaptive_max_pool(size)}
   *
   * @param size how long each axis becomes
   */
  public static AdaptiveMaxPool adaptiveMaxPool(long... size) {
    return new AdaptiveMaxPool(Call.Arguments.NONE.with("size", Literal.of(size)));
  }

  /** A call of {@code adaptive_max_pool}. */
  public static final class AdaptiveMaxPool extends LayerCall {
    private AdaptiveMaxPool(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "adaptive_max_pool", arguments);
    }
  }

  /**
   * the axes behind the channels made longer by whole factors
   *
   * <p>In a text: {@code upsample(factor, mode=nearest)}
   *
   * @param factor how many times longer each axis gets
   */
  public static Upsample upsample(long... factor) {
    return new Upsample(Call.Arguments.NONE.with("factor", Literal.of(factor)));
  }

  /** A call of {@code upsample}. */
  public static final class Upsample extends LayerCall {
    private Upsample(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "upsample", arguments);
    }

    /** What {@code mode} may be. */
    public enum Mode {
      NEAREST,
      LINEAR,
      BILINEAR,
      TRILINEAR
    }

    /**
     * Nearest, or linear by its name for one, two or three axes.
     *
     * @param mode nearest or linear or bilinear or trilinear; without it: nearest
     */
    public Upsample mode(Mode mode) {
      return new Upsample(arguments().with("mode", Literal.of(mode)));
    }
  }

  /**
   * y = weight (x - mean) / √(variance + ε) + bias, over the batch, for each channel
   *
   * <p>In a text: {@code batch_norm(momentum=0.1, epsilon=1.0E-5, affine=true)}
   */
  public static BatchNorm batchNorm() {
    return new BatchNorm(Call.Arguments.NONE);
  }

  /**
   * y = weight (x - mean) / √(variance + ε) + bias, over the batch, for each channel
   *
   * <p>In a text: {@code batch_norm(momentum=0.1, epsilon=1.0E-5, affine=true)}
   *
   * @param momentum how much of a batch's statistics enters the moving ones
   */
  public static BatchNorm batchNorm(double momentum) {
    return new BatchNorm(Call.Arguments.NONE.with("momentum", Literal.of(momentum)));
  }

  /** A call of {@code batch_norm}. */
  public static final class BatchNorm extends LayerCall {
    private BatchNorm(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "batch_norm", arguments);
    }

    /**
     * How much of a batch's statistics enters the moving ones.
     *
     * @param momentum a number from 0 to 1; without it: 0.1
     */
    public BatchNorm momentum(double momentum) {
      return new BatchNorm(arguments().with("momentum", Literal.of(momentum)));
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: 1.0E-5
     */
    public BatchNorm epsilon(double epsilon) {
      return new BatchNorm(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * Whether weight and bias are learned.
     *
     * @param affine true or false; without it: true
     */
    public BatchNorm affine(boolean affine) {
      return new BatchNorm(arguments().with("affine", Literal.of(affine)));
    }
  }

  /**
   * y = weight (x - mean) / √(variance + ε) + bias, over the last axes
   *
   * <p>In a text: {@code layer_norm(axes=1, epsilon=1.0E-5, affine=true, bias=true)}
   */
  public static LayerNorm layerNorm() {
    return new LayerNorm(Call.Arguments.NONE);
  }

  /**
   * y = weight (x - mean) / √(variance + ε) + bias, over the last axes
   *
   * <p>In a text: {@code layer_norm(axes=1, epsilon=1.0E-5, affine=true, bias=true)}
   *
   * @param axes how many of the last axes are normalised together
   */
  public static LayerNorm layerNorm(long axes) {
    return new LayerNorm(Call.Arguments.NONE.with("axes", Literal.of(axes)));
  }

  /** A call of {@code layer_norm}. */
  public static final class LayerNorm extends LayerCall {
    private LayerNorm(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "layer_norm", arguments);
    }

    /**
     * How many of the last axes are normalised together.
     *
     * @param axes a whole number of at least 1; without it: 1
     */
    public LayerNorm axes(long axes) {
      return new LayerNorm(arguments().with("axes", Literal.of(axes)));
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: 1.0E-5
     */
    public LayerNorm epsilon(double epsilon) {
      return new LayerNorm(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * Whether weight and bias are learned.
     *
     * @param affine true or false; without it: true
     */
    public LayerNorm affine(boolean affine) {
      return new LayerNorm(arguments().with("affine", Literal.of(affine)));
    }

    /**
     * Whether there is a bias beside the weight.
     *
     * @param bias true or false; without it: true
     */
    public LayerNorm bias(boolean bias) {
      return new LayerNorm(arguments().with("bias", Literal.of(bias)));
    }
  }

  /**
   * y = weight x / √(mean(x²) + ε), over the last axes
   *
   * <p>In a text: {@code rms_norm(axes=1, epsilon=the type's, affine=true)}
   */
  public static RmsNorm rmsNorm() {
    return new RmsNorm(Call.Arguments.NONE);
  }

  /**
   * y = weight x / √(mean(x²) + ε), over the last axes
   *
   * <p>In a text: {@code rms_norm(axes=1, epsilon=the type's, affine=true)}
   *
   * @param axes how many of the last axes are normalised together
   */
  public static RmsNorm rmsNorm(long axes) {
    return new RmsNorm(Call.Arguments.NONE.with("axes", Literal.of(axes)));
  }

  /** A call of {@code rms_norm}. */
  public static final class RmsNorm extends LayerCall {
    private RmsNorm(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "rms_norm", arguments);
    }

    /**
     * How many of the last axes are normalised together.
     *
     * @param axes a whole number of at least 1; without it: 1
     */
    public RmsNorm axes(long axes) {
      return new RmsNorm(arguments().with("axes", Literal.of(axes)));
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: the type's
     */
    public RmsNorm epsilon(double epsilon) {
      return new RmsNorm(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * Whether the weight is learned.
     *
     * @param affine true or false; without it: true
     */
    public RmsNorm affine(boolean affine) {
      return new RmsNorm(arguments().with("affine", Literal.of(affine)));
    }
  }

  /**
   * y = weight (x - mean) / √(variance + ε) + bias, over groups of channels
   *
   * <p>In a text: {@code group_norm(groups, epsilon=1.0E-5, affine=true)}
   *
   * @param groups how many groups of channels
   */
  public static GroupNorm groupNorm(long groups) {
    return new GroupNorm(Call.Arguments.NONE.with("groups", Literal.of(groups)));
  }

  /** A call of {@code group_norm}. */
  public static final class GroupNorm extends LayerCall {
    private GroupNorm(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "group_norm", arguments);
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: 1.0E-5
     */
    public GroupNorm epsilon(double epsilon) {
      return new GroupNorm(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * Whether weight and bias are learned.
     *
     * @param affine true or false; without it: true
     */
    public GroupNorm affine(boolean affine) {
      return new GroupNorm(arguments().with("affine", Literal.of(affine)));
    }
  }

  /**
   * y = (x - mean) / √(variance + ε), over each channel of each example
   *
   * <p>In a text: {@code instance_norm(epsilon=1.0E-5, affine=false)}
   */
  public static InstanceNorm instanceNorm() {
    return new InstanceNorm(Call.Arguments.NONE);
  }

  /**
   * y = (x - mean) / √(variance + ε), over each channel of each example
   *
   * <p>In a text: {@code instance_norm(epsilon=1.0E-5, affine=false)}
   *
   * @param epsilon keeps the divisor from 0
   */
  public static InstanceNorm instanceNorm(double epsilon) {
    return new InstanceNorm(Call.Arguments.NONE.with("epsilon", Literal.of(epsilon)));
  }

  /**
   * y = (x - mean) / √(variance + ε), over each channel of each example
   *
   * <p>In a text: {@code instance_norm(epsilon=1.0E-5, affine=false)}
   *
   * @param epsilon keeps the divisor from 0
   * @param affine whether weight and bias are learned
   */
  public static InstanceNorm instanceNorm(double epsilon, boolean affine) {
    return new InstanceNorm(
        Call.Arguments.NONE
            .with("epsilon", Literal.of(epsilon))
            .with("affine", Literal.of(affine)));
  }

  /** A call of {@code instance_norm}. */
  public static final class InstanceNorm extends LayerCall {
    private InstanceNorm(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "instance_norm", arguments);
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param epsilon a number above 0; without it: 1.0E-5
     */
    public InstanceNorm epsilon(double epsilon) {
      return new InstanceNorm(arguments().with("epsilon", Literal.of(epsilon)));
    }

    /**
     * Whether weight and bias are learned.
     *
     * @param affine true or false; without it: false
     */
    public InstanceNorm affine(boolean affine) {
      return new InstanceNorm(arguments().with("affine", Literal.of(affine)));
    }
  }

  /**
   * y = x / (k + α/size Σ x²)^β, over neighbouring channels
   *
   * <p>In a text: {@code local_response_norm(size, alpha=1.0E-4, beta=0.75, k=1.0)}
   *
   * @param size how many channels are summed, an odd number
   */
  public static LocalResponseNorm localResponseNorm(long size) {
    return new LocalResponseNorm(Call.Arguments.NONE.with("size", Literal.of(size)));
  }

  /** A call of {@code local_response_norm}. */
  public static final class LocalResponseNorm extends LayerCall {
    private LocalResponseNorm(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "local_response_norm", arguments);
    }

    /**
     * How much the squares count.
     *
     * @param alpha a number of at least 0; without it: 1.0E-4
     */
    public LocalResponseNorm alpha(double alpha) {
      return new LocalResponseNorm(arguments().with("alpha", Literal.of(alpha)));
    }

    /**
     * The exponent.
     *
     * @param beta a number of at least 0; without it: 0.75
     */
    public LocalResponseNorm beta(double beta) {
      return new LocalResponseNorm(arguments().with("beta", Literal.of(beta)));
    }

    /**
     * Keeps the divisor from 0.
     *
     * @param k a number above 0; without it: 1.0
     */
    public LocalResponseNorm k(double k) {
      return new LocalResponseNorm(arguments().with("k", Literal.of(k)));
    }
  }

  /**
   * y = weight[x], a vector for each index
   *
   * <p>In a text: {@code embedding(count, width, padding=none, init=PyTorch's)}
   *
   * @param count how many indices there are
   * @param width the length of a vector
   */
  public static Embedding embedding(long count, long width) {
    return new Embedding(
        Call.Arguments.NONE.with("count", Literal.of(count)).with("width", Literal.of(width)));
  }

  /** A call of {@code embedding}. */
  public static final class Embedding extends LayerCall {
    private Embedding(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "embedding", arguments);
    }

    /**
     * The index that gives zeros.
     *
     * @param padding a whole number of at least 0; without it: none
     */
    public Embedding padding(long padding) {
      return new Embedding(arguments().with("padding", Literal.of(padding)));
    }

    /**
     * How the weights start.
     *
     * @param init an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public Embedding init(Call<? extends Initializer> init) {
      return new Embedding(arguments().with("init", Literal.of(init)));
    }
  }

  /**
   * y[j] = 1 where j = x, else 0
   *
   * <p>In a text: {@code one_hot(classes)}
   *
   * @param classes how many indices there are
   */
  public static OneHot oneHot(long classes) {
    return new OneHot(Call.Arguments.NONE.with("classes", Literal.of(classes)));
  }

  /** A call of {@code one_hot}. */
  public static final class OneHot extends LayerCall {
    private OneHot(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "one_hot", arguments);
    }
  }

  /**
   * y[t] = x[t] + P[t], P of sines and cosines or learned
   *
   * <p>In a text: {@code positional_encoding(longest=1000, dropout=0.0, learned=false,
   * init=PyTorch's)}
   */
  public static PositionalEncoding positionalEncoding() {
    return new PositionalEncoding(Call.Arguments.NONE);
  }

  /**
   * y[t] = x[t] + P[t], P of sines and cosines or learned
   *
   * <p>In a text: {@code positional_encoding(longest=1000, dropout=0.0, learned=false,
   * init=PyTorch's)}
   *
   * @param longest the length of the longest sequence
   */
  public static PositionalEncoding positionalEncoding(long longest) {
    return new PositionalEncoding(Call.Arguments.NONE.with("longest", Literal.of(longest)));
  }

  /** A call of {@code positional_encoding}. */
  public static final class PositionalEncoding extends LayerCall {
    private PositionalEncoding(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "positional_encoding", arguments);
    }

    /**
     * The length of the longest sequence.
     *
     * @param longest a whole number from 1 to 16777216; without it: 1000
     */
    public PositionalEncoding longest(long longest) {
      return new PositionalEncoding(arguments().with("longest", Literal.of(longest)));
    }

    /**
     * The share of zeros put in after it.
     *
     * @param dropout a number of at least 0 and below 1; without it: 0.0
     */
    public PositionalEncoding dropout(double dropout) {
      return new PositionalEncoding(arguments().with("dropout", Literal.of(dropout)));
    }

    /**
     * Whether P is learned.
     *
     * @param learned true or false; without it: false
     */
    public PositionalEncoding learned(boolean learned) {
      return new PositionalEncoding(arguments().with("learned", Literal.of(learned)));
    }

    /**
     * How the weights start.
     *
     * @param init an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public PositionalEncoding init(Call<? extends Initializer> init) {
      return new PositionalEncoding(arguments().with("init", Literal.of(init)));
    }
  }

  /**
   * h' = (1 - z) n + z h, with gates z and r
   *
   * <p>In a text: {@code gru(hidden, layers=1, bidirectional=false, dropout=0.0, returns=sequence)}
   *
   * @param hidden the length of the state
   */
  public static Gru gru(long hidden) {
    return new Gru(Call.Arguments.NONE.with("hidden", Literal.of(hidden)));
  }

  /** A call of {@code gru}. */
  public static final class Gru extends LayerCall {
    private Gru(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "gru", arguments);
    }

    /**
     * How many lie upon each other.
     *
     * @param layers a whole number from 1 to 1000; without it: 1
     */
    public Gru layers(long layers) {
      return new Gru(arguments().with("layers", Literal.of(layers)));
    }

    /**
     * Whether each goes backwards too.
     *
     * @param bidirectional true or false; without it: false
     */
    public Gru bidirectional(boolean bidirectional) {
      return new Gru(arguments().with("bidirectional", Literal.of(bidirectional)));
    }

    /**
     * The share of zeros between two layers while training.
     *
     * @param dropout a number of at least 0 and below 1; without it: 0.0
     */
    public Gru dropout(double dropout) {
      return new Gru(arguments().with("dropout", Literal.of(dropout)));
    }

    /**
     * The states of all steps, the last one, or the sequence and then the last states.
     *
     * @param returns sequence or final or both; without it: sequence
     */
    public Gru returns(Returns returns) {
      return new Gru(arguments().with("returns", Literal.of(returns)));
    }

    /** Sends values along: {@code state=...}. */
    public Gru state(Tensor... state) {
      return new Gru(arguments().with("state", state));
    }

    /** Sends values along: {@code lengths=...}. */
    public Gru lengths(Tensor... lengths) {
      return new Gru(arguments().with("lengths", lengths));
    }
  }

  /**
   * h' = o tanh c', c' = f c + i n, with gates i, o and f
   *
   * <p>In a text: {@code lstm(hidden, layers=1, bidirectional=false, dropout=0.0,
   * returns=sequence)}
   *
   * @param hidden the length of the state
   */
  public static Lstm lstm(long hidden) {
    return new Lstm(Call.Arguments.NONE.with("hidden", Literal.of(hidden)));
  }

  /** A call of {@code lstm}. */
  public static final class Lstm extends LayerCall {
    private Lstm(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "lstm", arguments);
    }

    /**
     * How many lie upon each other.
     *
     * @param layers a whole number from 1 to 1000; without it: 1
     */
    public Lstm layers(long layers) {
      return new Lstm(arguments().with("layers", Literal.of(layers)));
    }

    /**
     * Whether each goes backwards too.
     *
     * @param bidirectional true or false; without it: false
     */
    public Lstm bidirectional(boolean bidirectional) {
      return new Lstm(arguments().with("bidirectional", Literal.of(bidirectional)));
    }

    /**
     * The share of zeros between two layers while training.
     *
     * @param dropout a number of at least 0 and below 1; without it: 0.0
     */
    public Lstm dropout(double dropout) {
      return new Lstm(arguments().with("dropout", Literal.of(dropout)));
    }

    /**
     * The states of all steps, the last one, or the sequence and then the last states.
     *
     * @param returns sequence or final or both; without it: sequence
     */
    public Lstm returns(Returns returns) {
      return new Lstm(arguments().with("returns", Literal.of(returns)));
    }

    /** Sends values along: {@code state=...}. */
    public Lstm state(Tensor... state) {
      return new Lstm(arguments().with("state", state));
    }

    /** Sends values along: {@code lengths=...}. */
    public Lstm lengths(Tensor... lengths) {
      return new Lstm(arguments().with("lengths", lengths));
    }
  }

  /**
   * y = softmax(Q Kᵀ / √D) V
   *
   * <p>In a text: {@code attention(causal=false, dropout=0.0, scale=1/√D)}
   */
  public static Attention attention() {
    return new Attention(Call.Arguments.NONE);
  }

  /**
   * y = softmax(Q Kᵀ / √D) V
   *
   * <p>In a text: {@code attention(causal=false, dropout=0.0, scale=1/√D)}
   *
   * @param causal whether a step sees itself and earlier ones only
   */
  public static Attention attention(boolean causal) {
    return new Attention(Call.Arguments.NONE.with("causal", Literal.of(causal)));
  }

  /** A call of {@code attention}. */
  public static final class Attention extends LayerCall {
    private Attention(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "attention", arguments);
    }

    /**
     * Whether a step sees itself and earlier ones only.
     *
     * @param causal true or false; without it: false
     */
    public Attention causal(boolean causal) {
      return new Attention(arguments().with("causal", Literal.of(causal)));
    }

    /**
     * The share of weights that are zeros while training.
     *
     * @param dropout a number of at least 0 and below 1; without it: 0.0
     */
    public Attention dropout(double dropout) {
      return new Attention(arguments().with("dropout", Literal.of(dropout)));
    }

    /**
     * What the products are multiplied with.
     *
     * @param scale a number above 0; without it: 1/√D
     */
    public Attention scale(double scale) {
      return new Attention(arguments().with("scale", Literal.of(scale)));
    }

    /** Sends values along: {@code lengths=...}. */
    public Attention lengths(Tensor... lengths) {
      return new Attention(arguments().with("lengths", lengths));
    }
  }

  /**
   * several attentions side by side, each on a part of the numbers
   *
   * <p>In a text: {@code multi_head_attention(heads, bias=true, causal=false, dropout=0.0)}
   *
   * @param heads how many attend side by side
   */
  public static MultiHeadAttention multiHeadAttention(long heads) {
    return new MultiHeadAttention(Call.Arguments.NONE.with("heads", Literal.of(heads)));
  }

  /** A call of {@code multi_head_attention}. */
  public static final class MultiHeadAttention extends LayerCall {
    private MultiHeadAttention(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "multi_head_attention", arguments);
    }

    /**
     * Whether biases are added.
     *
     * @param bias true or false; without it: true
     */
    public MultiHeadAttention bias(boolean bias) {
      return new MultiHeadAttention(arguments().with("bias", Literal.of(bias)));
    }

    /**
     * Whether a step sees itself and earlier ones only.
     *
     * @param causal true or false; without it: false
     */
    public MultiHeadAttention causal(boolean causal) {
      return new MultiHeadAttention(arguments().with("causal", Literal.of(causal)));
    }

    /**
     * The share of weights that are zeros while training.
     *
     * @param dropout a number of at least 0 and below 1; without it: 0.0
     */
    public MultiHeadAttention dropout(double dropout) {
      return new MultiHeadAttention(arguments().with("dropout", Literal.of(dropout)));
    }

    /** Sends values along: {@code lengths=...}. */
    public MultiHeadAttention lengths(Tensor... lengths) {
      return new MultiHeadAttention(arguments().with("lengths", lengths));
    }
  }

  /**
   * y = softmax(w · tanh(Wq q + Wk k)) V
   *
   * <p>In a text: {@code additive_attention(hidden, dropout=0.0)}
   *
   * @param hidden how many numbers a query and a key meet in
   */
  public static AdditiveAttention additiveAttention(long hidden) {
    return new AdditiveAttention(Call.Arguments.NONE.with("hidden", Literal.of(hidden)));
  }

  /** A call of {@code additive_attention}. */
  public static final class AdditiveAttention extends LayerCall {
    private AdditiveAttention(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "additive_attention", arguments);
    }

    /**
     * The share of weights that are zeros while training.
     *
     * @param dropout a number of at least 0 and below 1; without it: 0.0
     */
    public AdditiveAttention dropout(double dropout) {
      return new AdditiveAttention(arguments().with("dropout", Literal.of(dropout)));
    }

    /** Sends values along: {@code lengths=...}. */
    public AdditiveAttention lengths(Tensor... lengths) {
      return new AdditiveAttention(arguments().with("lengths", lengths));
    }
  }

  /**
   * all numbers of an example in one row
   *
   * <p>In a text: {@code flatten()}
   */
  public static Flatten flatten() {
    return new Flatten(Call.Arguments.NONE);
  }

  /** A call of {@code flatten}. */
  public static final class Flatten extends LayerCall {
    private Flatten(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "flatten", arguments);
    }
  }

  /**
   * the numbers of an example in another shape
   *
   * <p>In a text: {@code reshape(lengths)}
   *
   * @param lengths the new lengths; one may be -1: what is left
   */
  public static Reshape reshape(long... lengths) {
    return new Reshape(Call.Arguments.NONE.with("lengths", Literal.of(lengths)));
  }

  /** A call of {@code reshape}. */
  public static final class Reshape extends LayerCall {
    private Reshape(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "reshape", arguments);
    }
  }

  /**
   * the axes in another order
   *
   * <p>In a text: {@code permute(axes)}
   *
   * @param axes x's axes in their new order: [1, 0] swaps two
   */
  public static Permute permute(long... axes) {
    return new Permute(Call.Arguments.NONE.with("axes", Literal.of(axes)));
  }

  /** A call of {@code permute}. */
  public static final class Permute extends LayerCall {
    private Permute(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "permute", arguments);
    }
  }

  /**
   * x without axes of length 1
   *
   * <p>In a text: {@code squeeze(axis=all of length 1)}
   */
  public static Squeeze squeeze() {
    return new Squeeze(Call.Arguments.NONE);
  }

  /**
   * x without axes of length 1
   *
   * <p>In a text: {@code squeeze(axis=all of length 1)}
   *
   * @param axis the axis that goes
   */
  public static Squeeze squeeze(long axis) {
    return new Squeeze(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /** A call of {@code squeeze}. */
  public static final class Squeeze extends LayerCall {
    private Squeeze(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "squeeze", arguments);
    }

    /**
     * The axis that goes.
     *
     * @param axis a whole number; without it: all of length 1
     */
    public Squeeze axis(long axis) {
      return new Squeeze(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * x with a new axis of length 1
   *
   * <p>In a text: {@code unsqueeze(axis)}
   *
   * @param axis where it stands; -1 is behind all others
   */
  public static Unsqueeze unsqueeze(long axis) {
    return new Unsqueeze(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /** A call of {@code unsqueeze}. */
  public static final class Unsqueeze extends LayerCall {
    private Unsqueeze(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "unsqueeze", arguments);
    }
  }

  /**
   * x with numbers put around it
   *
   * <p>In a text: {@code pad(amounts, value=0.0, mode=constant)}
   *
   * @param amounts how much on both sides of each axis behind the channels, or a list for the last
   *     axes
   */
  public static Pad pad(long amounts) {
    return new Pad(Call.Arguments.NONE.with("amounts", Literal.of(amounts)));
  }

  /**
   * x with numbers put around it
   *
   * <p>In a text: {@code pad(amounts, value=0.0, mode=constant)}
   *
   * @param amounts how much on both sides of each axis behind the channels, or a list for the last
   *     axes
   */
  public static Pad pad(long[]... amounts) {
    return new Pad(Call.Arguments.NONE.with("amounts", Literal.of(amounts)));
  }

  /** A call of {@code pad}. */
  public static final class Pad extends LayerCall {
    private Pad(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "pad", arguments);
    }

    /**
     * What a constant padding is made of.
     *
     * @param value a number; without it: 0.0
     */
    public Pad value(double value) {
      return new Pad(arguments().with("value", Literal.of(value)));
    }

    /** What {@code mode} may be. */
    public enum Mode {
      CONSTANT,
      REFLECT,
      EDGE
    }

    /**
     * The value, the numbers mirrored at the edge, or the edge itself.
     *
     * @param mode constant or reflect or edge; without it: constant
     */
    public Pad mode(Mode mode) {
      return new Pad(arguments().with("mode", Literal.of(mode)));
    }
  }

  /**
   * the elements along an axis from one up to but without another
   *
   * <p>In a text: {@code slice(from=0, to=the end, step=1, axis=0)}
   */
  public static Slice slice() {
    return new Slice(Call.Arguments.NONE);
  }

  /**
   * the elements along an axis from one up to but without another
   *
   * <p>In a text: {@code slice(from=0, to=the end, step=1, axis=0)}
   *
   * @param from the first element
   */
  public static Slice slice(long from) {
    return new Slice(Call.Arguments.NONE.with("from", Literal.of(from)));
  }

  /** A call of {@code slice}. */
  public static final class Slice extends LayerCall {
    private Slice(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "slice", arguments);
    }

    /**
     * The first element.
     *
     * @param from a whole number; without it: 0
     */
    public Slice from(long from) {
      return new Slice(arguments().with("from", Literal.of(from)));
    }

    /**
     * The first element that isn't taken any more.
     *
     * @param to a whole number; without it: the end
     */
    public Slice to(long to) {
      return new Slice(arguments().with("to", Literal.of(to)));
    }

    /**
     * The distance between elements.
     *
     * @param step a whole number of at least 1; without it: 1
     */
    public Slice step(long step) {
      return new Slice(arguments().with("step", Literal.of(step)));
    }

    /**
     * The axis along which they are counted.
     *
     * @param axis a whole number; without it: 0
     */
    public Slice axis(long axis) {
      return new Slice(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * the elements along an axis in reverse order
   *
   * <p>In a text: {@code flip(axis=0)}
   */
  public static Flip flip() {
    return new Flip(Call.Arguments.NONE);
  }

  /**
   * the elements along an axis in reverse order
   *
   * <p>In a text: {@code flip(axis=0)}
   *
   * @param axis the axis whose order is reversed
   */
  public static Flip flip(long axis) {
    return new Flip(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /** A call of {@code flip}. */
  public static final class Flip extends LayerCall {
    private Flip(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "flip", arguments);
    }

    /**
     * The axis whose order is reversed.
     *
     * @param axis a whole number; without it: 0
     */
    public Flip axis(long axis) {
      return new Flip(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * x cut into parts along an axis
   *
   * <p>In a text: {@code split(parts, axis=0)}
   *
   * @param parts how many equal parts, or a list of their lengths
   */
  public static Split split(long... parts) {
    return new Split(Call.Arguments.NONE.with("parts", Literal.of(parts)));
  }

  /** A call of {@code split}. */
  public static final class Split extends LayerCall {
    private Split(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "split", arguments);
    }

    /**
     * The axis that is cut.
     *
     * @param axis a whole number; without it: 0
     */
    public Split axis(long axis) {
      return new Split(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * y = x m / (1 - p), m random 0 or 1
   *
   * <p>In a text: {@code dropout(p=0.5)}
   */
  public static Dropout dropout() {
    return new Dropout(Call.Arguments.NONE);
  }

  /**
   * y = x m / (1 - p), m random 0 or 1
   *
   * <p>In a text: {@code dropout(p=0.5)}
   *
   * @param p the share of zeros
   */
  public static Dropout dropout(double p) {
    return new Dropout(Call.Arguments.NONE.with("p", Literal.of(p)));
  }

  /** A call of {@code dropout}. */
  public static final class Dropout extends LayerCall {
    private Dropout(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "dropout", arguments);
    }

    /**
     * The share of zeros.
     *
     * @param p a number of at least 0 and below 1; without it: 0.5
     */
    public Dropout p(double p) {
      return new Dropout(arguments().with("p", Literal.of(p)));
    }
  }

  /**
   * y = max(x, 0)
   *
   * <p>In a text: {@code relu()}
   */
  public static Relu relu() {
    return new Relu(Call.Arguments.NONE);
  }

  /** A call of {@code relu}. */
  public static final class Relu extends LayerCall {
    private Relu(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "relu", arguments);
    }
  }

  /**
   * y = 1 / (1 + e⁻ˣ)
   *
   * <p>In a text: {@code sigmoid()}
   */
  public static Sigmoid sigmoid() {
    return new Sigmoid(Call.Arguments.NONE);
  }

  /** A call of {@code sigmoid}. */
  public static final class Sigmoid extends LayerCall {
    private Sigmoid(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "sigmoid", arguments);
    }
  }

  /**
   * y = tanh x
   *
   * <p>In a text: {@code tanh()}
   */
  public static Tanh tanh() {
    return new Tanh(Call.Arguments.NONE);
  }

  /** A call of {@code tanh}. */
  public static final class Tanh extends LayerCall {
    private Tanh(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "tanh", arguments);
    }
  }

  /**
   * y = x above 0, else slope x
   *
   * <p>In a text: {@code leaky_relu(slope=0.01)}
   */
  public static LeakyRelu leakyRelu() {
    return new LeakyRelu(Call.Arguments.NONE);
  }

  /**
   * y = x above 0, else slope x
   *
   * <p>In a text: {@code leaky_relu(slope=0.01)}
   *
   * @param slope the slope below 0
   */
  public static LeakyRelu leakyRelu(double slope) {
    return new LeakyRelu(Call.Arguments.NONE.with("slope", Literal.of(slope)));
  }

  /** A call of {@code leaky_relu}. */
  public static final class LeakyRelu extends LayerCall {
    private LeakyRelu(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "leaky_relu", arguments);
    }

    /**
     * The slope below 0.
     *
     * @param slope a number; without it: 0.01
     */
    public LeakyRelu slope(double slope) {
      return new LeakyRelu(arguments().with("slope", Literal.of(slope)));
    }
  }

  /**
   * y = x above 0, else a x with slopes a that are learnt
   *
   * <p>In a text: {@code prelu(channels=1, init=PyTorch's)}
   */
  public static Prelu prelu() {
    return new Prelu(Call.Arguments.NONE);
  }

  /**
   * y = x above 0, else a x with slopes a that are learnt
   *
   * <p>In a text: {@code prelu(channels=1, init=PyTorch's)}
   *
   * @param channels 1 slope for all, or one for each channel
   */
  public static Prelu prelu(long channels) {
    return new Prelu(Call.Arguments.NONE.with("channels", Literal.of(channels)));
  }

  /**
   * y = x above 0, else a x with slopes a that are learnt
   *
   * <p>In a text: {@code prelu(channels=1, init=PyTorch's)}
   *
   * @param channels 1 slope for all, or one for each channel
   * @param init how the weights start
   */
  public static Prelu prelu(long channels, Call<? extends Initializer> init) {
    return new Prelu(
        Call.Arguments.NONE.with("channels", Literal.of(channels)).with("init", Literal.of(init)));
  }

  /** A call of {@code prelu}. */
  public static final class Prelu extends LayerCall {
    private Prelu(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "prelu", arguments);
    }

    /**
     * 1 slope for all, or one for each channel.
     *
     * @param channels a whole number of at least 1; without it: 1
     */
    public Prelu channels(long channels) {
      return new Prelu(arguments().with("channels", Literal.of(channels)));
    }

    /**
     * How the weights start.
     *
     * @param init an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public Prelu init(Call<? extends Initializer> init) {
      return new Prelu(arguments().with("init", Literal.of(init)));
    }
  }

  /**
   * y = x above 0, else alpha (eˣ - 1)
   *
   * <p>In a text: {@code elu(alpha=1.0)}
   */
  public static Elu elu() {
    return new Elu(Call.Arguments.NONE);
  }

  /**
   * y = x above 0, else alpha (eˣ - 1)
   *
   * <p>In a text: {@code elu(alpha=1.0)}
   *
   * @param alpha how far y goes below 0
   */
  public static Elu elu(double alpha) {
    return new Elu(Call.Arguments.NONE.with("alpha", Literal.of(alpha)));
  }

  /** A call of {@code elu}. */
  public static final class Elu extends LayerCall {
    private Elu(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "elu", arguments);
    }

    /**
     * How far y goes below 0.
     *
     * @param alpha a number; without it: 1.0
     */
    public Elu alpha(double alpha) {
      return new Elu(arguments().with("alpha", Literal.of(alpha)));
    }
  }

  /**
   * y = γ x above 0, else γ α (eˣ - 1)
   *
   * <p>In a text: {@code selu()}
   */
  public static Selu selu() {
    return new Selu(Call.Arguments.NONE);
  }

  /** A call of {@code selu}. */
  public static final class Selu extends LayerCall {
    private Selu(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "selu", arguments);
    }
  }

  /**
   * y = x Φ(x), Φ being the normal distribution
   *
   * <p>In a text: {@code gelu(approximate=none)}
   */
  public static Gelu gelu() {
    return new Gelu(Call.Arguments.NONE);
  }

  /**
   * y = x Φ(x), Φ being the normal distribution
   *
   * <p>In a text: {@code gelu(approximate=none)}
   *
   * @param approximate tanh takes (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2 for Φ(x)
   */
  public static Gelu gelu(Approximate approximate) {
    return new Gelu(Call.Arguments.NONE.with("approximate", Literal.of(approximate)));
  }

  /** A call of {@code gelu}. */
  public static final class Gelu extends LayerCall {
    private Gelu(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "gelu", arguments);
    }

    /**
     * Tanh takes (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2 for Φ(x).
     *
     * @param approximate none or tanh; without it: none
     */
    public Gelu approximate(Approximate approximate) {
      return new Gelu(arguments().with("approximate", Literal.of(approximate)));
    }
  }

  /**
   * y = x σ(x)
   *
   * <p>In a text: {@code silu()}
   */
  public static Silu silu() {
    return new Silu(Call.Arguments.NONE);
  }

  /** A call of {@code silu}. */
  public static final class Silu extends LayerCall {
    private Silu(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "silu", arguments);
    }
  }

  /**
   * y = x tanh(ln(1 + eˣ))
   *
   * <p>In a text: {@code mish()}
   */
  public static Mish mish() {
    return new Mish(Call.Arguments.NONE);
  }

  /** A call of {@code mish}. */
  public static final class Mish extends LayerCall {
    private Mish(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "mish", arguments);
    }
  }

  /**
   * y = min(max(x, 0), 6)
   *
   * <p>In a text: {@code relu6()}
   */
  public static Relu6 relu6() {
    return new Relu6(Call.Arguments.NONE);
  }

  /** A call of {@code relu6}. */
  public static final class Relu6 extends LayerCall {
    private Relu6(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "relu6", arguments);
    }
  }

  /**
   * y = x/6 + 1/2, from 0 to 1
   *
   * <p>In a text: {@code hard_sigmoid()}
   */
  public static HardSigmoid hardSigmoid() {
    return new HardSigmoid(Call.Arguments.NONE);
  }

  /** A call of {@code hard_sigmoid}. */
  public static final class HardSigmoid extends LayerCall {
    private HardSigmoid(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "hard_sigmoid", arguments);
    }
  }

  /**
   * y = x hard_sigmoid(x)
   *
   * <p>In a text: {@code hard_swish()}
   */
  public static HardSwish hardSwish() {
    return new HardSwish(Call.Arguments.NONE);
  }

  /** A call of {@code hard_swish}. */
  public static final class HardSwish extends LayerCall {
    private HardSwish(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "hard_swish", arguments);
    }
  }

  /**
   * y = ln(1 + eˣ)
   *
   * <p>In a text: {@code softplus()}
   */
  public static Softplus softplus() {
    return new Softplus(Call.Arguments.NONE);
  }

  /** A call of {@code softplus}. */
  public static final class Softplus extends LayerCall {
    private Softplus(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "softplus", arguments);
    }
  }

  /**
   * yᵢ = e^xᵢ / Σⱼ e^xⱼ
   *
   * <p>In a text: {@code softmax(axis=-1)}
   */
  public static Softmax softmax() {
    return new Softmax(Call.Arguments.NONE);
  }

  /**
   * yᵢ = e^xᵢ / Σⱼ e^xⱼ
   *
   * <p>In a text: {@code softmax(axis=-1)}
   *
   * @param axis the axis whose numbers sum to 1
   */
  public static Softmax softmax(long axis) {
    return new Softmax(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /** A call of {@code softmax}. */
  public static final class Softmax extends LayerCall {
    private Softmax(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "softmax", arguments);
    }

    /**
     * The axis whose numbers sum to 1.
     *
     * @param axis a whole number; without it: -1
     */
    public Softmax axis(long axis) {
      return new Softmax(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * yᵢ = xᵢ - ln Σⱼ e^xⱼ
   *
   * <p>In a text: {@code log_softmax(axis=-1)}
   */
  public static LogSoftmax logSoftmax() {
    return new LogSoftmax(Call.Arguments.NONE);
  }

  /**
   * yᵢ = xᵢ - ln Σⱼ e^xⱼ
   *
   * <p>In a text: {@code log_softmax(axis=-1)}
   *
   * @param axis the axis whose numbers sum to 1
   */
  public static LogSoftmax logSoftmax(long axis) {
    return new LogSoftmax(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /** A call of {@code log_softmax}. */
  public static final class LogSoftmax extends LayerCall {
    private LogSoftmax(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "log_softmax", arguments);
    }

    /**
     * The axis whose numbers sum to 1.
     *
     * @param axis a whole number; without it: -1
     */
    public LogSoftmax axis(long axis) {
      return new LogSoftmax(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * y = eˣ
   *
   * <p>In a text: {@code exp()}
   */
  public static Exp exp() {
    return new Exp(Call.Arguments.NONE);
  }

  /** A call of {@code exp}. */
  public static final class Exp extends LayerCall {
    private Exp(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "exp", arguments);
    }
  }

  /**
   * y = ln x
   *
   * <p>In a text: {@code log()}
   */
  public static Log log() {
    return new Log(Call.Arguments.NONE);
  }

  /** A call of {@code log}. */
  public static final class Log extends LayerCall {
    private Log(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "log", arguments);
    }
  }

  /**
   * y = √x
   *
   * <p>In a text: {@code sqrt()}
   */
  public static Sqrt sqrt() {
    return new Sqrt(Call.Arguments.NONE);
  }

  /** A call of {@code sqrt}. */
  public static final class Sqrt extends LayerCall {
    private Sqrt(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "sqrt", arguments);
    }
  }

  /**
   * y = x²
   *
   * <p>In a text: {@code square()}
   */
  public static Square square() {
    return new Square(Call.Arguments.NONE);
  }

  /** A call of {@code square}. */
  public static final class Square extends LayerCall {
    private Square(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "square", arguments);
    }
  }

  /**
   * y = |x|
   *
   * <p>In a text: {@code abs()}
   */
  public static Abs abs() {
    return new Abs(Call.Arguments.NONE);
  }

  /** A call of {@code abs}. */
  public static final class Abs extends LayerCall {
    private Abs(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "abs", arguments);
    }
  }

  /**
   * y = Σ x / n
   *
   * <p>In a text: {@code mean(axis=all, keep=false)}
   */
  public static Mean mean() {
    return new Mean(Call.Arguments.NONE);
  }

  /**
   * y = Σ x / n
   *
   * <p>In a text: {@code mean(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   */
  public static Mean mean(long... axis) {
    return new Mean(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /**
   * y = Σ x / n
   *
   * <p>In a text: {@code mean(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   * @param keep whether it stays, with length 1
   */
  public static Mean mean(long[] axis, boolean keep) {
    return new Mean(
        Call.Arguments.NONE.with("axis", Literal.of(axis)).with("keep", Literal.of(keep)));
  }

  /** A call of {@code mean}. */
  public static final class Mean extends LayerCall {
    private Mean(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "mean", arguments);
    }

    /**
     * The axis that goes, or a list of axes.
     *
     * @param axis a whole number or a list of them; without it: all
     */
    public Mean axis(long... axis) {
      return new Mean(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * Whether it stays, with length 1.
     *
     * @param keep true or false; without it: false
     */
    public Mean keep(boolean keep) {
      return new Mean(arguments().with("keep", Literal.of(keep)));
    }
  }

  /**
   * y = Σ x
   *
   * <p>In a text: {@code sum(axis=all, keep=false)}
   */
  public static Sum sum() {
    return new Sum(Call.Arguments.NONE);
  }

  /**
   * y = Σ x
   *
   * <p>In a text: {@code sum(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   */
  public static Sum sum(long... axis) {
    return new Sum(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /**
   * y = Σ x
   *
   * <p>In a text: {@code sum(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   * @param keep whether it stays, with length 1
   */
  public static Sum sum(long[] axis, boolean keep) {
    return new Sum(
        Call.Arguments.NONE.with("axis", Literal.of(axis)).with("keep", Literal.of(keep)));
  }

  /** A call of {@code sum}. */
  public static final class Sum extends LayerCall {
    private Sum(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "sum", arguments);
    }

    /**
     * The axis that goes, or a list of axes.
     *
     * @param axis a whole number or a list of them; without it: all
     */
    public Sum axis(long... axis) {
      return new Sum(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * Whether it stays, with length 1.
     *
     * @param keep true or false; without it: false
     */
    public Sum keep(boolean keep) {
      return new Sum(arguments().with("keep", Literal.of(keep)));
    }
  }

  /**
   * y = the largest x
   *
   * <p>In a text: {@code amax(axis=all, keep=false)}
   */
  public static Amax amax() {
    return new Amax(Call.Arguments.NONE);
  }

  /**
   * y = the largest x
   *
   * <p>In a text: {@code amax(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   */
  public static Amax amax(long... axis) {
    return new Amax(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /**
   * y = the largest x
   *
   * <p>In a text: {@code amax(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   * @param keep whether it stays, with length 1
   */
  public static Amax amax(long[] axis, boolean keep) {
    return new Amax(
        Call.Arguments.NONE.with("axis", Literal.of(axis)).with("keep", Literal.of(keep)));
  }

  /** A call of {@code amax}. */
  public static final class Amax extends LayerCall {
    private Amax(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "amax", arguments);
    }

    /**
     * The axis that goes, or a list of axes.
     *
     * @param axis a whole number or a list of them; without it: all
     */
    public Amax axis(long... axis) {
      return new Amax(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * Whether it stays, with length 1.
     *
     * @param keep true or false; without it: false
     */
    public Amax keep(boolean keep) {
      return new Amax(arguments().with("keep", Literal.of(keep)));
    }
  }

  /**
   * y = the smallest x
   *
   * <p>In a text: {@code amin(axis=all, keep=false)}
   */
  public static Amin amin() {
    return new Amin(Call.Arguments.NONE);
  }

  /**
   * y = the smallest x
   *
   * <p>In a text: {@code amin(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   */
  public static Amin amin(long... axis) {
    return new Amin(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /**
   * y = the smallest x
   *
   * <p>In a text: {@code amin(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   * @param keep whether it stays, with length 1
   */
  public static Amin amin(long[] axis, boolean keep) {
    return new Amin(
        Call.Arguments.NONE.with("axis", Literal.of(axis)).with("keep", Literal.of(keep)));
  }

  /** A call of {@code amin}. */
  public static final class Amin extends LayerCall {
    private Amin(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "amin", arguments);
    }

    /**
     * The axis that goes, or a list of axes.
     *
     * @param axis a whole number or a list of them; without it: all
     */
    public Amin axis(long... axis) {
      return new Amin(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * Whether it stays, with length 1.
     *
     * @param keep true or false; without it: false
     */
    public Amin keep(boolean keep) {
      return new Amin(arguments().with("keep", Literal.of(keep)));
    }
  }

  /**
   * y = Σ |x|
   *
   * <p>In a text: {@code l1(axis=all, keep=false)}
   */
  public static L1 l1() {
    return new L1(Call.Arguments.NONE);
  }

  /**
   * y = Σ |x|
   *
   * <p>In a text: {@code l1(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   */
  public static L1 l1(long... axis) {
    return new L1(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /**
   * y = Σ |x|
   *
   * <p>In a text: {@code l1(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   * @param keep whether it stays, with length 1
   */
  public static L1 l1(long[] axis, boolean keep) {
    return new L1(
        Call.Arguments.NONE.with("axis", Literal.of(axis)).with("keep", Literal.of(keep)));
  }

  /** A call of {@code l1}. */
  public static final class L1 extends LayerCall {
    private L1(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "l1", arguments);
    }

    /**
     * The axis that goes, or a list of axes.
     *
     * @param axis a whole number or a list of them; without it: all
     */
    public L1 axis(long... axis) {
      return new L1(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * Whether it stays, with length 1.
     *
     * @param keep true or false; without it: false
     */
    public L1 keep(boolean keep) {
      return new L1(arguments().with("keep", Literal.of(keep)));
    }
  }

  /**
   * y = √Σ x²
   *
   * <p>In a text: {@code l2(axis=all, keep=false)}
   */
  public static L2 l2() {
    return new L2(Call.Arguments.NONE);
  }

  /**
   * y = √Σ x²
   *
   * <p>In a text: {@code l2(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   */
  public static L2 l2(long... axis) {
    return new L2(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /**
   * y = √Σ x²
   *
   * <p>In a text: {@code l2(axis=all, keep=false)}
   *
   * @param axis the axis that goes, or a list of axes
   * @param keep whether it stays, with length 1
   */
  public static L2 l2(long[] axis, boolean keep) {
    return new L2(
        Call.Arguments.NONE.with("axis", Literal.of(axis)).with("keep", Literal.of(keep)));
  }

  /** A call of {@code l2}. */
  public static final class L2 extends LayerCall {
    private L2(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "l2", arguments);
    }

    /**
     * The axis that goes, or a list of axes.
     *
     * @param axis a whole number or a list of them; without it: all
     */
    public L2 axis(long... axis) {
      return new L2(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * Whether it stays, with length 1.
     *
     * @param keep true or false; without it: false
     */
    public L2 keep(boolean keep) {
      return new L2(arguments().with("keep", Literal.of(keep)));
    }
  }

  /**
   * the values one behind the other along an axis
   *
   * <p>In a text: {@code concat(axis=0)}
   */
  public static Concat concat() {
    return new Concat(Call.Arguments.NONE);
  }

  /**
   * the values one behind the other along an axis
   *
   * <p>In a text: {@code concat(axis=0)}
   *
   * @param axis the axis along which they are joined; channels is 0
   */
  public static Concat concat(long axis) {
    return new Concat(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /**
   * the values one behind the other along an axis
   *
   * <p>In a text: {@code concat(axis=0)}
   *
   * @param axis the axis along which they are joined; channels is 0
   */
  public static Concat concat(Axis axis) {
    return new Concat(Call.Arguments.NONE.with("axis", Literal.of(axis)));
  }

  /** A call of {@code concat}. */
  public static final class Concat extends LayerCall {
    private Concat(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "concat", arguments);
    }

    /**
     * The axis along which they are joined; channels is 0.
     *
     * @param axis a whole number, or channels; without it: 0
     */
    public Concat axis(long axis) {
      return new Concat(arguments().with("axis", Literal.of(axis)));
    }

    /**
     * The axis along which they are joined; channels is 0.
     *
     * @param axis a whole number, or channels; without it: 0
     */
    public Concat axis(Axis axis) {
      return new Concat(arguments().with("axis", Literal.of(axis)));
    }
  }

  /**
   * y = a + b + ...
   *
   * <p>In a text: {@code add()}
   */
  public static Add add() {
    return new Add(Call.Arguments.NONE);
  }

  /** A call of {@code add}. */
  public static final class Add extends LayerCall {
    private Add(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "add", arguments);
    }
  }

  /**
   * y = x
   *
   * <p>In a text: {@code identity()}
   */
  public static Identity identity() {
    return new Identity(Call.Arguments.NONE);
  }

  /** A call of {@code identity}. */
  public static final class Identity extends LayerCall {
    private Identity(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "identity", arguments);
    }
  }

  /**
   * the network in an ONNX file, its numbers being the first weights
   *
   * <p>In a text: {@code onnx(file, until=its outputs, fixed=none)}
   *
   * @param file the file, from the folder of this one
   */
  public static Onnx onnx(String file) {
    return new Onnx(Call.Arguments.NONE.with("file", Literal.of(file)));
  }

  /** A call of {@code onnx}. */
  public static final class Onnx extends LayerCall {
    private Onnx(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "onnx", arguments);
    }

    /**
     * Where it is cut: a value, a node or an output of the file.
     *
     * @param until a text in quotes or a list of them; without it: its outputs
     */
    public Onnx until(String... until) {
      return new Onnx(arguments().with("until", Literal.of(until)));
    }

    /**
     * Numbers of the file that don't learn, by their names: "layer1.*".
     *
     * @param fixed a text in quotes or a list of them; without it: none
     */
    public Onnx fixed(String... fixed) {
      return new Onnx(arguments().with("fixed", Literal.of(fixed)));
    }
  }

  /**
   * a vector again at every step of a sequence
   *
   * <p>In a text: {@code repeat_vector()}
   */
  public static RepeatVector repeatVector() {
    return new RepeatVector(Call.Arguments.NONE);
  }

  /** A call of {@code repeat_vector}. */
  public static final class RepeatVector extends LayerCall {
    private RepeatVector(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "repeat_vector", arguments);
    }

    /** Sends values along: {@code like=...}. */
    public RepeatVector like(Tensor... like) {
      return new RepeatVector(arguments().with("like", like));
    }
  }

  /**
   * y = max(a, b, ...)
   *
   * <p>In a text: {@code maximum()}
   */
  public static Maximum maximum() {
    return new Maximum(Call.Arguments.NONE);
  }

  /** A call of {@code maximum}. */
  public static final class Maximum extends LayerCall {
    private Maximum(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "maximum", arguments);
    }
  }

  /**
   * y = min(a, b, ...)
   *
   * <p>In a text: {@code minimum()}
   */
  public static Minimum minimum() {
    return new Minimum(Call.Arguments.NONE);
  }

  /** A call of {@code minimum}. */
  public static final class Minimum extends LayerCall {
    private Minimum(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "minimum", arguments);
    }
  }

  /**
   * y = x in another type
   *
   * <p>In a text: {@code cast(to)}
   *
   * @param to the type
   */
  public static Cast cast(ElementType to) {
    return new Cast(Call.Arguments.NONE.with("to", Literal.of(to)));
  }

  /** A call of {@code cast}. */
  public static final class Cast extends LayerCall {
    private Cast(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "cast", arguments);
    }
  }

  /**
   * y = weight, the same for every example
   *
   * <p>In a text: {@code parameter(lengths, element=float, init=PyTorch's)}
   *
   * @param lengths the lengths of its axes
   */
  public static Parameter parameter(long... lengths) {
    return new Parameter(Call.Arguments.NONE.with("lengths", Literal.of(lengths)));
  }

  /** A call of {@code parameter}. */
  public static final class Parameter extends LayerCall {
    private Parameter(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "parameter", arguments);
    }

    /**
     * What its numbers are.
     *
     * @param element float or double or float16 or bfloat16 or int32 or int64 or bool; without it:
     *     float
     */
    public Parameter element(ElementType element) {
      return new Parameter(arguments().with("element", Literal.of(element)));
    }

    /**
     * How the weights start.
     *
     * @param init an initialiser, such as normal(0, 0.01); without it: PyTorch's
     */
    public Parameter init(Call<? extends Initializer> init) {
      return new Parameter(arguments().with("init", Literal.of(init)));
    }
  }

  /**
   * y = numbers that stand in the text
   *
   * <p>In a text: {@code numbers(numbers, element=float)}
   *
   * @param numbers what they are
   */
  public static Numbers numbers(double... numbers) {
    return new Numbers(Call.Arguments.NONE.with("numbers", Literal.of(numbers)));
  }

  /** A call of {@code numbers}. */
  public static final class Numbers extends LayerCall {
    private Numbers(Call.Arguments arguments) {
      super(org.nnd.layer.Layers.ALL, "numbers", arguments);
    }

    /**
     * What its numbers are.
     *
     * @param element float or double or float16 or bfloat16 or int32 or int64 or bool; without it:
     *     float
     */
    public Numbers element(ElementType element) {
      return new Numbers(arguments().with("element", Literal.of(element)));
    }
  }
}
