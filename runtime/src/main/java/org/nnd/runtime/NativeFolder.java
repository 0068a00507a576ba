package org.nnd.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What folders hold of ONNX Runtime's libraries and of CUDA's: the folder of a release, of a Python
 * package, or of a Python environment.
 *
 * @param library ONNX Runtime itself
 * @param cuda CUDA's libraries, each behind those that it needs
 */
record NativeFolder(Optional<Path> library, List<Path> cuda) {
  /** Where ONNX Runtime may be. */
  static final List<String> PLACES =
      List.of(
          "",
          "lib",
          "onnxruntime/capi",
          "lib/python*/site-packages/onnxruntime/capi",
          "Lib/site-packages/onnxruntime/capi");

  /** Where CUDA's libraries may be; from the second on, where NVIDIA's Python packages are. */
  private static final List<String> CUDA_PLACES =
      List.of(
          "",
          "lib",
          "nvidia/*/lib",
          "nvidia/*/bin",
          "nvidia/*/bin/x86_64",
          "lib/python*/site-packages/nvidia/*/lib",
          "Lib/site-packages/nvidia/*/bin",
          "Lib/site-packages/nvidia/*/bin/x86_64");

  private static final List<String> CUDA_NAMES =
      List.of("cudart", "nvJitLink", "nvrtc", "cublasLt", "cublas", "cufft", "curand", "cudnn");

  /** The library's file, which may have the version in its name. */
  private static final Pattern LIBRARY =
      Pattern.compile(
          "libonnxruntime\\.so(\\.\\d+.*)?|libonnxruntime(\\.\\d+.*)?\\.dylib|onnxruntime\\.dll");

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  /** Looks in folders, the first one first. */
  static NativeFolder of(List<Path> folders) {
    Optional<Path> library =
        found(folders, PLACES).stream().flatMap(f -> files(f, LIBRARY).stream()).findFirst();
    Set<Path> places = new LinkedHashSet<>(found(folders, CUDA_PLACES));
    // Beside the Python package that the library is in.
    library
        .map(file -> file.getParent().resolve("../..").normalize())
        .ifPresent(packages -> places.addAll(found(List.of(packages), CUDA_PLACES.subList(2, 5))));
    List<Path> cuda = new ArrayList<>();
    for (String name : CUDA_NAMES) {
      Pattern file = Pattern.compile("lib" + name + "\\.so\\.\\d+|" + name + "64_\\d+\\.dll");
      places.stream().flatMap(f -> files(f, file).stream()).findFirst().ifPresent(cuda::add);
    }
    return new NativeFolder(library, List.copyOf(cuda));
  }

  /** The version that the library's name tells. */
  Optional<String> version() {
    return library
        .map(file -> VERSION.matcher(file.getFileName().toString()))
        .filter(Matcher::find)
        .map(Matcher::group);
  }

  /** The folders that are there of some places, in which a star stands for anything. */
  private static List<Path> found(List<Path> folders, List<String> places) {
    List<Path> all = new ArrayList<>();
    for (Path folder : folders) {
      for (String place : places) {
        List<Path> here = List.of(folder.toAbsolutePath().normalize());
        for (String name : place.isEmpty() ? new String[0] : place.split("/")) {
          here = here.stream().flatMap(f -> entries(f, name).stream()).toList();
        }
        here.stream().filter(Files::isDirectory).forEach(all::add);
      }
    }
    return all;
  }

  private static List<Path> files(Path folder, Pattern name) {
    return entries(folder, "*").stream()
        .filter(f -> name.matcher(f.getFileName().toString()).matches() && Files.isRegularFile(f))
        .toList();
  }

  private static List<Path> entries(Path folder, String glob) {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
      entries.forEach(all::add);
    } catch (IOException e) {
      return List.of(); // as good as empty
    }
    return all.stream().sorted().toList();
  }
}
