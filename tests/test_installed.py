"""Courses that somebody else's distribution installs: found by name, and told apart from what is broken."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader import installed
from grader.cli import main
from grader.errors import PackError
from grader.messages import set_language
from grader.pack import default_root, open_pack

TABLE = 'format = 1\nname = "{name}"\ntitle = "A course called {name}"\n[[topic]]\nname = "t"\nexercises = []\n'


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Put a distribution on the path: its entry point, and a module with a course in its folder."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)

    def put(name, value=None, course=True, source="", project=None):
        project = project or f"course-{name}"
        info = site / f"{project.replace('-', '_')}-1.5.dist-info"
        write(info / "METADATA", f"Metadata-Version: 2.1\nName: {project}\nVersion: 1.5\n")
        write(info / "entry_points.txt", f"[grader.packs]\n{name} = {value or f'{name}_course'}\n")
        folder = site / f"{name}_course"
        write(folder / "__init__.py", source)
        if course:
            write(folder / "exercises" / "pack.toml", TABLE.format(name=name))
        return folder

    yield put
    for name in [name for name in sys.modules if name.endswith("_course")]:
        del sys.modules[name]


def test_a_module_is_found_and_not_executed(install):
    """An entry point that names a module stands for the module's folder; nothing in it runs."""
    folder = install("waves", source="raise SystemExit('executed')")
    assert installed.names() == ["waves"]
    assert installed.find("waves") == folder
    assert open_pack(Path("waves")).title == "A course called waves"
    assert "waves_course" not in sys.modules


def test_a_function_gives_the_path(install, tmp_path):
    """An entry point that names a function stands for the path that the function gives."""
    write(tmp_path / "else" / "exercises" / "pack.toml", TABLE.format(name="waves"))
    install("waves", "waves_course:root", course=False, source=f"def root(): return {str(tmp_path / 'else')!r}\n")
    assert open_pack(Path("waves")).root == tmp_path / "else"


def test_nothing_installed_reads_no_metadata(tmp_path):
    """Where no distribution announces a course, the module that reads metadata is not even imported."""
    code = "import sys; from grader import installed; print(installed.names(), 'importlib.metadata' in sys.modules)"
    environment = {"PYTHONPATH": str(default_root()), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[] False\n"


def test_a_folder_goes_before_a_name(install, tmp_path, monkeypatch):
    """A course in the folder of that name is taken; a folder that is none does not hide the installed course."""
    install("waves")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "waves").mkdir()
    assert open_pack(Path("waves")).title == "A course called waves"
    write(tmp_path / "waves" / "exercises" / "pack.toml", TABLE.format(name="mine"))
    assert open_pack(Path("waves")).name == "mine"


def test_the_built_in_course_has_a_name():
    """``--pack cnn`` is the course that comes with the grader."""
    assert open_pack(Path("cnn")).root == default_root()


@pytest.mark.parametrize(
    ("value", "source", "words"),
    [
        ("nowhere_at_all", "", "no module called 'nowhere_at_all'"),
        ("nowhere_at_all.deep", "", "ModuleNotFoundError"),
        ("waves_course", "", "there is no exercises/pack.toml in it"),
        ("waves_course:root", "", "AttributeError"),
        ("waves_course:root", "def root(): return 3", "TypeError"),
        ("waves_course:root", "def root(): return '/nowhere'", "there is no exercises/pack.toml in it"),
        ("waves_course:root", "import nonsense_that_is_not_there", "nonsense_that_is_not_there"),
        ("json", "", "there is no exercises/pack.toml in it"),
        ("sys", "", "there is no exercises/pack.toml in it"),
    ],
)
def test_a_broken_entry_point_is_a_sentence(install, value, source, words):
    """What is wrong with an installed course is said with the distribution it came with."""
    install("waves", value, course=False, source=source)
    with pytest.raises(PackError) as caught:
        open_pack(Path("waves"))
    assert words in caught.value.message
    assert f"{value} (course-waves 1.5)" in caught.value.message
    assert "\n" not in caught.value.message


def test_two_of_the_same_name(install):
    """Two distributions that claim one name are both named; neither is taken."""
    install("waves")
    install("waves", "waves_course:root", project="other-waves")
    with pytest.raises(PackError, match=r"waves_course \(course-waves 1.5\), waves_course:root \(other-waves 1.5\)"):
        open_pack(Path("waves"))
    assert installed.names() == ["waves"]


@pytest.fixture
def grade(tmp_path, monkeypatch, capsys):
    """Run a command; gives (code, stdout, stderr)."""
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)

    def run(*args):
        with pytest.raises(SystemExit) as exit_:
            main(args)
        return exit_.value.code, *capsys.readouterr()

    yield run
    set_language("en")


def test_an_unknown_course_is_suggested(grade, install):
    """A course that is not there is told by name, with near ones, or with all that there are."""
    install("waves")
    code, out, err = grade("list", "--pack", "wave")
    assert (code, out) == (2, "")
    assert "There is no course called 'wave'" in err
    assert "Did you mean waves?" in err
    assert "Installed are: cnn, waves." in grade("list", "--pack", "zzz")[2]
    code, out, _ = grade("list", "--pack", "wave", "--json")
    assert (code, json.loads(out)["error"]["suggestions"]) == (2, ["waves"])


def test_the_list_names_other_courses(grade, install):
    """``grade list`` says which other courses are installed, and how to see them; alone it says nothing of it."""
    assert "Other courses" not in grade("list")[1]
    install("waves")
    install("broken", course=False)
    assert "Other courses: broken, waves (grade list --pack broken)" in grade("list")[1]
    assert "Other courses: cnn, broken (grade list --pack cnn)" in grade("list", "--pack", "waves")[1]
    assert json.loads(grade("list", "--json")[1])["others"] == ["broken", "waves"]
