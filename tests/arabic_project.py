"""A small text in Arabic, which is written from right to left, with a table of every shape."""

from __future__ import annotations

CONFIGURATION = """
language = "ar"
html_theme = "pydata_sphinx_theme"
html_theme_options = {"navbar_center": []}
html_sidebars = {"**": ["normative-contents"]}
normative_status = "مشروع للتعليق"
"""
TEXT = """\
النص
====

الطرد والعودة
-------------

.. obligation:: decide
   :basis: CONV 3 (1); COMP obj. 2
   :holder: العمال

   تنظر الدول الأطراف في كل حالة طرد على حدة (انظر :provision:`CONV 3 (2)` والفقرة :para:`gather` أدناه). [#]_

   (a) تبلغ الشخص المعني؛
   (b) تتيح له الطعن.

.. commitment:: gather
   :basis: COMP para. 7 (a)

   التزمت الدول بجمع بيانات دقيقة ومصنفة.

.. convergence:: CONV 3; COMP obj. 2
   :relation: complement
   :source: analysis

   يكمل الاتفاق ما تنص عليه الاتفاقية.

.. [#] حاشية أولى.
"""
TABLES = """\
الجداول
=======

.. convergence-matrix::
   :name: grid
   :rows: CONV
   :columns: COMP

.. convergence-matrix::
   :name: list
   :rows: CONV
   :columns: COMP
   :layout: list

.. coverage:: CONV
   :name: coverage

.. chart:: CONV
   :name: chart

.. crosswalk::
   :rows: commitments
   :name: crosswalk

.. instrument:: CONV; COMP
"""
PAGES = {
    "index.rst": "حماية العمال المهاجرين\n" + "=" * 22 + "\n\n.. toctree::\n   :numbered:\n\n   text\n   tables\n",
    "text.rst": TEXT,
    "tables.rst": TABLES,
}
