package org.nnd.layer;

import java.util.ArrayList;
import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Lengths;
import org.nnd.call.Refusal;

/** What a sliding window finds beyond the edges: zeros, so many on each side of each axis. */
sealed interface Padding {

  /** As many as told. */
  record Fixed(Lengths each) implements Padding {
    @Override
    public String toString() {
      return each.toString();
    }
  }

  /** As many as told before and after each axis, or all of them. */
  record Sides(List<List<Long>> each) implements Padding {
    public Sides {
      each = List.copyOf(each);
    }

    /** Those before each of so many axes, or those after. */
    private List<Long> over(int axes, int side) {
      if (each.size() != 1 && each.size() != axes) {
        throw new Refusal(
            "padding has "
                + each.size()
                + " pairs, but "
                + (axes == 1 ? "there is 1 axis" : "there are " + axes + " axes")
                + " to slide over",
            "give one [before, after] for all axes, or a list of " + axes);
      }
      List<Long> all = new ArrayList<>();
      for (int i = 0; i < axes; i++) {
        all.add(each.get(each.size() == 1 ? 0 : i).get(side));
      }
      return all;
    }

    @Override
    public String toString() {
      return each.toString();
    }
  }

  /** As many as it takes to keep the lengths; of an odd number the extra one goes to the end. */
  record Same() implements Padding {
    @Override
    public String toString() {
      return "same";
    }
  }

  /** No padding. */
  Padding NONE = new Fixed(Lengths.of(0));

  /** The argument of convolutions. */
  Argument<Padding> ARGUMENT =
      Argument.optional(
          "padding",
          ArgumentType.lengths(0)
              .<Padding>as(Fixed::new)
              .or(ArgumentType.sides(0).as(Sides::new))
              .or(
                  ArgumentType.word("same", "valid")
                      .as(word -> word.equals("same") ? new Same() : NONE)),
          NONE,
          "zeros on both sides of each axis, [[before, after], ...] for each side; same keeps the"
              + " lengths, valid is 0");

  /** The zeros at the start of each axis, then at the end of each, as ONNX wants them. */
  default List<Long> pads(List<Long> kernel, List<Long> stride, List<Long> dilation) {
    int axes = kernel.size();
    List<Long> begin = new ArrayList<>();
    List<Long> end = new ArrayList<>();
    if (this instanceof Fixed fixed) {
      begin.addAll(fixed.each.over(axes, "padding"));
      end.addAll(begin);
    } else if (this instanceof Sides sides) {
      begin.addAll(sides.over(axes, 0));
      end.addAll(sides.over(axes, 1));
    }
    if (this instanceof Same) {
      for (int i = 0; i < axes; i++) {
        if (stride.get(i) != 1) {
          throw new Refusal(
              "padding=same keeps the lengths, but a stride of " + stride.get(i) + " can't",
              "give the padding as a number: (kernel - 1) / 2 is usual");
        }
        long all = Math.multiplyExact(dilation.get(i), kernel.get(i) - 1);
        begin.add(all / 2);
        end.add(all - all / 2);
      }
    }
    begin.addAll(end);
    return begin;
  }
}
