package org.nnd.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ElementTest {
  @Test
  void textsAndAttributesAreEscapedOnce() {
    Element e =
        Element.of("p")
            .with("title", "\"a\" & <b>")
            .text("1 < 2 && x")
            .add(Element.of("b", "</p><script>"));
    assertEquals(
        "<p title=\"&quot;a&quot; &amp; &lt;b&gt;\">1 &lt; 2 &amp;&amp; x"
            + "<b>&lt;/p&gt;&lt;script&gt;</b></p>",
        e.toString());
    assertEquals("1 < 2 && x</p><script>", Xml.texts(Xml.parse(e.toString()), "p").get(0));
  }

  @Test
  void whatXmlCantHoldIsReplaced() {
    String text = "a\u0001b\uFFFEc\uD800d\uD83D\uDE00\n";
    assertEquals(
        "a\uFFFDb\uFFFDc\uFFFDd\uD83D\uDE00\n",
        Xml.texts(Xml.parse(Element.of("p", text).toString()), "p").get(0));
  }

  @Test
  void onlyElementsWithoutContentHaveNoEnd() {
    assertEquals("<td></td>", Element.of("td").toString());
    assertEquals("<img src=\"x\"/>", Element.of("img").with("src", "x").toString());
  }
}
