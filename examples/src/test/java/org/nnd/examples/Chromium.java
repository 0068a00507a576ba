package org.nnd.examples;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A page in a headless Chromium without a network, driven by the <a
 * href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>.
 */
final class Chromium implements AutoCloseable, WebSocket.Listener {
  private static final long SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final StringBuilder partial = new StringBuilder();
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final String session;

  /** The program, if the machine has one. */
  static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(d -> Path.of(d, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Opens a page.
   *
   * @param home an empty folder for what the browser keeps
   */
  Chromium(Path program, Path home, URI page) throws IOException {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0",
            "--user-data-dir=" + home,
            "about:blank"));
    process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path port = home.resolve("DevToolsActivePort");
    await("the browser starts", () -> lines(port).size() == 2);
    URI place = URI.create("ws://127.0.0.1:" + lines(port).get(0) + lines(port).get(1));
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(place, this).join();
    String target = send("Target.createTarget", "url", "about:blank").get("targetId").getAsString();
    JsonObject attach = new JsonObject();
    attach.addProperty("targetId", target);
    attach.addProperty("flatten", true);
    session = call("Target.attachToTarget", attach, null).get("sessionId").getAsString();
    for (String domain : List.of("Runtime", "Log", "Page", "Network")) {
      call(domain + ".enable", new JsonObject());
    }
    call(
        "Network.emulateNetworkConditions",
        JsonParser.parseString(
                "{\"offline\":true,\"latency\":0,\"downloadThroughput\":0,\"uploadThroughput\":0}")
            .getAsJsonObject());
    JsonObject where = new JsonObject();
    where.addProperty("url", page.toString());
    call("Page.navigate", where);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) { // it isn't there yet
      return List.of();
    }
  }

  /** Waits for something, a minute at most. */
  static void await(String what, BooleanSupplier there) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + SECONDS + " s: " + what);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private JsonObject send(String method, String key, String value) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty(key, value);
    return call(method, parameters, null);
  }

  /** Calls a method for the page. */
  JsonObject call(String method, JsonObject parameters) {
    return call(method, parameters, session);
  }

  private JsonObject call(String method, JsonObject parameters, String of) {
    int id = calls.incrementAndGet();
    JsonObject message = new JsonObject();
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", parameters);
    if (of != null) {
      message.addProperty("sessionId", of);
    }
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonObject told = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (told.has("error")) {
      throw new AssertionError(method + ": " + told.get("error"));
    }
    return told.getAsJsonObject("result");
  }

  /** The value of an expression of JavaScript in the page, once it is there. */
  JsonElement value(String expression) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("expression", expression);
    parameters.addProperty("awaitPromise", true);
    parameters.addProperty("returnByValue", true);
    JsonObject answer = call("Runtime.evaluate", parameters);
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.getAsJsonObject("result").get("value");
  }

  String text(String expression) {
    return value(expression).getAsString();
  }

  /** The mouse at a place of the window. */
  void mouse(String kind, double x, double y) {
    JsonObject event = new JsonObject();
    event.addProperty("type", kind);
    event.addProperty("x", x);
    event.addProperty("y", y);
    event.addProperty("button", "left");
    event.addProperty("buttons", kind.equals("mouseReleased") ? 0 : 1);
    event.addProperty("clickCount", 1);
    call("Input.dispatchMouseEvent", event);
  }

  /** What the page wrote to the console, exceptions, and requests that left it. */
  List<String> complaints() {
    return complaints;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      JsonObject message = JsonParser.parseString(partial.toString()).getAsJsonObject();
      partial.setLength(0);
      if (message.has("id")) {
        answers.remove(message.get("id").getAsInt()).complete(message);
      } else {
        heard(message.get("method").getAsString(), message);
      }
    }
    from.request(1);
    return null;
  }

  private void heard(String method, JsonObject message) {
    boolean request = method.equals("Network.requestWillBeSent");
    boolean away = request && !message.toString().matches(".*\"url\":\"(file|blob|data|about):.*");
    if (away
        || method.equals("Runtime.consoleAPICalled")
        || method.equals("Runtime.exceptionThrown")
        || method.equals("Log.entryAdded")) {
      complaints.add(message.toString());
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }
}
