package org.nnd.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LayeredTest {
  private static Box box(double width, double height) {
    return new Box(width / 2, width / 2, height, 10, List.of(0.0), List.of(0.0), Box.Row.ANY);
  }

  private static Net net(int from, int... to) {
    List<Net.End> ends = new ArrayList<>();
    for (int t : to) {
      ends.add(new Net.End(t, 0));
    }
    return new Net(new Net.End(from, 0), ends);
  }

  @Test
  void aChainIsOneColumn() {
    Placed p =
        Layered.of(List.of(box(50, 20), box(80, 30), box(20, 20)), List.of(net(0, 1), net(1, 2)));
    assertEquals(80, p.width());
    assertEquals(
        List.of(new Placed.Point(40, 0), new Placed.Point(40, 43), new Placed.Point(40, 96)),
        p.boxes());
    assertEquals(126, p.height());
  }

  @Test
  void aWayAroundLeavesTheColumnStraight() {
    Placed p =
        Layered.of(
            List.of(box(50, 20), box(80, 30), box(60, 20), box(50, 20)),
            List.of(net(0, 1, 3), net(1, 2), net(2, 3)));
    assertEquals(1, p.boxes().stream().map(Placed.Point::x).distinct().count());
    double beside = p.lines().get(0).get(0).points().get(3).x();
    assertTrue(beside > p.boxes().get(1).x() + 40, "at " + beside);
  }

  @Test
  void whatIsNeededLateStandsRightAboveIt() {
    Placed p =
        Layered.of(
            List.of(box(50, 20), box(50, 20), box(50, 20), box(50, 20)),
            List.of(net(0, 1), net(1, 2), net(3, 2)));
    assertEquals(p.boxes().get(1).y(), p.boxes().get(3).y());
  }

  @Test
  void firstAndLastRows() {
    Box first = new Box(1, 1, 0, 0, List.of(), List.of(0.0), Box.Row.FIRST);
    Box last = new Box(1, 1, 0, 0, List.of(0.0), List.of(), Box.Row.LAST);
    Placed p =
        Layered.of(
            List.of(first, first, box(50, 20), box(50, 20), last, last),
            List.of(net(0, 2), net(2, 3, 4), net(1, 3), net(3, 5)));
    assertEquals(p.boxes().get(0).y(), p.boxes().get(1).y());
    assertEquals(p.height(), p.boxes().get(4).y());
    assertEquals(p.height(), p.boxes().get(5).y());
  }

  @Test
  void circlesAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Layered.of(List.of(box(5, 5), box(5, 5)), List.of(net(0, 1), net(1, 0))));
  }

  @Test
  void nothingIsPlacedToo() {
    assertEquals(new Placed(0, 0, List.of(), List.of()), Layered.of(List.of(), List.of()));
  }

  @Test
  void inRandomGraphsNothingOverlapsAndEveryLineGoesDown() {
    Random random = new Random(6);
    for (int run = 0; run < 60; run++) {
      List<Box> boxes = new ArrayList<>();
      List<Net> nets = new ArrayList<>();
      int n = 2 + random.nextInt(30);
      for (int i = 0; i < n; i++) {
        boxes.add(box(20 + random.nextInt(100), 10 + random.nextInt(60)));
        int[] to = random.ints(random.nextInt(4), i, n).filter(t -> t > 0).distinct().toArray();
        int from = i;
        int[] later = java.util.Arrays.stream(to).filter(t -> t > from).toArray();
        if (later.length > 0) {
          nets.add(net(i, later));
        }
      }
      Placed p = Layered.of(boxes, nets);
      assertEquals(p, Layered.of(boxes, nets));
      for (int a = 0; a < n; a++) {
        for (int b = a + 1; b < n; b++) {
          assertTrue(apart(boxes, p, a, b), "run " + run + ": " + a + " and " + b);
        }
      }
      for (int i = 0; i < nets.size(); i++) {
        follow(boxes, nets.get(i), p, p.lines().get(i));
      }
    }
  }

  private static boolean apart(List<Box> boxes, Placed p, int a, int b) {
    Placed.Point x = p.boxes().get(a);
    Placed.Point y = p.boxes().get(b);
    double across = (boxes.get(a).left() + boxes.get(a).right()) / 2;
    double other = (boxes.get(b).left() + boxes.get(b).right()) / 2;
    return Math.abs(x.x() - y.x()) >= across + other
        || x.y() + boxes.get(a).height() <= y.y()
        || y.y() + boxes.get(b).height() <= x.y();
  }

  /** Lines begin and end at their boxes, go down, and pass no other box. */
  private static void follow(List<Box> boxes, Net net, Placed p, List<Placed.Line> lines) {
    Placed.Point source = p.boxes().get(net.from().box());
    assertEquals(net.to().size(), lines.size());
    assertEquals(source.x(), lines.get(0).points().get(0).x());
    for (Placed.Line line : lines) {
      Placed.Point end = line.points().get(line.points().size() - 1);
      assertEquals(p.boxes().get(net.to().get(line.to()).box()), end);
      for (int i = 1; i < line.points().size(); i++) {
        Placed.Point from = line.points().get(i - 1);
        Placed.Point to = line.points().get(i);
        assertTrue(from.y() <= to.y(), line.toString());
        for (int b = 0; b < boxes.size(); b++) {
          Placed.Point box = p.boxes().get(b);
          boolean within =
              from.x() == to.x()
                  && Math.abs(from.x() - box.x()) < boxes.get(b).left()
                  && from.y() < box.y() + boxes.get(b).height()
                  && to.y() > box.y();
          assertTrue(!within, "a line through box " + b);
        }
      }
    }
  }
}
