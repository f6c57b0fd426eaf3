# /// script
# requires-python = ">=3.11"
# dependencies = ["nox[uv]==2026.10.20", "uv==0.13.9"]
# ///
"""Every command of this project; ``nox -l`` lists them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

import nox
from nox.command import CommandFailed

nox.needs_version = ">=2026.10"
nox.options.default_venv_backend = "uv"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_external_run = True
nox.options.error_on_missing_interpreters = True
nox.options.sessions = ["build"]

ROOT = Path(__file__).parent
SOURCE, BUILD = "source", Path("build")
#: Where npm puts what the tests drive.
NPM = Path(".nox/npm")
#: Words of licences that bind what is linked with a package; the Mozilla licence binds its own files alone.
COPYLEFT = "GPL;General Public License;EUPL;CeCILL"
#: Each output with what to open.
OUTPUTS = {
    "html": "the site: open build/html/index.html",
    "pdf": "the PDFs: open build/pdf/general-comment.pdf, or the one with annexes beside it",
    "docx": "the Word files: open build/docx/general-comment.docx, or the other beside it",
    "matrices": "the tables as CSV, Excel and JSON: open build/matrices/matrices.xlsx",
    "count": "how many words the text has: open build/count/words.csv",
}
#: Outputs that are built only when they are asked for.
FURTHER_OUTPUTS = {
    "epub": "the EPUB: open the file that ends so in build/epub",
    "text": "the plain text: open build/text/index.txt",
    "exchange": "the text for other systems: see the folders in build/exchange",
}


def install(session: nox.Session, requirements: str) -> None:
    """Install exact, hashed versions and this project itself, unless that was done since these files have changed."""
    stamp = Path(session.virtualenv.location, "installed")
    files = [(ROOT / name).read_bytes() for name in (requirements, "pyproject.toml")]
    wanted = hashlib.sha256(b"\0".join([str(ROOT).encode(), *files])).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    stamp.unlink(missing_ok=True)
    session.install("--require-hashes", "-r", requirements)
    session.install("--no-deps", "--no-build-isolation", "-e", ".", silent=True)
    stamp.write_text(wanted, encoding="utf-8")


def source_date() -> dict[str, str]:
    """Return SOURCE_DATE_EPOCH: as it is set, else the date of the last commit, so that a build can be repeated."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return {}
    git = shutil.which("git")
    if git is None:
        return {}
    done = subprocess.run([git, "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return {"SOURCE_DATE_EPOCH": done.stdout.strip()} if done.returncode == 0 and done.stdout.strip() else {}


def build_outputs(session: nox.Session, *outputs: str, arguments: Sequence[str] = ()) -> None:
    """Build the outputs from one reading; findings are errors, yet what can be built is built."""
    install(session, "requirements.txt")
    try:
        session.run("normative", "build", *outputs, "-n", "-W", *(arguments or session.posargs), env=source_date())
    except CommandFailed:
        session.error(f"the warnings above are errors; what could be built is in {BUILD.name}/")
    for output in outputs:
        session.log(f"built {(OUTPUTS | FURTHER_OUTPUTS)[output]}")


def wanted(arguments: Sequence[str]) -> list[str]:
    """Return the arguments of a build, of which the names at the beginning ask for documents or tables alone."""
    names = list(takewhile(lambda argument: not argument.startswith("-"), arguments))
    return [*(["-D", f"normative_wanted={','.join(names)}"] if names else []), *arguments[len(names) :]]


def bring_programs(session: nox.Session) -> None:
    """Install the programs that the tests drive, where this machine has Debian's packages or npm, and lets us.

    Where one is missing after that, the tests say which, and how many did not run.
    """
    settings = nox.project.load_toml("pyproject.toml")["tool"]["normative"]
    packages = [package for program, package in settings["programs"].items() if shutil.which(program) is None]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    rights = [] if is_root else ["sudo", "-n"]
    if packages and all(shutil.which(name) for name in [*rights[:1], "apt-get"]):
        apt = [*rights, "apt-get", "-qq"]
        _bring(session, [*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages])
    programs = NPM / "node_modules" / ".bin"
    missing = [item for name, item in settings["npm-programs"].items() if not (programs / name).exists()]
    if missing and shutil.which("npm"):
        _bring(session, ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(NPM), *missing])


def _bring(session: nox.Session, *commands: Sequence[str]) -> None:
    for command in commands:
        session.log(f"installing what the tests drive: {' '.join(command)}")
        try:
            session.run(*command, env={"DEBIAN_FRONTEND": "noninteractive"}, external=True, silent=True)
        except CommandFailed:
            session.warn("that failed; tests that need these programs do not run")
            return


@nox.session
def html(session: nox.Session) -> None:
    """Build the site into build/html."""
    build_outputs(session, "html")


@nox.session
def pdf(session: nox.Session) -> None:
    """Build the PDFs into build/pdf; names of documents or tables after -- ask for them alone."""
    build_outputs(session, "pdf", arguments=wanted(session.posargs))


@nox.session
def docx(session: nox.Session) -> None:
    """Build the Word files into build/docx; names of documents after -- ask for them alone."""
    build_outputs(session, "docx", arguments=wanted(session.posargs))


@nox.session
def matrices(session: nox.Session) -> None:
    """Build the tables as CSV, Excel and JSON into build/matrices."""
    build_outputs(session, "matrices")


@nox.session
def count(session: nox.Session) -> None:
    """Count the words of every chapter, with and without footnotes, against the limit in conf.py."""
    build_outputs(session, "count")


@nox.session
def epub(session: nox.Session) -> None:
    """Build the text as an EPUB, for reading devices, into build/epub."""
    build_outputs(session, "epub")


@nox.session
def text(session: nox.Session) -> None:
    """Build every page as plain text into build/text."""
    build_outputs(session, "text")


@nox.session
def new(session: nox.Session) -> None:
    """Begin a text of your own: 'nox -s new -- PATH'; what is not said in options is asked for."""
    install(session, "requirements.txt")
    session.run("normative", "new", *session.posargs)


@nox.session
def exchange(session: nox.Session) -> None:
    """Build the text and its drafts for other systems into build/exchange: Akoma Ntoso, JSON-LD, CSV and others."""
    build_outputs(session, "exchange")


@nox.session
def freeze(session: nox.Session) -> None:
    """Keep the text as a draft that never changes: 'nox -s freeze -- NAME', into source/drafts/NAME."""
    install(session, "requirements.txt")
    session.run("normative", "freeze", *session.posargs)


@nox.session
def review(session: nox.Session) -> None:
    """List what must be looked at still, or note it: 'nox -s review -- paragraph/ID --agree --by KEY'."""
    install(session, "requirements.txt")
    session.run("normative", "review", *session.posargs)


@nox.session
def replies(session: nox.Session) -> None:
    """Write the answers to each who commented in a call into build/replies: 'nox -s replies -- CALL'."""
    install(session, "requirements.txt")
    session.run("normative", "replies", *session.posargs, env=source_date())


@nox.session
def states(session: nox.Session) -> None:
    """Take over a newer list of ratifications, and print what it changes: 'nox -s states -- FILE.csv'."""
    install(session, "requirements.txt")
    session.run("normative", "states", *session.posargs)


@nox.session
def collection(session: nox.Session) -> None:
    """Build a site and tables over the comments of a collection: 'nox -s collection -- --source FOLDER'."""
    install(session, "requirements.txt")
    session.run("normative", "collection", *session.posargs, env=source_date())


@nox.session
def texts(session: nox.Session) -> None:
    """Keep of the texts of instruments, which lie outside, what quotations are compared with (normative_texts)."""
    install(session, "requirements.txt")
    session.run("normative", "texts", *session.posargs)


@nox.session
def translate(session: nox.Session) -> None:
    """Bring a translation up to date and say how far it has come, or --check it: 'nox -s translate -- fr'."""
    install(session, "requirements.txt")
    session.run("normative", "translate", *session.posargs)


@nox.session
def languages(session: nox.Session) -> None:
    """Build the sites in all languages that have catalogues, with one menu, into build/languages."""
    install(session, "requirements.txt")
    session.run("normative", "languages", *session.posargs, env=source_date())


@nox.session
def redline(session: nox.Session) -> None:
    """Build the text with its changes since a draft into build/redline: 'nox -s redline -- NAME', or NAME NAME."""
    install(session, "requirements.txt")
    session.run("normative", "redline", *session.posargs, "-n", "-W", env=source_date())


@nox.session
def forms(session: nox.Session) -> None:
    """Write what comments on a draft are sent in with into build/forms: 'nox -s forms -- NAME'."""
    install(session, "requirements.txt")
    session.run("normative", "forms", *session.posargs, env=source_date())


@nox.session
def comments(session: nox.Session) -> None:
    """Read what was sent in on a draft, and place it: 'nox -s comments -- FILE ... --from KEY'."""
    install(session, "requirements.txt")
    session.run("normative", "comments", *session.posargs)


@nox.session(name="import")
def import_word(session: nox.Session) -> None:
    """Make sources of a draft in Word, or take back what was changed there: 'nox -s import -- FILE.docx'."""
    install(session, "requirements.txt")
    session.run("normative", "import", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build everything: build/html, build/pdf, build/docx, build/matrices and build/count (what a bare 'nox' does)."""
    build_outputs(session, *OUTPUTS)


@nox.session(venv_backend="none")
def check(session: nox.Session) -> None:
    """Check the source without building it, in less than a second."""
    session.run(sys.executable, "extensions/check.py", SOURCE, *session.posargs, external=True)


@nox.session
def preview(session: nox.Session) -> None:
    """Show the site in the browser and renew it with every change; findings are warnings here."""
    install(session, "requirements.txt")
    try:
        # A quarter of the time of a page goes into needs.json, which is for other programs.
        session.run("normative", "preview", "-D", "needs_build_json=0", *session.posargs)
    except KeyboardInterrupt:
        # Of a build that this breaks off sphinx-autobuild says that its server goes on with what is there.
        session.log("the preview has ended: nothing is served any more")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types, layers, markup and spelling."""
    install(session, "requirements-dev.txt")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")
    session.run("lint-imports")
    session.run("sphinx-lint", "--enable", "all", "--disable", "line-too-long", SOURCE, "README.md", "CONTRIBUTING.md")
    session.run("codespell", "-D", "-", "-D", ".codespell-un")


@nox.session
def licences(session: nox.Session) -> None:
    """List the licence of every dependency; fail if one binds what is linked with it (GPL and the like)."""
    install(session, "requirements-dev.txt")
    session.run("pip-licenses", "--from=mixed", "--order=license", "--ignore-packages", "sphinx-normative")
    needed = re.findall(r"^([\w.-]+)==", Path("requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    # What of docutils is under the GPL is a mode for Emacs, which is not installed.
    named = [name for name in needed if name != "docutils"]
    session.run("pip-licenses", "--from=mixed", f"--fail-on={COPYLEFT}", "--partial-match", "--packages", *named)


@nox.session
def audit(session: nox.Session) -> None:
    """Ask the Python vulnerability database about every exact version; needs the network."""
    session.install("pip-audit==2.10.1")
    for requirements in ("requirements.txt", "requirements-dev.txt"):
        session.run("pip-audit", "--require-hashes", "--disable-pip", "--strict", "-r", requirements)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; arguments after -- go to pytest ('-- --cov' measures how much of the package they cover)."""
    install(session, "requirements-dev.txt")
    bring_programs(session)
    session.run("pytest", "-n", "logical", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Put small faults into the rooms after -- (model and project) and fail if the tests see too few of them."""
    install(session, "requirements-dev.txt")
    session.install("cosmic-ray==8.7.0")
    session.run("python", "tests/mutants.py", *session.posargs)


@nox.session
@nox.parametrize(("python", "resolution"), [("3.11", "lowest-direct"), ("3.13", "highest")], ids=["lowest", "newest"])
def ranges(session: nox.Session, resolution: str) -> None:
    """Run the tests with the lowest and with the newest versions that the ranges in pyproject.toml admit."""
    session.install("--upgrade", f"--resolution={resolution}", "-e", ".[all,sessions]", "--group=docs", "--group=tests")
    bring_programs(session)
    session.run("pytest", "-n", "logical", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure builds and pages against plain Sphinx and sphinx-needs; numbers of paragraphs can follow after --."""
    install(session, "requirements-dev.txt")
    session.run("python", "-m", "bench", *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session
def screenshots(session: nox.Session) -> None:
    """Take the pictures of the manual and the README from the built pages; needs Chromium."""
    install(session, "requirements-dev.txt")
    session.run("normative", "build", "html", "pdf", "-q")
    session.run("python", "tests/screenshots.py")


@nox.session
def lock(session: nox.Session) -> None:
    """Write the exact, hashed versions into requirements.txt and requirements-dev.txt; '-- --upgrade' renews all."""
    session.install("uv==0.13.9")
    # pip 23 wants a requirement pinned with the extras that it is asked for with.
    settings = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-annotate", "--no-strip-extras"]
    settings += ["--no-header", "--quiet", *session.posargs]
    command = ["uv", "pip", "compile", *settings, "pyproject.toml", "--extra=all"]
    session.run(*command, "--group=docs", "-o", "requirements.txt")
    session.run(*command, "-c", "requirements.txt", "--group=dev", "-o", "requirements-dev.txt")


if __name__ == "__main__":
    nox.main()
