package org.nnd.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.nnd.runtime.Gpu;
import org.nnd.runtime.Installation;
import org.nnd.source.Diagnostic;
import org.nnd.source.Rendering;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nnd doctor}: what computes on this machine, and what is missing for the rest. */
@Command(
    name = "doctor",
    description = {
      "Tell versions, providers and devices, and what is missing for CUDA.",
      "Exit code 0 if the CPU works."
    })
final class DoctorCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin Libraries libraries;
  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    libraries.use();
    Installation found = Installation.find();
    PrintWriter out = spec.commandLine().getOut();
    out.println(choice.format == Format.JSON ? json(found) : text(found));
    return found.cpu().isEmpty() ? 0 : Failures.WRONG;
  }

  /** A line for each fact, and what is wrong below. */
  static String text(Installation found) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("nnd", Main.Version.number());
    facts.put("Java", found.java());
    facts.put("system", found.system());
    facts.put("threads", "" + found.cores());
    facts.put("memory for Java", String.format(Locale.ROOT, "%,d MB", found.memory() >> 20));
    facts.put(
        "ONNX Runtime",
        found.version().orElse("not loaded")
            + found.binding().map(v -> ", its Java binding " + v).orElse(""));
    facts.put("its libraries", found.libraries());
    facts.put("its providers", String.join(", ", found.providers()));
    facts.put("NVIDIA GPUs", gpus(found.gpus()));
    facts.put("cpu", verdict(found.cpu()));
    facts.put("cuda", verdict(found.cuda()));
    String lines =
        facts.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%-15s  %s", e.getKey(), e.getValue()))
            .collect(Collectors.joining("\n"));
    return found
        .cpu()
        .or(found::cuda)
        .map(problem -> lines + "\n\n" + reason(problem))
        .orElse(lines);
  }

  private static String gpus(List<Gpu> gpus) {
    return gpus.isEmpty()
        ? "none found"
        : gpus.stream()
            .map(
                gpu ->
                    gpu.name()
                        + (gpu.memory().isEmpty() ? "" : ", " + gpu.memory())
                        + (gpu.driver().isEmpty() ? "" : ", driver " + gpu.driver()))
            .collect(Collectors.joining("; "));
  }

  private static String verdict(Optional<Diagnostic> problem) {
    return problem.isEmpty() ? "works" : "does not work: see below";
  }

  private static String reason(Diagnostic problem) {
    StringBuilder all = new StringBuilder(problem.message());
    problem.notes().forEach(note -> all.append("\n  note: ").append(note));
    problem.help().ifPresent(help -> all.append("\n  help: ").append(help));
    return all.toString();
  }

  /** The same for tools. */
  static JsonObject json(Installation found) {
    JsonObject json = new JsonObject();
    json.addProperty("nnd", Main.Version.number());
    json.addProperty("java", found.java());
    json.addProperty("system", found.system());
    json.addProperty("threads", found.cores());
    json.addProperty("memory", found.memory());
    JsonObject ort = new JsonObject();
    found.version().ifPresent(v -> ort.addProperty("version", v));
    found.binding().ifPresent(v -> ort.addProperty("binding", v));
    ort.addProperty("libraries", found.libraries());
    JsonArray providers = new JsonArray();
    found.providers().forEach(providers::add);
    ort.add("providers", providers);
    json.add("onnxruntime", ort);
    JsonArray gpus = new JsonArray();
    for (Gpu gpu : found.gpus()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", gpu.name());
      one.addProperty("memory", gpu.memory());
      one.addProperty("driver", gpu.driver());
      gpus.add(one);
    }
    json.add("gpus", gpus);
    json.add("cpu", problems(found.cpu()));
    json.add("cuda", problems(found.cuda()));
    return json;
  }

  /** What is wrong; nothing if it works. */
  private static JsonArray problems(Optional<Diagnostic> problem) {
    return JsonParser.parseString(Rendering.json(problem.stream().toList())).getAsJsonArray();
  }
}
