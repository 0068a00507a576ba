package org.nnd.runtime;

import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/** Where ONNX Runtime's own libraries come from: its jar, or a folder that is named instead. */
public final class NativeLibraries {
  /** ONNX Runtime's property for a folder with all of them. */
  private static final String FOLDER = "onnxruntime.native.path";

  private static final String LIBRARY = "onnxruntime";
  private static final String BINDING = "onnxruntime4j_jni";

  private static Optional<Path> used = Optional.empty();
  private static List<Path> cuda = List.of();

  private NativeLibraries() {}

  /**
   * Takes the libraries of folders, the first that is found; to be called before anything else of
   * ONNX Runtime is.
   *
   * <p>The folder of a release, of a Python package ({@code pip install --target FOLDER
   * onnxruntime-gpu}) or of a Python environment; where they hold NVIDIA's libraries, those are
   * taken too. ONNX Runtime must have the version of its Java binding, which is linked to that one
   * alone.
   *
   * @throws NndException if there is no such library, or it can't be taken (NND0701)
   */
  public static synchronized void use(List<Path> folders) {
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw wrong(folder + " is no folder", "libraries of ONNX Runtime are looked for there");
      }
    }
    NativeFolder found = NativeFolder.of(folders);
    if (found.library().isEmpty() && found.cuda().isEmpty()) {
      throw wrong(
          "there are no libraries of ONNX Runtime in "
              + folders.stream().map(Path::toString).collect(Collectors.joining(" or ")),
          "looked for "
              + System.mapLibraryName(LIBRARY)
              + ", or CUDA's libraries, there and in "
              + String.join(", ", NativeFolder.PLACES.subList(1, NativeFolder.PLACES.size())));
    }
    if (found.version().isPresent()
        && version().isPresent()
        && !found.version().equals(version())) {
      throw wrong(
          found.library().get() + " is another version than ONNX Runtime's Java binding",
          "it is " + found.version().get() + ", the binding is " + version().get());
    }
    found.library().ifPresent(NativeLibraries::load);
    cuda = found.cuda();
  }

  private static NndException wrong(String message, String note) {
    return new NndException(
        Diagnostic.of("NND0701", message)
            .note(note)
            .help(
                "a Python package has them: pip install --target FOLDER onnxruntime-gpu"
                    + version().map(v -> "==" + v).orElse("")));
  }

  /** Loads a library and the binding to it, in place of ONNX Runtime's own loader. */
  private static void load(Path library) {
    Path folder = library.getParent();
    try {
      System.load(library.toString());
      System.load(binding(folder).toString());
    } catch (UnsatisfiedLinkError | IOException e) {
      throw wrong(library + " can't be loaded", String.valueOf(e.getMessage()));
    }
    used = Optional.of(folder);
    System.setProperty(FOLDER, folder.toString()); // where the providers are
    for (String loaded : List.of(LIBRARY, BINDING)) {
      System.setProperty("onnxruntime.native." + loaded + ".skip", "true");
    }
  }

  /** The binding's file: in the folder, where it is unpacked already, or from the jar. */
  private static Path binding(Path folder) throws IOException {
    String name = System.mapLibraryName(BINDING);
    Path unpacked = Path.of(System.getProperty(FOLDER, folder.toString()));
    for (Path place : List.of(folder, unpacked)) {
      if (Files.isRegularFile(place.resolve(name))) {
        return place.resolve(name).toAbsolutePath();
      }
    }
    Path own = Files.createTempDirectory("nnd-onnxruntime");
    own.toFile().deleteOnExit();
    own.resolve(name).toFile().deleteOnExit();
    String inside = "/ai/onnxruntime/native/" + platform() + "/" + name;
    try (InputStream in = OrtProvider.class.getResourceAsStream(inside)) {
      if (in == null) {
        throw new IOException("the jar has no Java binding for this machine: " + inside);
      }
      Files.copy(in, own.resolve(name));
    }
    return own.resolve(name);
  }

  /** ONNX Runtime's name of this kind of machine. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (system.contains("win") ? "win" : system.contains("mac") ? "osx" : "linux")
        + (List.of("aarch64", "arm64").contains(machine) ? "-aarch64" : "-x64");
  }

  /**
   * Loads CUDA's libraries of the folder, so that the system has them when it loads the provider.
   * What is missing, the provider's error tells.
   */
  static synchronized void loadCuda() {
    for (Path file : cuda) {
      try {
        System.load(file.toString());
      } catch (UnsatisfiedLinkError e) {
        break;
      }
    }
    cuda = List.of();
  }

  /** Why they can't be loaded, wherever they come from; empty if they can. */
  static Optional<Diagnostic> problem() {
    try {
      Session.ENVIRONMENT.getVersion();
      return Optional.empty();
    } catch (LinkageError e) {
      return problem(e);
    }
  }

  /** The same of an error that was thrown; empty if it is about something else. */
  public static Optional<Diagnostic> problem(LinkageError error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    boolean here =
        Arrays.stream(root.getStackTrace())
            .anyMatch(at -> at.getClassName().startsWith("ai.onnxruntime."));
    return here
        ? Optional.of(
            Diagnostic.of("NND0705", "ONNX Runtime's libraries can't be loaded")
                .note(String.valueOf(root.getMessage()))
                .help(
                    "nnd brings those for Linux, macOS on ARM, and Windows; --native-path FOLDER"
                        + " takes others"))
        : Optional.empty();
  }

  /** Where they come from, in words. */
  static String origin() {
    return used.map(Path::toString)
        .orElseGet(
            () ->
                System.getProperty(
                    FOLDER,
                    Path.of(
                            OrtProvider.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .getFileName()
                        .toString()));
  }

  /** The version of the Java binding. */
  static Optional<String> version() {
    return Optional.ofNullable(OrtProvider.class.getPackage().getImplementationVersion());
  }
}
