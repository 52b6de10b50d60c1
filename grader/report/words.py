"""The texts of the page, in English and Japanese side by side, so that neither can be forgotten."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # The page
    "title": ("How the class is doing: {batch}", "クラスの状況: {batch}"),
    "course": ("Course {course}, seed {seed}.", "コース {course}、シード {seed}。"),
    "private": (
        "This page names students and their grades. Keep it to yourself.",
        "このページには学生の名前と成績が載っています。公開しないでください。",
    ),
    "to_map": ("To the table of students", "学生の表へ"),
    "to_students": ("To the feedback for each student", "学生ごとのフィードバックへ"),
    "contents": ("On this page", "このページの内容"),
    "none": ("None.", "ありません。"),
    "more": ("and {n} more", "ほか {n} 件"),
    # Summary
    "summary": ("Summary", "まとめ"),
    "students": ("Students", "学生"),
    "exercises": ("Exercises", "課題"),
    "passed_all": ("Passed everything", "すべて合格"),
    "average": ("Average", "平均"),
    "ungraded": ("Not graded", "未採点"),
    "scores_chart": ("How many students have how many percent of the points", "得点率ごとの学生数"),
    "scores_x": ("percent of the points", "得点率 (%)"),
    "scores_y": ("students", "学生数"),
    "outcomes_chart": ("What became of each exercise", "課題ごとの結果"),
    "outcomes_x": ("students", "学生数"),
    "causes_chart": ("The most frequent misconceptions", "多い誤解"),
    "causes_x": ("students", "学生数"),
    "numbers_below": ("The numbers are in the tables below.", "数値は下の表にあります。"),
    # The heat map
    "map": ("Students by exercises", "学生 × 課題"),
    "map_note": (
        "Percent of the points, rounded down. A number or sign that is underlined leads to the feedback; "
        "so does the student's name.",
        "得点率 (%、切り捨て)。下線のある数字や記号、または学生の名前からフィードバックに移れます。",
    ),
    "map_open": ("Show only students with something left to do", "未完了の課題がある学生だけを表示"),
    "signs": ("What the signs mean", "記号の意味"),
    "sign": ("Sign", "記号"),
    "meaning": ("Meaning", "意味"),
    "sign_missing": ("nothing was handed in", "未提出"),
    "sign_todo": ("the stub is as it was handed out", "未着手 (配布時のまま)"),
    "sign_unreadable": ("could not be run: not Python, not the function", "実行できない (構文の誤りなど)"),
    "sign_ungraded": ("the grader could not grade it; this is not a zero", "採点側の失敗 (0 点ではありません)"),
    "sign_excused": ("excused; counts for nothing", "免除 (成績に数えません)"),
    "sign_timeout": ("took too long", "時間切れ"),
    "sign_crashed": ("the process ended", "プロセスが終了"),
    "sign_memory": ("used too much memory", "メモリの使いすぎ"),
    "student": ("Student", "学生"),
    "total": ("Total", "合計"),
    # Exercises
    "by_exercise": ("Exercises", "課題ごと"),
    "by_exercise_caption": (
        "How many students are where, exercise by exercise.",
        "課題ごとに、どの段階に何人いるか。",
    ),
    "exercise": ("Exercise", "課題"),
    "full": ("all points", "満点"),
    "most": ("half or more", "半分以上"),
    "some": ("less than half", "半分未満"),
    "none_right": ("no points", "0 点"),
    "todo": ("not started", "未着手"),
    "unreadable": ("could not be run", "実行不可"),
    "missing": ("not handed in", "未提出"),
    "excused": ("excused", "免除"),
    # Misconceptions
    "misconceptions": ("Misconceptions", "誤解"),
    "misconceptions_caption": (
        "What wrong answers behave like, the most frequent first.",
        "誤った答えがどの誤解と一致するか。多い順。",
    ),
    "misconception": ("Misconception", "誤解"),
    "message": ("What students read", "学生への説明"),
    "count": ("Students", "人数"),
    "who": ("Who", "だれ"),
    "show_students": ("{n} students", "{n} 人"),
    "pattern_only": ("(a pattern without a name)", "(名前のないパターン)"),
    # Cases
    "cases": ("Cases", "ケース"),
    "cases_caption": (
        "How often each case failed, of the hand-ins that it was run with. Of hidden cases only the name is shown.",
        "各ケースが不合格になった割合。分母はそのケースを実行した提出の数。非公開ケースは名前だけを示します。",
    ),
    "case": ("Case", "ケース"),
    "hidden": ("hidden", "非公開"),
    "failed": ("Failed", "不合格"),
    "share": ("Share", "割合"),
    "of": ("{n} of {m}", "{m} 件中 {n} 件"),
    # What needs a look
    "look": ("What needs a look", "確認が必要なもの"),
    "stopped": ("Stopped: time, memory, end of the process", "止まったもの (時間、メモリ、プロセスの終了)"),
    "stopped_caption": (
        "Gradings that ran into a limit, or whose process ended.",
        "制限に達した採点と、プロセスが終了した採点。",
    ),
    "what": ("What happened", "何が起きたか"),
    "first_case": ("In case", "ケース"),
    "unreadables": ("Could not be run", "実行できなかったもの"),
    "unreadables_caption": (
        "Hand-ins without a single case run, and the most frequent reason of each kind.",
        "ケースを 1 つも実行できなかった提出。種類ごとに最も多い理由を示します。",
    ),
    "kind": ("Kind", "種類"),
    "reason": ("Reason", "理由"),
    "ungraded_caption": (
        "By no fault of the student. Call `grade batch` again to try these once more.",
        "学生の責任ではありません。もう一度 `grade batch` を実行すると、再び採点します。",
    ),
    "slow": ("Slowest gradings", "時間のかかった採点"),
    "slow_caption": ("Seconds of one grading, the longest first.", "1 件の採点にかかった秒数。長い順。"),
    "seconds": ("Seconds", "秒"),
    # Equal and nearly equal work
    "alike": ("Equal and similar work", "同じ提出、似た提出"),
    "alike_note": (
        "A hint where to look, no proof: short solutions are alike by nature. Sources are compared without comments, "
        "docstrings, layout and the names that students chose. Under {n} words nothing is compared.",
        "確認のための手がかりであり、証拠ではありません。短い解答は自然に似ます。コメント、docstring、"
        "空白、学生がつけた名前を除いて比べます。{n} 語未満のものは比べません。",
    ),
    "unseen": (
        "{n} sources are not in this gradebook, which an older version wrote. Call the same `grade batch` again: "
        "nothing is graded anew, and they are put in.",
        "古い版が作った成績簿のため、{n} 件のソースが入っていません。同じ `grade batch` をもう一度実行すると、"
        "採点し直さずにソースだけを加えます。",
    ),
    "equal": ("Equal, byte by byte", "完全に同じもの"),
    "equal_caption": ("Students with one and the same source, the longest first.", "ソースが同一の学生。長い順。"),
    "near": ("Similar", "似ているもの"),
    "near_caption": (
        "Students whose sources agree in at least {n} percent of their words.",
        "語の {n} % 以上が一致するソースの学生。",
    ),
    "similarity": ("Similarity", "類似度"),
    "length": ("Words", "語数"),
    "usual": ("the usual solution", "よくある解答"),
    # Each student
    "feedback": ("Feedback for each student", "学生ごとのフィードバック"),
    "points_of": ("{score} of {points} points", "{points} 点中 {score} 点"),
    "all_right": ("All right:", "すべて正しい課題:"),
    "nothing": ("Not handed in:", "未提出の課題:"),
    "untouched": ("Not started:", "未着手の課題:"),
    "back": ("Back to the table", "表に戻る"),
    "failing": ("Cases that failed:", "不合格のケース:"),
    "in_case": ("In {case}:", "{case} では:"),
    "pattern": ("Pattern:", "パターン:"),
    "looks_like": ("Looks like:", "考えられる原因:"),
    "remark": ("Remark:", "注意:"),
    "printed": ("The program printed:", "プログラムの出力:"),
    # How a case ended
    "wrong_count": ("wrong number of results", "結果の個数が違う"),
    "wrong_type": ("wrong type", "型が違う"),
    "wrong_shape": ("wrong shape", "形が違う"),
    "wrong_dtype": ("wrong dtype", "dtype が違う"),
    "wrong_value": ("wrong values", "値が違う"),
    "not_finite": ("nan or inf", "nan または inf"),
    "mutated_input": ("changes its input", "入力を書き換えている"),
    "not_deterministic": ("not repeatable", "結果が再現しない"),
    "raised": ("raised an exception", "例外が発生"),
    "timeout": ("took too long", "時間切れ"),
    "memory": ("used too much memory", "メモリの使いすぎ"),
    "crashed": ("the process ended", "プロセスが終了"),
    "not_run": ("not run", "実行していない"),
}


def words(language: str) -> dict[str, str]:
    """The texts in a language, English where there is none such."""
    place = 1 if language == "ja" else 0
    return {name: texts[place] for name, texts in TEXTS.items()}
