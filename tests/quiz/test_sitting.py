"""A sitting without a screen: tries, hints, what is remembered, and going on where it was broken off."""

import pytest

from grader.learner import Learner
from grader.pack import open_pack
from grader.quiz import answers, plan
from grader.quiz.bank import open_bank
from grader.quiz.calls import Caller
from grader.quiz.draw import Draws
from grader.quiz.log import Log
from grader.quiz.plan import Question
from grader.quiz.sitting import Sitting, split_confidence

COURSE = open_pack()
BANK = open_bank(COURSE, "output_size")
DRAWS = Draws(Caller(COURSE))
ITEMS = {item.id: item for item in BANK.items}


@pytest.fixture
def log(tmp_path, clock):
    with Learner.open(tmp_path / "learner.db", clock) as learner:
        yield Log(learner, "cnn")


def sitting(*names, log=None, **more):
    questions = [Question(ITEMS[name], 7) for name in names]
    number = log.begin("quiz output_size", {"questions": []}) if log else 0
    return Sitting(questions, DRAWS, "en", log, number, **more)


def right(one):
    return answers.expected(one.variant)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("count", [1, 9, 20, 40])
def test_a_plan_has_as_many_questions_as_asked_for(seed, count):
    """Equal seeds give equal plans; each item comes once before one comes again, and then with other numbers."""
    made = plan.questions(BANK.items, DRAWS, seed, count)
    assert made == plan.questions(BANK.items, DRAWS, seed, count)
    assert len(made) == count
    first = [question.item.id for question in made[: len(BANK.items)]]
    assert len(set(first)) == len(first)
    drawn = [str((one.item.id, DRAWS.variant(one.item, one.seed).values)) for one in made]
    assert len(set(drawn)) == count
    assert first.index("side") < first.index("both_axes") if {"side", "both_axes"} <= set(first) else True


def test_a_bank_of_fixed_items_can_be_asked_for_more():
    """Where nothing has numbers, the fixed items come again."""
    made = plan.questions([ITEMS["steps"], ITEMS["rounding"]], DRAWS, 1, 5)
    assert len(made) == 5


def test_right_at_the_first_try():
    """A right answer settles the question."""
    one = sitting("side", "steps")
    assert one.answer(right(one)).verdict == "correct"
    assert one.result.settled
    assert one.result.right
    one.step()
    assert one.variant.item.id == "steps"


def test_three_wrong_answers_settle_a_question_and_unreadable_ones_do_not_count():
    """What cannot be read is no try; after the third wrong answer it is enough."""
    one = sitting("six_by_six")
    for line in ("5", "what", "6", "((", "8"):
        assert not one.result.settled
        one.answer(line)
    assert (one.result.tries, one.result.settled, one.result.solved) == (3, True, False)
    assert one.result.misconception == "forgets_padding"


def test_hints_are_a_ladder_and_cost_the_first_try():
    """Hints come one after the other, the last one stays; with a hint an answer is not right at the first try."""
    one = sitting("side")
    shown = [one.hint() for _ in range(3)]
    assert shown[0] != shown[1] == shown[2]
    one.answer(right(one))
    assert one.result.solved
    assert not one.result.right
    assert sitting("formula").hint()
    assert sitting("steps").hint() is None


def test_giving_up():
    """Who asks for the solution has not solved it."""
    one = sitting("side")
    one.give_up()
    assert (one.result.verdict, one.result.settled, one.result.solved) == ("gave_up", True, False)


@pytest.mark.parametrize(
    ("line", "split"),
    [("19", ("19", None)), ("19!", ("19", 1)), ("19 ？", ("19", -1)), ("！", ("", 1)), ("  ", ("", None))],
)
def test_how_sure(line, split):
    """A sign at the end says how sure the learner is."""
    assert split_confidence(line) == split


def test_what_went_wrong_comes_once_more():
    """At a terminal, questions that were not right at once come again at the end, with other numbers, one time."""
    one = sitting("side", "steps", repeat=True)
    one.answer("-1")
    one.give_up()
    one.step()
    one.answer(right(one))
    one.step()
    assert not one.over
    assert (one.variant.item.id, one.position, one.planned) == ("side", 2, 2)
    assert one.variant.values != one.variant_at(0).values
    one.give_up()
    one.step()
    assert one.over


def test_every_answer_is_remembered_at_once(log, clock):
    """The log holds what was typed, what it was worth, and one rating for each question."""
    one = sitting("six_by_six", "side", log=log)
    one.answer("5!", 4000)
    clock.wait(seconds=9)
    one.answer("7", 3000)
    one.step()
    one.hint()
    one.answer(right(one))
    kept = log.entries(sitting=1)
    assert [(e.position, e.line, e.verdict, e.confidence, e.rating, e.hints) for e in kept] == [
        (0, "5", "wrong", 1, 1, 0),
        (0, "7", "correct", None, None, 0),
        (1, right(one), "correct", None, 1, 1),
    ]
    assert [e.misconception for e in kept] == ["forgets_padding", "", ""]
    assert {card.item for card in log.cards()} == {"output_size.six_by_six", "output_size.side"}


@pytest.mark.parametrize("broken_off", range(1, 8))
def test_a_sitting_goes_on_where_it_was_broken_off(log, clock, broken_off):
    """Whenever the program dies, a new one finds the same question in the same state."""
    names = ("six_by_six", "side", "steps")

    def steps(one):
        yield lambda: one.answer("5")
        yield lambda: (one.answer("7"), one.step())
        yield lambda: one.give_up()
        yield lambda: one.step()
        yield lambda: (one.answer(right(one)), one.step())
        yield lambda: (one.answer("-1"), one.answer("-2"))
        yield lambda: (one.answer(right(one)), one.step())

    one = sitting(*names, log=log, repeat=True)
    for step in list(steps(one))[:broken_off]:
        step()
    other = Sitting([Question(ITEMS[name], 7) for name in names], DRAWS, "en", log, 1, repeat=True)
    if not one.over and one.result.settled:  # died between the answer and the next question
        one.step()
    assert other.position == one.position
    assert other.results == one.results
    assert other.over == one.over


def test_a_sitting_that_is_over_or_old_is_not_resumed(log, clock):
    """Only the latest sitting of a name can be gone on with, for a week."""
    number = log.begin("quiz", {"questions": []})
    assert log.unfinished("quiz") == (number, {"questions": []})
    assert log.unfinished("quiz other") is None
    log.end(number)
    assert log.unfinished("quiz") is None
    log.begin("quiz", {"questions": []})
    clock.wait(days=8)
    assert log.unfinished("quiz") is None


def test_where_nothing_can_be_remembered_the_quiz_goes_on(tmp_path):
    """An unwritable file makes a notice, not an error."""
    (tmp_path / "file").write_text("")
    with Learner.open(tmp_path / "file" / "learner.db") as learner:
        log = Log(learner, "cnn")
        one = Sitting([Question(ITEMS["six_by_six"], 7)], DRAWS, "en", log, log.begin("quiz", {}))
        assert one.answer("7").verdict == "correct"
        one.step()
        assert one.over
    assert learner.notices
