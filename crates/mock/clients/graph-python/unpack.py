"""Unpacks the part of Microsoft's SDK that is about calls. The whole SDK has 16,700 files."""

import sys
from pathlib import Path
from zipfile import ZipFile

PARTS = ("msgraph/generated/communications/", "msgraph/generated/models/")

wheel, into = sys.argv[1:]
with ZipFile(wheel) as archive:
    # Next to the parts: the client itself, which loads each part when it is asked for.
    archive.extractall(into, [name for name in archive.namelist() if name.startswith(PARTS) or name.count("/") <= 2])
Path(wheel).unlink()
