"""Every kind of finding, with its meaning and its remedy, and the finding itself.

The manual's page of findings is generated from :class:`Diagnostic`, so a kind without a meaning cannot exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Diagnostic(Enum):
    """A kind of finding: its code (the subtype in ``[normative.<code>]``), what it means and what to do."""

    code: str
    meaning: str
    remedy: str

    def __init__(self, code: str, meaning: str, remedy: str) -> None:
        self.code = code
        self.meaning = meaning
        self.remedy = remedy

    @property
    def anchor(self) -> str:
        """The place of its explanation on the manual's page."""
        return f"finding-{self.code}"

    @property
    def is_note(self) -> bool:
        """Whether it only says what could not be looked at, so that nothing fails of it."""
        return self is Diagnostic.QUOTATION_UNCHECKED

    MALFORMED_CITATION = (
        "malformed-citation",
        "A citation cannot be read as an instrument's key followed by numbers.",
        "Write the key, then the place: KEY 22 (1); OTHER-KEY obj. 8. Separate instruments with a semicolon.",
    )
    UNKNOWN_INSTRUMENT = (
        "unknown-instrument",
        "A citation begins with a key that no folder under instruments/ has.",
        "Correct the key, or add a folder with an instrument.toml for the instrument.",
    )
    UNKNOWN_PROVISION = (
        "unknown-provision",
        "The instrument's provisions.csv has no such place.",
        "Correct the numbers (the nearest existing provisions are named), or add the row to provisions.csv.",
    )
    OTHER_FIGURES = (
        "other-figures",
        "The words that stand for a provision have figures which the provision has not.",
        "Correct the words or the target: :provision:`пунктом 1 статьи 22 <KEY 22 (1)>`.",
    )
    MALFORMED_ID = (
        "malformed-id",
        "A paragraph has no id, or one with other characters than lower-case letters, digits and hyphens.",
        "Write a permanent id after the directive's two colons: '.. obligation:: effective-remedy'.",
    )
    DUPLICATE_ID = (
        "duplicate-id",
        "Two paragraphs bear the same id, or a paragraph that of a provision; links cannot tell them apart.",
        "Rename one of the two; an id that was once published stays with its paragraph.",
    )
    UNKNOWN_PARAGRAPH = (
        "unknown-paragraph",
        "A :para: role names an id that no paragraph bears, an item that its list has not, or a paragraph of another "
        "comment whose number is not known.",
        "Correct the id or the item; those there are are named. Of another comment take a needs.json with numbers.",
    )
    MOVED_SINCE = (
        "moved-since",
        "A paragraph of another comment has another number, or other words, than in the text that is cited.",
        "See whether what is said of it is still right; then let 'cited' in collection.toml name the new text.",
    )
    DRAFT = (
        "draft",
        "The file draft.toml of a frozen draft cannot be read, or lacks what 'normative freeze' has written into it.",
        "Restore the file as it was frozen, from version control or from what was sent out.",
    )
    DRAFT_ALTERED = (
        "draft-altered",
        "The text of a frozen draft is not the one that was frozen: its fingerprint is another.",
        "Restore draft.json as it was; what changes since then belongs into the text and into the next draft.",
    )
    REVIEW = (
        "review",
        "A file of reviews, people.toml beside them or 'normative_reviews' has something that cannot be read.",
        "Correct the row or the value. Rows that were appended by 'normative review' are right; restore them.",
    )
    ORPHANED_REVIEW = (
        "orphaned-review",
        "Somebody has reviewed a paragraph, a relation, a gap or a silence that is no longer there under this name.",
        "Write ':was:' on the paragraph that continues it, or add a row with the verdict 'withdrawn', as "
        "'normative review SUBJECT --withdraw --by KEY' does.",
    )
    INPUT = (
        "input",
        "A file of a call (call.toml, submitters.csv or comments/KEY.csv) has something that cannot be read.",
        "Correct the row or the value. Rows that were appended by a command are right; restore them.",
    )
    COLLECTION = (
        "collection",
        "A comment of collection.toml is not named as the manual describes it, or its text is not there.",
        "Correct the field that is named; 'normative collection' builds the texts whose sources are here.",
    )
    DISPOSITION = (
        "disposition",
        "An answer to comments lacks its decision, its reason or what was changed, or names no comment.",
        "Write what the message asks for; only 'accepted' needs no reason.",
    )
    UNKNOWN_COMMENT = (
        "unknown-comment",
        "An answer, or the option :draws-on: of a paragraph, names a comment that no file of comments has.",
        "Correct the number; the nearest are named.",
    )
    UNANSWERED_COMMENT = (
        "unanswered-comment",
        "The text is for adoption, or adopted, and a comment on a draft of it has no answer.",
        "Answer it with a directive 'disposition' or a row of dispositions.csv; 'noted' with a reason is an answer.",
    )
    ORPHANED_COMMENT = (
        "orphaned-comment",
        "A comment is about something that is not there, or about a paragraph that has gone, and has no answer.",
        "Write ':was:' on the paragraph that continues it, answer the comment, or correct the row.",
    )
    CHANGE_NOT_MADE = (
        "change-not-made",
        "A comment is accepted, and every paragraph that is said to have been changed is as in the draft commented on.",
        "Change the text, name the paragraph that was changed, or decide otherwise.",
    )
    NAMED_SUBMITTER = (
        "named-submitter",
        "A paragraph has the name of somebody who sent something in and does not want to be named.",
        "Write the passage without the name.",
    )
    REVIEW_MARK = (
        "review-mark",
        "A relation, a gap or a silence is marked ':reviewed:', in the text or in its row, though the project keeps "
        "reviews: a mark tells of no words, so that it never becomes suspect.",
        "Take the marks over into the files of reviews, as the message says; that removes them from the text.",
    )
    REVIEW_OPEN = (
        "review-open",
        "The text is for adoption, and people must still look at something in it, or again, or have objected to it.",
        "Settle it with those who review: 'normative review' lists what is open, with the words then and now.",
    )
    UNKNOWN_DRAFT = (
        "unknown-draft",
        "A directive names a draft that is not in the folder of drafts.",
        "Correct the name; those there are are named. 'normative freeze NAME' makes one.",
    )
    UNKNOWN_WAS = (
        "unknown-was",
        "An option :was: names an id that no frozen draft has.",
        "Correct the id; the nearest are named.",
    )
    UNSETTLED_IDENTITY = (
        "unsettled-identity",
        "A draft is to be frozen, and a paragraph looks like one of the draft before it, or like a part of one.",
        "Say what it continues: ':was: old-id', several parted by semicolons; or ':was: none' where it is new.",
    )
    PINPOINT = (
        "pinpoint",
        "A paragraph of a document is cited that is behind its last one.",
        "Correct the number, or 'paragraphs' in the document's instrument.toml.",
    )
    OVERLAP = (
        "overlap",
        "Eight words or more in a row stand in a text that is not the project's own; only 'check --overlap' finds it.",
        "Say it in other words, or put it in quotation marks with its source.",
    )
    UNSOURCED_WISH = (
        "unsourced-wish",
        "An obligation or a commitment has a sentence with 'should' that neither a note nor a provision grounds: a "
        "wish of the text reads as the instrument's words.",
        "Note the source; or say whose words they are by ':voice:'; or move the sentence into guidance.",
    )
    READING_WITHOUT_SOURCE = (
        "reading-without-source",
        "A sentence is marked as a body's reading of an instrument, and nothing says where that body reads it so.",
        "Add a note with the document and its paragraph, or ':reading:' to the paragraph.",
    )
    QUOTATION = (
        "quotation",
        "A quotation is not as the text of the instrument is: a word was changed, left out, added or moved.",
        "Write it as the text has it; … stands for what is left out, brackets for what is added: [that], [M]igrant.",
    )
    QUOTATION_UNCHECKED = (
        "quotation-unchecked",
        "A note and no mistake: nobody has given the text of what is quoted, or a stretch of one or two words "
        "cannot be compared without it.",
        "Put the texts into the folder that 'normative_texts' in conf.py names, or compare the quotation by hand.",
    )
    INSTRUMENT_UPDATE = (
        "instrument-update",
        "A note and no mistake: the library of instruments has later data than the project's own folder.",
        "Compare the two; take the folder of the library over, or set 'as_of' to the day of the comparison.",
    )
    INSTRUMENT_TEXT = (
        "instrument-text",
        "A file of an instrument's words is not as the manual describes it, or text.json was not made of it.",
        "Correct the line that is named; 'normative texts' makes text.json anew.",
    )
    BAD_OPTION = (
        "bad-option",
        "A directive has an option it does not know, the same option twice, or a value that is not allowed.",
        "Use one of the options or values that the message names; options stand right below the first line.",
    )
    MISSPELLED_DIRECTIVE = (
        "misspelled-directive",
        "A directive has a name that is only like one of this package, or something begins a comment that looks like a "
        "directive or a footnote, so that what is written in it would be lost.",
        "Write the name and two colons, or '.. [#] text', as the message says; until then it is printed as it is.",
    )
    RESTRUCTUREDTEXT_ONLY = (
        "restructuredtext-only",
        "A directive of this package stands in a file in other markup, such as Markdown, where its words get lost.",
        "Move it into an .rst file; tables of contents list files of both kinds.",
    )
    BROKEN_TABLE = (
        "broken-table",
        "A table has a row with too few or too many cells, or is drawn so that its lines do not fit together.",
        "Correct the line that is named; until then the table is printed as it is written.",
    )
    BROKEN_HEADING = (
        "broken-heading",
        "A heading and its line of signs do not fit together, or it stands where no heading can be.",
        "Write a line of one sign below the heading, as long as the heading, at the left margin.",
    )
    UNCLOSED_MARK = (
        "unclosed-mark",
        "A sign that begins emphasis, a quotation, a role or a link has no partner that ends it.",
        "Close it right behind the last letter, or put a backslash before it where the sign itself is meant.",
    )
    UNPRINTED_COMMENT = (
        "unprinted-comment",
        "A comment reads like a sentence or a task, and no output has it.",
        "Write it without the two dots. A note for authors alone begins on the line below the dots, indented.",
    )
    CONFLICT_MARK = (
        "conflict-mark",
        "Two versions of a passage stand in a file, between lines that git has put there.",
        "Keep what is right of both, and remove the lines of '<', '=' and '>'.",
    )
    CONDITION = (
        "condition",
        "A numbered paragraph or a footnote stands under a condition on an output, and is counted in the others too.",
        "Write it without the condition, or under one on a tag such as draft: what that leaves out leaves nothing.",
    )
    EMPTY_PARAGRAPH = (
        "empty-paragraph",
        "A directive that must have a text has none.",
        "Write the text below the options, after a blank line and indented like them.",
    )
    OBLIGATION_WITHOUT_BINDING_BASIS = (
        "obligation-without-binding-basis",
        "An obligation rests on no provision of an instrument whose standing is binding.",
        "Cite the treaty provision it follows from in :basis:, or mark the paragraph as guidance.",
    )
    COMMITMENT_WITHOUT_POLITICAL_BASIS = (
        "commitment-without-political-basis",
        "A commitment rests on no provision of an instrument whose standing is political.",
        "Cite the objective or action States committed to in :basis:, or mark it as an obligation or guidance.",
    )
    BULK_BASIS = (
        "bulk-basis",
        "A paragraph rests on more than eight articles, objectives or the like that its text does not name.",
        "Split the paragraph, or name them in its text, with :provision: or in words, such as 'articles 57-63'.",
    )
    BINDING_WORDS = (
        "binding-words",
        "A commitment or guidance says 'shall' or 'must' although it rests on no binding provision.",
        "Use 'should', 'are encouraged to' or 'have committed to', or cite the binding provision in :basis:.",
    )
    MALFORMED_ACCEPTANCE = (
        "malformed-acceptance",
        "The option :accept: of a paragraph names no kind of finding, or gives no reason.",
        "Write the kind, a colon and the reason: ':accept: binding-words: quotes the treaty body'.",
    )
    NOTHING_TO_ACCEPT = (
        "nothing-to-accept",
        "A paragraph accepts a finding that no check of the text has about it.",
        "Remove it from :accept:; what is misspelled or unknown cannot be accepted, only corrected.",
    )
    COVERAGE_BELOW_THRESHOLD = (
        "coverage-below-threshold",
        "A matrix asks for a share of provisions (:at-least:) that the text does not reach.",
        "Address the silent provisions the message names, or justify them with 'not-addressed'.",
    )
    CONVERGENCE_WITHIN_ONE_INSTRUMENT = (
        "convergence-within-one-instrument",
        "A convergence relates provisions of one instrument, or of more than two.",
        "Name provisions of exactly two instruments, separated by a semicolon.",
    )
    DUPLICATE_CONVERGENCE = (
        "duplicate-convergence",
        "The same two provisions are related more than once, or a provision is listed twice as a gap or as left out.",
        "Keep one of the two entries; both places are named.",
    )
    ADDRESSED_AND_JUSTIFIED = (
        "addressed-and-justified",
        "A provision is said to be not addressed although a paragraph rests on it.",
        "Remove it from 'not-addressed', or from the paragraph's basis.",
    )
    UNUSED_BIBLIOGRAPHY_ENTRY = (
        "unused-bibliography-entry",
        "A bibliography file has an entry that no footnote cites and no instrument.toml names.",
        "Cite it, or remove it from the file.",
    )
    UNKNOWN_BIBLIOGRAPHY_KEY = (
        "unknown-bibliography-key",
        "A footnote cites a key that no bibliography file has.",
        "Correct the key (the nearest are named), or add the entry to a file under bib/.",
    )
    MALFORMED_FOOTNOTE_CITATION = (
        "malformed-footnote-citation",
        "The text of a :footcite: role cannot be read as keys with pinpoints in braces.",
        "Write the key, then the pinpoint in braces: :footcite:`cmw-gc2{para. 50}`.",
    )
    PINPOINT_STYLE = (
        "pinpoint-style",
        "The place in the source that a footnote cites is not written as the United Nations writes it.",
        "Write it as the message says: 'para. 5', 'paras. 5–7', 'art. 13 (2)', 'p. 5', 'chap. VIII', 'sect. II'.",
    )
    BIBLIOGRAPHY_ENTRY = (
        "bibliography-entry",
        "An entry of a bibliography file lacks a field that its citation needs.",
        "Add the field that the message names.",
    )
    BIBLIOGRAPHY_FILE = (
        "bibliography-file",
        "A bibliography file cannot be read from the place named up to its next entry, or has an entry twice.",
        "Check braces, quotation marks and commas there; the other entries are used all the same.",
    )
    PDF = (
        "pdf",
        "The PDF cannot be made as it should be, for the reason that the message gives.",
        "Correct the place that is named; until then the last good PDF stays where it is.",
    )
    DOCUMENT_SETTING = (
        "document-setting",
        "'normative_documents' or 'normative_redirects' in conf.py, or a name after 'nox -s pdf --', is not as the "
        "manual describes it.",
        "Correct the setting or the name that the message gives; what can be made is made all the same.",
    )
    TABLE_TOO_WIDE = (
        "table-too-wide",
        "A table has more columns than a page can show, so that words are broken within.",
        "Give it fewer columns, split it, or turn rows into columns; a table in a list or a note has less room still.",
    )
    HEADING_LEVEL = (
        "heading-level",
        "A heading is two levels or more below the one before it.",
        "Leave no level out: give the heading the underline of the next level.",
    )
    LIST_MARK = (
        "list-mark",
        "A list by letters goes on beyond z with a mark that is not read as one, so its item is a paragraph.",
        "Write (#) for that item and those after it; they are printed (aa), (bb).",
    )
    MISSING_GLYPH = (
        "missing-glyph",
        "No font of the PDF has a character of the text, so its code is printed instead.",
        "Install the letters of Arabic or Chinese (the extras arabic and chinese), write the character in another way, "
        "or leave the passage to the HTML pages.",
    )
    ALTERNATIVE_TEXT = (
        "alternative-text",
        "An image has no description, so that a reader who does not see it is told nothing.",
        "Add ':alt:' with what the image shows.",
    )
    IMAGE = (
        "image",
        "A PDF or a Word file cannot show an image, because its file is damaged or of a kind that is not known there, "
        "or, in Word, a drawing larger than a poster or not drawn in a minute.",
        "Save it anew as PNG or JPEG.",
    )
    FORMULA = (
        "formula",
        "A formula has a command or a form that pages cannot show, so it is printed as it is written.",
        "Correct it where the message says, or write it with simpler commands of LaTeX.",
    )
    LINK = (
        "link",
        "A link leads to a file that is not part of the PDF or the Word file.",
        "Link to a web address or a place in the text, or put the link under '.. only:: html'.",
    )
    UNKNOWN_NODE = (
        "unknown-node",
        "The PDF or the Word file has no form for what an extension has put into the text; its words stand alone.",
        "Put the passage under '.. only:: html', or give it another form.",
    )
    INSTRUMENT_DATA = (
        "instrument-data",
        "An instrument.toml or a CSV file is not as the manual describes it.",
        "Correct the file and the line the message names; the other rows are used all the same.",
    )
    DOCUMENT = (
        "document",
        "document.toml, which describes the head of the document, is not as the manual describes it.",
        "Correct the field the message names; the others are used all the same.",
    )
    CIRCULAR_CONTENTS = (
        "circular-contents",
        "The table of contents of a file lists a file that it stands under itself.",
        "Remove the entry that the message names; until then it is passed over.",
    )
    TEXT_BELOW_CONTENTS = (
        "text-below-contents",
        "A paragraph stands below a toctree in its file, and is numbered before those of the files that it lists.",
        "Move it above the toctree, or into a file of its own that the toctree lists behind the others.",
    )
    NOT_PRINTED = (
        "not-printed",
        "A file has numbered paragraphs that tables count, and no PDF or Word file prints it.",
        "List it in a toctree, have a document take it in, or leave it out with exclude_patterns in conf.py.",
    )
    FILE_NAME = (
        "file-name",
        "A file has a name that no address can have, or with characters that cannot be seen, or one that ends in "
        "'.rst.txt', so that it is not read.",
        "Rename the file: letters, digits, hyphens and underscores are safe everywhere, and '.rst' ends a text's name.",
    )
    ENCODING = (
        "file-encoding",
        "A file is not UTF-8, so that letters beyond a to z may have been read wrongly.",
        "Save it as UTF-8 (in Excel: 'CSV UTF-8') and look at the line that the message names.",
    )
    HIDDEN_CHARACTER = (
        "hidden-character",
        "A line has a character that cannot be seen, or one that changes the order in which readers see the line.",
        "Remove it; its code is printed in its place until then. Signs of direction that end in the line they begin "
        "in are left alone, but for overrides.",
    )
    OUTSIDE_FILE = (
        "outside-file",
        "The text takes in a file that lies outside the source folder, also through a link, or on the web.",
        "Copy the file into the source folder, or name its folder in 'normative_folders' in conf.py.",
    )
    RAW_MARKUP = (
        "raw-markup",
        "The text has markup that would go into an output as it is; it is printed as text.",
        "Write it as reStructuredText; if everybody who writes the text is trusted, set 'normative_raw' in conf.py.",
    )
    UNSAFE_LINK = (
        "unsafe-link",
        "A link would run something or leads to no place that a reader can open; its words are printed alone.",
        "Link to an address that begins with https:, http: or mailto:, or to a place in the text.",
    )
    UNKNOWN_HOLDER = (
        "unknown-holder",
        "A :holder: option, or a row of provisions.csv, names rights-holders that vocabulary/holders.csv has not.",
        "Use one of the names or spellings of that list, or add a row to it.",
    )
    UNKNOWN_STATE = (
        "unknown-state",
        "A row of ratifications.csv or votes.csv names a State that states.csv has not, or a panorama has no States.",
        "Correct the code or the name (the nearest are named), or add the State to states.csv.",
    )
    TERM = (
        "term",
        "The text uses a term that vocabulary/terms.csv says to avoid.",
        "Write the term that the message names. Quotations in quotation marks, and titles of listed instruments, may "
        "have the words; any other title stands in single backquotes.",
    )
    TOO_MANY_WORDS = (
        "too-many-words",
        "The text with its footnotes has more words than 'normative_word_limit' in conf.py allows.",
        "Shorten it; 'nox -s count' shows the words of every chapter.",
    )
    MISSING_LIBRARY = (
        "missing-library",
        "A library that an output is made with is not installed, so that a part of the output is missing.",
        "Install it with the command that the message gives, or leave it: everything else is made.",
    )
    DUPLICATE_TABLE = (
        "duplicate-table",
        "Two tables for reviewers have the same name, and so the same files; or a table has that of a paragraph.",
        "Give one of them another ':name:'.",
    )
    TRANSLATION_MISSING = (
        "translation-missing",
        "A passage of the text has no translation into a language; readers see it in the language of the source.",
        "Write its 'msgstr' in the file under locale/; 'normative translate' adds passages that are new. Documents "
        "that are not to be translated are left out by 'documents' in document.toml.",
    )
    TRANSLATION_OUTDATED = (
        "translation-outdated",
        "A passage has changed since it was translated; its translation is marked 'fuzzy' and is not used. Or somebody "
        "has reviewed a translation, and its words or those of the original are others now.",
        "Correct its 'msgstr' and remove the mark; look at the translation again, and review it.",
    )
    TRANSLATION_OUT_OF_STEP = (
        "translation-out-of-step",
        "A translation has lost, or added, a note, an item, a mention of a paragraph, a provision or a figure.",
        "Let both have the same; where a language needs it otherwise, end the 'msgstr' with '# noqa'.",
    )
    ORIGINAL = (
        "original",
        "Drafts and reviews are about the words of the original, and this build, of a translation, does not know them.",
        "Build translations with 'normative languages' or 'normative build -D language=...', which read the original.",
    )
    DUPLICATE_PROFILE = (
        "duplicate-profile",
        "An instrument has its profile in two places, so that links to its provisions could lead to either.",
        "Keep one 'instrument' directive for it.",
    )


@dataclass(frozen=True, kw_only=True)  # without slots, with which pickling takes three times as long
class Place:
    """Where a finding is: a path (absolute, or a document's name) and a line counted from 1."""

    path: str
    line: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing a check found.

    :param message: subject first, then what is wrong, then after a semicolon the remedy; no full stop.
    :param paragraph: the id of the paragraph that may accept it; only what a check of the text finds has one.
    """

    kind: Diagnostic
    message: str
    place: Place
    paragraph: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A finding that does not know its place yet: what reading a citation or a value found wrong."""

    kind: Diagnostic
    message: str

    def at(self, place: Place, subject: str = "") -> Finding:
        """Return the finding at ``place``; ``subject`` (a paragraph's id) is set before the message."""
        return Finding(kind=self.kind, message=f"{subject}: {self.message}" if subject else self.message, place=place)
