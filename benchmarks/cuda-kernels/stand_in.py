"""Builds a stand-in for CUDA, so that ONNX Runtime's CUDA provider loads on a machine without one.

    python stand_in.py FOLDER

FOLDER holds libonnxruntime_providers_cuda.so of the very release that is asked; FOLDER/cuda gets a
library of C functions for each library that it links: memory is the host's, a device that says it is
there, and everything else succeeds and does nothing. The provider then divides graphs as it would on a
GPU: which nodes it takes is its own code's answer. Nothing is computed.
"""

import collections
import pathlib
import subprocess
import sys

PROVIDER = "libonnxruntime_providers_cuda.so"
ALLOCATE = "*p = aligned_alloc(256, (n + 511) / 256 * 256); return 0;"
SPECIAL = {
    "cudaGetDeviceCount": "int cudaGetDeviceCount(int *n) { *n = 1; return 0; }",
    "cudaGetDevice": "int cudaGetDevice(int *n) { *n = 0; return 0; }",
    "cudaMalloc": "int cudaMalloc(void **p, size_t n) { %s }" % ALLOCATE,
    "cudaMallocHost": "int cudaMallocHost(void **p, size_t n) { %s }" % ALLOCATE,
    "cudaHostAlloc": "int cudaHostAlloc(void **p, size_t n, unsigned f) { %s }" % ALLOCATE,
    "cudaFree": "int cudaFree(void *p) { free(p); return 0; }",
    "cudaFreeHost": "int cudaFreeHost(void *p) { free(p); return 0; }",
    "cudaMemcpy": "int cudaMemcpy(void *d, void *s, size_t n, int k) { memcpy(d, s, n); return 0; }",
    "cudaMemcpyAsync": "int cudaMemcpyAsync(void *d, void *s, size_t n, int k, void *q)"
    " { memcpy(d, s, n); return 0; }",
    "cudaMemset": "int cudaMemset(void *d, int c, size_t n) { memset(d, c, n); return 0; }",
    "cudaMemsetAsync": "int cudaMemsetAsync(void *d, int c, size_t n, void *q)"
    " { memset(d, c, n); return 0; }",
    "cudaMemGetInfo": "int cudaMemGetInfo(size_t *f, size_t *t) { *f = *t = 64ULL << 30; return 0; }",
    "cudaGetErrorName": 'const char *cudaGetErrorName(int e) { return "none"; }',
    "cudaGetErrorString": 'const char *cudaGetErrorString(int e) { return "none"; }',
    "cudaDriverGetVersion": "int cudaDriverGetVersion(int *v) { *v = 12080; return 0; }",
    "cudaRuntimeGetVersion": "int cudaRuntimeGetVersion(int *v) { *v = 12080; return 0; }",
    # 75 and 76 are the compute capability.
    "cudaDeviceGetAttribute": "int cudaDeviceGetAttribute(int *v, int a, int d)"
    " { *v = a == 75 ? 9 : a == 76 ? 0 : 64; return 0; }",
    # The places of cudaDeviceProp that the provider reads: memory, block sizes, capability, processors.
    "cudaGetDeviceProperties_v2": """int cudaGetDeviceProperties_v2(char *p, int d) {
  memset(p, 0, 1032);
  *(size_t *)(p + 288) = 64ULL << 30;
  *(size_t *)(p + 296) = 49152;
  *(int *)(p + 304) = 65536;
  *(int *)(p + 308) = 32;
  int sizes[] = {1024, 1024, 1024, 64, 2147483647, 65535, 65535};
  memcpy(p + 320, sizes, sizeof sizes);
  *(int *)(p + 360) = 9;
  *(int *)(p + 388) = 132;
  return 0;
}""",
    "__cudaRegisterFatBinary": "void **__cudaRegisterFatBinary(void *f)"
    " { static void *h; return &h; }",
}
for created in [
    "cublasCreate_v2",
    "cublasLtCreate",
    "cudaStreamCreate",
    "cudaStreamCreateWithFlags",
    "cudaEventCreate",
    "cudaEventCreateWithFlags",
]:
    SPECIAL[created] = "int %s(void **h) { static char made[64]; *h = made; return 0; }" % created


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main(folder):
    libraries = collections.defaultdict(list)
    for line in output("readelf", "-d", folder / PROVIDER).splitlines():
        if "NEEDED" in line and "[libcu" in line:
            libraries[line.split("[")[1].rstrip("]")] = []
    for line in output("nm", "-D", "--undefined-only", folder / PROVIDER).splitlines():
        name, _, library = line.split()[-1].partition("@")
        if library in libraries:
            libraries[library].append(name)
    made = folder / "cuda"
    made.mkdir(exist_ok=True)
    for library, names in libraries.items():
        functions = [SPECIAL.get(n, "int %s() { return 0; }" % n) for n in names]
        source = made / "source.c"
        source.write_text("\n".join(["#include <stdlib.h>", "#include <string.h>", *functions, ""]))
        versions = made / "versions"
        versions.write_text("%s { global: %s };\n" % (library, " ".join(n + ";" for n in names or ["none"])))
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-w", "-o", made / library, source,
             "-Wl,-soname," + library, "-Wl,--version-script=%s" % versions],
            check=True,
        )


main(pathlib.Path(sys.argv[1]))
