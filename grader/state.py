"""The tables of the learner's file, version by version."""

EXERCISES = """
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    pack TEXT NOT NULL,
    exercise TEXT NOT NULL,
    passed INTEGER NOT NULL,
    score REAL NOT NULL,
    points REAL NOT NULL,
    seed INTEGER NOT NULL,
    source_sha256 TEXT NOT NULL,
    report_json TEXT NOT NULL
);
CREATE INDEX attempt_exercise ON attempt (pack, exercise);
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE hint (pack TEXT, exercise TEXT, step INTEGER NOT NULL, PRIMARY KEY (pack, exercise));
"""
QUIZZES = """
CREATE TABLE quiz_sitting (
    id INTEGER PRIMARY KEY,
    pack TEXT NOT NULL,
    name TEXT NOT NULL,
    plan_json TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT
);
CREATE TABLE quiz_answer (
    id INTEGER PRIMARY KEY,
    sitting INTEGER NOT NULL,
    position INTEGER NOT NULL,
    pack TEXT NOT NULL,
    item TEXT NOT NULL,
    version INTEGER NOT NULL,
    seed TEXT NOT NULL,
    lang TEXT NOT NULL,
    at TEXT NOT NULL,
    line TEXT NOT NULL,
    verdict TEXT NOT NULL,
    misconception TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    hints INTEGER NOT NULL,
    confidence INTEGER,
    milliseconds INTEGER,
    rating INTEGER,
    settled INTEGER NOT NULL
);
CREATE INDEX quiz_answer_item ON quiz_answer (pack, item);
CREATE INDEX quiz_answer_sitting ON quiz_answer (sitting);
CREATE TABLE quiz_card (
    pack TEXT,
    item TEXT,
    card_json TEXT NOT NULL,
    library TEXT NOT NULL,
    due TEXT NOT NULL,
    stability REAL,
    difficulty REAL,
    lapses INTEGER NOT NULL,
    PRIMARY KEY (pack, item)
);
"""
AIMED_HINTS = """
CREATE TABLE aimed_hint (
    pack TEXT,
    exercise TEXT,
    aim TEXT,
    step INTEGER NOT NULL,
    PRIMARY KEY (pack, exercise, aim)
);
INSERT INTO aimed_hint SELECT pack, exercise, '', step FROM hint;
DROP TABLE hint;
ALTER TABLE aimed_hint RENAME TO hint;
"""
STEPS = (EXERCISES, QUIZZES, AIMED_HINTS)
"""What each version of the file added to the one before. A step that has been released is never changed."""

VERSION = len(STEPS)

NEEDED = frozenset({"attempt", "setting", "hint"})
"""Without these tables it is not our file."""
