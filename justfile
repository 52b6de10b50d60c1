# Short names for what is done often; everything works without just, too.

python := ".venv/bin/python"

# lint, types, quick tests
check:
    {{python}} -m ruff check .
    {{python}} -m ruff format --check .
    {{python}} -m mypy
    {{python}} -m pytest -m "not slow"

# prove the content against PyTorch and central differences
prove:
    .venv/bin/grade dev check

# everything CI does, in a fresh environment
ci:
    .ci/run

# docs/benchmarks.md
bench:
    {{python}} benchmarks/page.py

# the Japanese texts: extract what is new, merge, compile; then translate in grader/locale and run it again
locale:
    {{python}} grader/locale/extract.py grader build/grader.pot
    .venv/bin/pybabel update --ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date --width 110 -D grader -d grader/locale -l ja -i build/grader.pot
    .venv/bin/pybabel compile -D grader -d grader/locale
