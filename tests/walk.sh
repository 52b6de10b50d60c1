#!/usr/bin/env bash
# A walk through everything a newcomer does, in a fresh clone with a fresh environment. It stops at the first step that
# does not do what it says, and leaves nothing behind.
#
#   tests/walk.sh                 python3 makes the environment, or $PYTHON
set -euo pipefail

python=${PYTHON:-python3}
here=$(cd "$(dirname "$0")/.." && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

# Nothing of the person who runs this: no settings, no progress, no locale.
for name in $(compgen -e); do
  case $name in GRADE_* | PYTHON* | PYTEST_* | LANG | LANGUAGE | LC_*) unset "$name" ;; esac
done
export GRADE_HOME=$room/home LC_ALL=C.UTF-8 PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1

step() { printf '\n== %s\n' "$*"; }

# says WORDS COMMAND...: the command succeeds and prints the words. fails CODE WORDS COMMAND...: it ends with this code.
says() { fails 0 "$@"; }
fails() {
  local code=$1 words=$2 got=0
  shift 2
  printf '$ %s\n' "$*"
  "$@" >"$room/said" 2>&1 || got=$?
  cat "$room/said"
  test "$got" = "$code" || { echo "ended with $got, expected $code" >&2; exit 1; }
  grep -qF -- "$words" "$room/said" || { echo "did not say: $words" >&2; exit 1; }
}

step "A fresh clone"
git clone -q --no-hardlinks "$here" "$room/tatami-grader"
cd "$room/tatami-grader"

step "The command of the README"
command=$(sed -n '/^```sh$/,/^```$/p' README.md | sed -n 2p)
says "conv_backward: passed, 1 of 1 point" bash -euo pipefail -c "${command/python3/$python}"
export PATH=$room/tatami-grader/.venv/bin:$PATH
pip install -q -c constraints.txt pytest nbclient ipykernel build hatchling

step "A workspace, away from the clone"
mkdir "$room/work"
cd "$room/work"
says "Next: edit" grade start softmax --dir tatami # else it is the one of the command above
says "after softmax" grade list
says "(N, K)" grade show softmax

step "From a failing start to a pass, in English"
fails 1 "softmax: not yet, 0 of 1 point" grade exercise softmax
cat >tatami/softmax.py <<'end'
import numpy as np


def softmax(x):
    e = np.exp(x - x.max())
    return e / e.sum()
end
fails 1 "WRONG" grade exercise softmax
says "Hint 1 of 3" grade hint softmax
cat >tatami/softmax.py <<'end'
import numpy as np


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
end
says "softmax: passed, 1 of 1 point" grade exercise softmax
says "passed  softmax" grade list

step "The same in Japanese, chosen by the locale"
export LC_ALL=ja_JP.UTF-8 2>/dev/null # bash complains where the system lacks it; grade does not mind
says "書き込みました" grade start conv_output_size
says "滑る窓の位置の数" grade show conv_output_size
fails 1 "まだです" grade exercise conv_output_size
cat >tatami/conv_output_size.py <<'end'
def conv_output_size(size, kernel, stride, padding):
    return (size + 2 * padding - kernel) // stride
end
fails 1 "考えられる間違い" grade exercise conv_output_size
says "ヒント" grade hint conv_output_size
cat >tatami/conv_output_size.py <<'end'
def conv_output_size(size, kernel, stride, padding):
    return (size + 2 * padding - kernel) // stride + 1
end
says "conv_output_size: 合格" grade exercise conv_output_size
export LC_ALL=C.UTF-8

step "A notebook, executed"
mkdir "$room/notebooks"
cd "$room/notebooks"
grade start conv_backward --notebook --dir .
cat >execute.py <<'end'
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

book = nbformat.read("conv_backward.ipynb", 4)
(stub,) = [cell for cell in book.cells if cell.cell_type == "code" and "def conv_backward" in cell.source]
stub.source = Path(sys.argv[1]).read_text(encoding="utf-8")
NotebookClient(book, timeout=120, kernel_name="python3").execute()
for cell in book.cells:
    for output in cell.get("outputs", ()):
        print(output.get("text") or output.get("data", {}).get("text/plain", output))
nbformat.write(book, "conv_backward.ipynb")
end
says "conv_backward: passed, 1 of 1 point" python execute.py "$room/tatami-grader/docs/examples/conv_backward.py"
says "conv_backward: passed, 1 of 1 point" grade exercise conv_backward conv_backward.ipynb

step "A course of one's own: written, proved, built, installed, used"
cd "$room"
says "written" grade dev new-pack waves
says "0 with complaints" grade dev check --pack waves
python -m build -q --wheel --no-isolation --outdir "$room/wheels" waves
pip install -q --no-deps "$room"/wheels/tatami_waves-*.whl
mv waves waves-source # from here on only the installed one can be meant
mkdir "$room/waves-work"
cd "$room/waves-work"
says "waves" grade list
says "Next: edit" grade start moving_average --pack waves --dir .
cat >moving_average.py <<'end'
import numpy as np


def moving_average(x, window):
    return np.convolve(x, np.ones(window), "valid")
end
fails 1 "Looks like:" grade exercise moving_average --pack waves
sed -i.bak 's/"valid")/"valid") \/ window/' moving_average.py
says "moving_average: passed" grade exercise moving_average --pack waves

step "pytest in the workspace"
cd "$room/work"
says "passed" pytest -p no:cacheprovider tatami
sed -i.bak 's/stride + 1/stride + 2/' tatami/conv_output_size.py
fails 1 "failed" pytest -p no:cacheprovider tatami

echo
echo "The walk is done: every step did what it says."
