# Builds what is measured, and a Python with what it is compared to. Sets: python.
# BENCHMARKS_PYTHON names another Python that has the packages of requirements.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

./nnd --version >/dev/null # also unpacks ONNX Runtime's libraries
mvn -q -B -Dmaven.test.skip -Dfmt.skip -Denforcer.skip package -pl benchmarks -am

python=${BENCHMARKS_PYTHON:-}
if [ -z "$python" ]; then
  python=benchmarks/target/venv/bin/python
  if ! cmp -s benchmarks/requirements.txt benchmarks/target/venv/requirements.txt; then
    python3 -m venv benchmarks/target/venv
    "$python" -m pip install -q -r benchmarks/requirements.txt
    cp benchmarks/requirements.txt benchmarks/target/venv/
  fi
fi
