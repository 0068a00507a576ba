package org.nnd.markup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** An element of HTML or SVG while it is built; what is written is XML, every text escaped. */
public final class Element {
  /** Elements that HTML knows without an end. */
  private static final Set<String> VOID = Set.of("meta", "img");

  /** What XML can't hold. */
  private static final Pattern ILLEGAL =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<String> content = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  public static Element of(String name) {
    return new Element(name);
  }

  /** An element that holds a text. */
  public static Element of(String name, String text) {
    return of(name).text(text);
  }

  /** Gives it an attribute. */
  public Element with(String attribute, Object value) {
    attributes.put(attribute, value.toString());
    return this;
  }

  public Element text(String text) {
    content.add(escaped(text));
    return this;
  }

  public Element add(Element child) {
    content.add(child.toString());
    return this;
  }

  public Element addAll(List<Element> children) {
    children.forEach(this::add);
    return this;
  }

  private static String escaped(String text) {
    return ILLEGAL
        .matcher(text)
        .replaceAll("\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    StringBuilder xml = new StringBuilder("<").append(name);
    attributes.forEach(
        (key, value) ->
            xml.append(' ').append(key).append("=\"").append(escaped(value)).append('"'));
    if (VOID.contains(name)) {
      return xml.append("/>").toString();
    }
    xml.append('>');
    content.forEach(xml::append);
    return xml.append("</").append(name).append('>').toString();
  }
}
