package org.nnd.onnx;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.onnx.proto.AttributeProto;

/** What stands in a file's nodes: attributes, and the numbers of Constant nodes. */
final class Constants {
  private Constants() {}

  /** An attribute's value as {@link org.nnd.ir.Op#attributes} has it; a body as its message. */
  static Object attribute(ModelReader model, AttributeProto a, String node) {
    return switch (a.getType()) {
      case INT -> a.getI();
      case FLOAT -> number(a.getF());
      case STRING -> text(model, a.getS(), node);
      case TENSOR -> model.tensors().read(a.getT());
      case GRAPH -> a.getG();
      case INTS -> a.getIntsList().stream().mapToLong(i -> i).toArray();
      case FLOATS -> a.getFloatsList().stream().mapToDouble(f -> f).toArray();
      case STRINGS -> a.getStringsList().stream().map(s -> text(model, s, node)).toList();
      default ->
          throw model.unread("attribute " + a.getName() + " of " + node + ": " + a.getType());
    };
  }

  /** A float as the shortest number that is written for it. */
  private static double number(float f) {
    return Double.parseDouble(Float.toString(f));
  }

  private static String text(ModelReader model, ByteString s, String node) {
    if (!s.isValidUtf8()) {
      throw model.unread("a text of " + node + " that is no UTF-8");
    }
    return s.toStringUtf8();
  }

  /** The numbers of a Constant node. */
  static Tensor of(NodeView n) {
    if (n.attributes().size() == 1) {
      Map.Entry<String, Object> only = n.attributes().entrySet().iterator().next();
      Optional<Tensor> numbers = tensor(only.getKey(), only.getValue());
      if (numbers.isPresent()) {
        return numbers.get();
      }
    }
    throw n.complaint("this is no constant of numbers or texts");
  }

  private static Optional<Tensor> tensor(String attribute, Object value) {
    if (attribute.equals("value") && value instanceof Tensor t) {
      return Optional.of(t);
    }
    if (attribute.equals("value_int") && value instanceof Long i) {
      return Optional.of(Tensor.scalar(i));
    }
    if (attribute.equals("value_float") && value instanceof Double f) {
      return Optional.of(Tensor.scalar(ElementType.FLOAT, f));
    }
    if (attribute.equals("value_ints") && value instanceof long[] all) {
      return Optional.of(Tensor.longs(all));
    }
    if (attribute.equals("value_floats") && value instanceof double[] all) {
      return Optional.of(Tensor.of(ElementType.FLOAT, Shape.of(all.length), all));
    }
    if (attribute.equals("value_string") && value instanceof String text) {
      return Optional.of(Tensor.texts(Shape.SCALAR, List.of(bytes(text))));
    }
    if (attribute.equals("value_strings") && value instanceof List<?> all) {
      List<byte[]> texts = all.stream().map(text -> bytes((String) text)).toList();
      return Optional.of(Tensor.texts(Shape.of(texts.size()), texts));
    }
    return Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
