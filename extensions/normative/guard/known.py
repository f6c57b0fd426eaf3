"""Every directive and role that a text can use, by what it may do; one that is not here is not carried out.

``tests/test_known.py`` compares the table with what Sphinx and the extensions of the worked example register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from sphinx.config import Config


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Make nodes of what is written in them, and run, read and ask nothing; sphinxcontrib-bibtex has a filter that is a
#: language of its own.
RUN_NOTHING = _words(
    """
    admonition attention caution class code compound container contents danger date default-role epigraph error
    highlights hint image important line-block list-table math note parsed-literal pull-quote replace
    role rubric sectnum sidebar table target-notes tip title topic unicode warning restructuredtext-test-directive
    acks centered code-block codeauthor cssclass default-domain deprecated describe highlight hlist index
    moduleauthor object only rst-class sectionauthor seealso sourcecode toctree version-added version-changed
    version-deprecated version-removed versionadded versionchanged versionremoved todo todolist bibliography
    footbibliography otherwise accepted-findings chart collection-differences
    collection-matrix collection-paragraphs comment-statistics commitment concordance convergence
    convergence-matrix coverage crosswalk disposition dispositions drafts gap guidance inputs-matrix inputs-received
    instrument normative-configuration normative-findings normative-rooms not-addressed obligation paragraph
    paragraph-list pinpoints practice question quote review-state state-panorama traceability-matrix
    """
)
#: Have filters, conditions or functions in them, of which :mod:`normative.guard.code` lets values be compared only.
COMPARE_VALUES = _words(
    """
    choose if list2need needbar needextend needextract needflow needgantt needlist needpie needsequence needtable
    when impl need req spec test
    """
)
#: Read files, those of the project only.
READ_FILES = _words("csv-table figure include literalinclude needimport needreport")
#: Have markup in them that goes into an output as it is; ``normative_raw`` allows it.
HAVE_MARKUP = _words("meta raw tabularcolumns")
#: Run a program or a script, or ask the web; ``normative_code`` allows it, for some together with another setting.
RUN_CODE = _words("data-viewer digraph graph graphviz needarch needservice needuml uml")
#: What no output has: sphinx-needs makes a directive of every type of need, docutils has words at the edge of pages.
NONE = _words("footer header provision")
KNOWN = RUN_NOTHING | COMPARE_VALUES | READ_FILES | HAVE_MARKUP | RUN_CODE | NONE

#: Roles that run nothing; a download is looked at in :mod:`normative.guard.links`.
PLAIN_ROLES = _words(
    """
    abbreviation acronym anonymous-reference citation-reference code emphasis footnote-reference index literal math
    named-reference pep-reference restructuredtext-unimplemented-role rfc-reference strong subscript
    substitution-reference superscript target title-reference uri-reference abbr any command cve cwe dfn download eq
    file guilabel kbd mailheader makevar manpage menuselection mimetype newsgroup pep program regexp rfc samp cite
    footcite instrument para provision quote voice need need_incoming need_outgoing need_part np variant
    """
)
#: Roles with markup, and with a filter or a function of sphinx-needs.
HELD_ROLES = _words("raw ndf need_count")
#: Domains of Sphinx and sphinxcontrib-bibtex, whose directives and roles describe and name things and run nothing.
DOMAINS = _words("c changeset citation cite cpp footcite index js math normative py rst std")

#: Whose directives must be known; those of another extension are the choice of the ``conf.py`` that lists it.
_PACKAGES = ("docutils", "sphinx", "sphinx_data_viewer", "sphinx_needs", "sphinxcontrib")


def is_known(name: str, directive: type[Directive], config: Config) -> bool:
    """Tell whether a directive may be carried out, as far as its name says."""
    is_theirs = package_of(directive) not in _PACKAGES
    types = {kind["directive"] for kind in getattr(config, "needs_types", ())}
    return is_theirs or name in KNOWN | types


def package_of(directive: type[Directive]) -> str:
    """Return the package of a directive; one that ``conf.py`` makes with ``type()`` has none."""
    return str(getattr(directive, "__module__", "")).partition(".")[0]
