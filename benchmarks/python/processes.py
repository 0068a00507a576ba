"""Workers: processes that do what lines tell them, one at a time."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "benchmarks/target"


class Worker:
    """A process that waits for lines; a context, at whose end it is gone."""

    def __init__(self, name, command, environment=None):
        self.name = name
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=os.environ | (environment or {}),
        )  # fmt: skip

    def ask(self, *words):
        """The numbers of the answer."""
        self.process.stdin.write("\t".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer or answer.startswith("error"):
            raise RuntimeError(f"{self.name}: {answer.strip() or 'the process ended'}")
        return [float(number) for number in answer.split()]

    def timed(self, *words):
        """How long it took to answer."""
        start = time.perf_counter()
        self.ask(*words)
        return time.perf_counter() - start

    def memory(self, field):
        """VmRSS, what of its memory is there, or VmHWM, the most that ever was, in MiB."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(field):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the system tells no " + field)

    def forget_peak(self):
        """VmHWM begins again with what is there now."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def nnd(threads, *options):
    """NND, in a JVM that is started as ./nnd starts it."""
    jvm = [java(), "-XX:+UseSerialGC", "-Xmn32m", "--enable-native-access=ALL-UNNAMED", *options]
    native = ROOT / "cli/target/native"
    if native.is_dir():
        jvm.append(f"-Donnxruntime.native.path={native}")
    if threads != os.cpu_count():
        jvm.append(f"-Dnnd.threads={threads}")
    path = f"{TARGET}/nnd-benchmarks.jar{os.pathsep}{TARGET}/lib/*"
    return Worker("NND", [*jvm, "-cp", path, "org.nnd.benchmarks.NndWorker"])


def java():
    return f"{os.environ['JAVA_HOME']}/bin/java" if os.environ.get("JAVA_HOME") else "java"


def pytorch(threads):
    here = Path(__file__).parent
    return Worker("PyTorch", [sys.executable, here / "worker.py"], {"THREADS": str(threads)})


def peer(name, threads):
    """A library for Java, of ../peers."""
    target = ROOT / f"benchmarks/peers/{name}/target"
    main = {"djl": "DjlWorker", "dl4j": "Dl4jWorker"}[name]
    command = [java(), f"-Dthreads={threads}", "-Dai.djl.offline=true"]
    command += ["-cp", f"{target}/peer.jar{os.pathsep}{target}/lib/*"]
    environment = {
        "OMP_NUM_THREADS": str(threads),
        "DJL_CACHE_DIR": str(target / "cache"),
        "OPT_OUT_TRACKING": "true",
    }
    return Worker(name, [*command, f"org.nnd.benchmarks.peers.{main}"], environment)
