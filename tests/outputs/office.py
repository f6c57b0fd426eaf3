"""LibreOffice, which converts files, and accepts or refuses all tracked changes of Word files.

That by a macro, for nothing else can ask it to.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from programs import path_of

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Changes"/></library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes" script:language="StarBasic">
Sub Settle(listed As String)
  Dim file As Integer, line As String, parts
  file = FreeFile
  Open listed For Input As #file
  Do While Not Eof(file)
    Line Input #file, line
    parts = Split(line, "|")
    SettleOne parts(0), parts(1), parts(2)
  Loop
  Close #file
  StarDesktop.terminate()
End Sub

Sub SettleOne(source As String, target As String, verdict As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim filter(1) As New com.sun.star.beans.PropertyValue
  Dim document, helper
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  filter(0).Name = "FilterName"
  filter(0).Value = "MS Word 2007 XML"
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; verdict &amp; "AllTrackedChanges", "", 0, Array())
  document.TextFields.refresh()
  document.storeToURL(ConvertToURL(target &amp; ".docx"), filter())
  filter(0).Value = "Text (encoded)"
  filter(1).Name = "FilterOptions"
  filter(1).Value = "UTF8,LF"
  document.storeToURL(ConvertToURL(target &amp; ".txt"), filter())
  document.close(True)
End Sub
</script:module>
"""


def office(folder: Path) -> list[str]:
    """Return how LibreOffice is called, with a profile in this folder, which no other one uses."""
    program = path_of("soffice")
    assert program
    return [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]


def convert(file: Path, kind: str, folder: Path) -> Path:
    """Convert a file, in a folder that is made for it."""
    folder.mkdir()
    command = [*office(folder), "--convert-to", kind, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder / f"{file.stem}.{kind.partition(':')[0]}"


def settle(files: Iterable[tuple[Path, Path, str]], folder: Path) -> None:
    """Write Word files without their tracked changes.

    :param files: of each its path, the path without ending of the Word file and of the text with numbers to write, and
        ``Accept`` or ``Reject``.
    :param folder: an empty one, for a profile that no other LibreOffice uses.
    """
    command = office(folder)
    # A profile begins with macros of its own, whatever was there, when the first one is asked for.
    subprocess.run([*command, "macro:///Standard.Module1.Main"], check=True, capture_output=True, timeout=120)
    basic = folder / "profile" / "user" / "basic" / "Standard"
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (basic / "Changes.xba").write_text(_MODULE, encoding="utf-8")
    listed = folder / "files.txt"
    listed.write_text("".join("|".join(map(str, file)) + "\n" for file in files), encoding="utf-8")
    macro = f'macro:///Standard.Changes.Settle("{listed}")'
    subprocess.run([*command, macro], check=True, capture_output=True, timeout=300)
