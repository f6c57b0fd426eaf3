"""Ways to write tables, headings, marks and blocks, rightly and wrongly: a check must read each as a build does."""

from __future__ import annotations

from collections.abc import Mapping

DRAWN_TABLES = """\
Drawn
=====

===  ===
A    B
===  ===
One  two
three
===  ===

===  ===
A    B
===  ===
One  two

     more
===  ===

===  ===
A    B
===  ===
One
     two
 x   three
===  ===

===  ====  ===
A    B     C
---------  ---
One  two   three is longer
===  ====  ===

===  ====  ===
A    B     C
--------------
Onetwothreefour
===  ====  ===

===  ====  ===
A    B     C
---------  --
One  two   c
===  ====  ===

===  ====  ===
A    B     C
-----  -------
One  two   c
===  ====  ===

===  ====  ===
A    B     C
---  ---------
One  twothr c
Onextwothr  c
===  ====  ===

 ==  ==
 A   B
 ==  ==

===  ===
A    Bxx
===  ===
One   wo

Two  wo
Thr  wo
===  ===

===  ===
A    B
===  ====
C    D
===  ===

After :para:`one`.

===  ===
A    B
===  ===

After :para:`two`.

===  ===
A    B

C    D
===  ===

After :para:`three`.

+---+---+
| A | B |
+---+---+
| C | D |
+---+---+

+---+---+
| A | B |
+===+===+
| C | D |
+---+---+

+---+---+
| A | B  |
+---+---+

+---+---+
| A | B |
+---+---+
| C | D
+---+---+

+---+---+
| 中 | B |
+---+---+
| 中| B |
+---+---+

+---+---+
| A | B |
+---+---+ \n\
Text right below.

+---+---+
| N | o |
+---+---+
| e | n |
| d | . |

+---+---+
| E | F |

+---+---+
| C | D |
+---+---+
| E | F |

===  ===
No   end

Even after this one.

"""
LIST_TABLES = """\
Lists
=====

.. list-table:: Title
   :header-rows: 1

   * - A
     - B

   * - C
     - D
       goes on

       * inner
       * list

.. list-table::

   * - A
     - B
   * - C
     - D
     - E
   * - F

.. list-table::

   * - A
   * - B
     - C

.. list-table::

   * A
   * - B

.. list-table::
   :widths: 1 2

   - * A
     * B
   - * C

.. list-table::

   * -
     - B
   * - C
     -

   * - D

===  ===
No   end
===  ===
Text right below a rule, and after :para:`it`.

Text :para:`later`.
"""
HEADINGS = """\
=====
Above
=====

=======
Over it
=======

A
-

Two
---

Three
--

Four
----

Fifth
----

中文中文
========

中文中文
-------

e\u0301e\u0301e\u0301e\u0301e\u0301
-----

====
Long heading above
====

=====
Words
-----

====

Text

====
====

====

=======
%%%
=======

%%%%%%
Words
======

Text that ends in a sign
!

Text that ends
!!

Text
of two lines
----

.. note::

   Within
   ------

   ----

   =====
   Other
   =====

* Item
  ----

  In a list
  ---------

.. guidance:: one

   Words

   ----

   =====
   Inner
   =====

   In
   --

----

Transition before.

::

   Literal
   ---

.. [#] In a note
   ---------

Last
----
"""
MARKS = """\
Marks *open
===========

One *two.

* One *two.

  Three **four.

* Five ``six.

   A quotation *opens.

Term *one
   Definition **two.

:Field: value *three.

.. guidance:: paragraph

   Paragraph *four
   and ``five.

   (a) item *six.

.. note:: Note *seven
   and :sup:`eight.

.. figure:: picture.png

   Caption *nine.

.. list-table:: Head *ten

   * - cell *eleven

| Line *twelve
| Line thirteen.

>>> code *none

\\*escaped, **closed** *and* not ** open, \\\\*after a backslash.

"*" '*' (*) [*] {*} <*> «*» ‘*’ “*” open "*" "*x" ends *

**bold *and one** more* and *bold **and* two**

``a`` ``b`c`` `d`_ `e`__ _`f` |g| |h|_ |i|__ :sup:`j` `k`:sup: :a:b:`l` `m

A `link <https://example.org>`_, `one
over lines`_ and `another `none.

*a* *b* *c *d *e

x*y z**w a`b _`open

.. [#] A note *fourteen.
.. _target *one:

"""
BLOCKS = """\
Blocks
======

.. toctree::
   :reversed:
   :glob:

   Title <one>
   two.rst
   /three
   four*

.. image:: https://example.org/a.png
   :alt: :para:`in-alt`

.. figure:: ../outside.png
   :alt: x

   Caption :para:`in-caption`.

.. image:: data:image/png;base64,AAAA

.. |inline| image:: ../outside.png

.. include:: ../outside.inc

.. include:: https://example.org/x.inc

.. literalinclude:: one.inc
   :diff: ../outside.inc

.. csv-table:: Head :para:`in-head`
   :file: ../outside.csv

.. csv-table::
   :url: https://example.org/a.csv

.. csv-table::
   :file: one.csv

.. include:: part.inc

.. include:: part.inc
   :start-line: 1

.. include:: looped.inc

:download:`x <../outside.inc>` :download:`part.inc` :download:`web <https://example.org>`

:voice:`nobody`

:instrument:`NONE` :instrument:`CONV` :instrument:`x <NONE2>` :provision:`CONV 77` :provision:`~CONV 78`

.. guidance:: one
   :basis: COMP obj. 1
   :holder: nobody; workers
   :reading: CONV 99
   :accept: nothing; bulk-basis

   (a) one

.. guidance:: two
   :basis: COMP obj. 9 at (b); COMP obj. 1 at (a), (c)
   :reading: CONV 1

   States:

   (a) one;

   (c) three.

.. guidance::

   No id.

.. guidance:: a b

   Two words as id.

.. guidance:: a b c

.. paragraph:: empty

.. paragraph:: only-comment

   .. comment

.. gap:: CONV 1
   :counterpart: COMP

.. gap:: CONV 99
   :counterpart: NONE

   Reason :para:`in-gap`.

   ----

.. convergence:: CONV 1; COMP obj. 1
   :relation: synergy

   Reason.

.. convergence::

   Reason.

.. convergence:: CONV 1; CONV 2
   :relation: none
   :source: analysis
   :other: option

   Reason.

.. not-addressed:: CONV 3

   Reason.

.. question:: what

   What :para:`in-question`?

   ----

.. question:: empty-question

.. question:: b c

.. disposition:: X-1
   :decision: maybe
   :by: nobody

   Reason :para:`in-disposition`.

   ----

.. quote:: CONV 3

   Words of a *text* :para:`in-quote`.

   ----

After
-----

.. Guidence:: misspelled

   Text.

.. guidance: lacks-a-colon

   Text.

.. container::
   :name: x

   :para:`in-container`

.. container:: wide
   wider
   :name: y

   :para:`in-container-2`

.. note::
   :para:`in-note`

.. note::
   :class: x

   :para:`in-note-2`

.. tip:: :para:`in-tip`

.. topic:: Head :para:`in-topic-head`

   :para:`in-topic`

.. rubric:: Head :para:`in-rubric`

.. math:: :para:`in-math`

.. [#n] :para:`in-footnote`

   :para:`in-footnote-2`

.. [CIT] :para:`in-citation`

.. _here: https://example.org

Term : class
   :para:`in-term`

   - :para:`in-inner`

     :para:`in-inner-2`

1) :para:`in-1`
2) :para:`in-2`

#. :para:`in-auto`

ii. :para:`in-roman`

A. Name
of :para:`in-no-list`

:a: :para:`in-a`
:b:
   :para:`in-b`

\t:para:`in-tab`

    :para:`deep`

  :para:`less-deep`

Ends in colons ::

   :para:`no-text-2`

:para:`after`::

  > :para:`no-text-3`

a:para:`z` :para:`spaces   and
lines` ``:para:`lit``` :para: `apart`

:para:`here <target-1>` :para:`~elsewhere` :para:`one, (a)`
"""
SHAPES: Mapping[str, str] = {
    "drawn tables": DRAWN_TABLES,
    "tables in lists": LIST_TABLES,
    "headings": HEADINGS,
    "marks": MARKS,
    "blocks": BLOCKS,
}
#: What the last one takes in.
FILES: Mapping[str, str] = {
    "part.inc": "Part :para:`in-part`.\n\n.. include:: sub/part.inc\n",
    "sub/part.inc": "Sub :para:`in-sub-part`.\n",
    "looped.inc": "Loop :para:`in-loop`.\n",
    "one.inc": "One.\n",
    "one.csv": "a,b\n",
    "one.rst": "One\n===\n\n.. guidance:: twice\n\n   Text.\n",
    "two.rst": "Two\n===\n\n.. guidance:: twice\n\n   Text.\n",
    "three.rst": "Three\n=====\n\n.. guidance:: twice\n\n   Text.\n",
    "four-a.rst": "Four\n====\n\n.. guidance:: twice\n\n   Text.\n",
    "four-b.rst": "Four\n====\n\n.. guidance:: twice\n\n   Text.\n",
    "picture.png": "",
}
#: What a check says nothing of, as it is written before its reason, by the name of the shape.
LEFT_TO_THE_BUILD: Mapping[str, list[str]] = {
    "headings": [
        "index.rst:71: heading 'Within'",
        "index.rst:73: a line of signs",
        "index.rst:75: a line of signs",
        "index.rst:77: heading 'Other'",
        "index.rst:80: heading 'Item'",
        "index.rst:83: heading 'In a list'",
        "index.rst:108: heading 'In a note'",
    ],
    "marks": [
        "index.rst:37: '*' in this passage is not closed; close it, or write '\\*' where the sign itself is meant "
        "[normative.unclosed-mark]"
    ],
}
