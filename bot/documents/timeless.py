"""An office file without the moment it was saved: the same content is the same bytes, whenever it is made."""

import re
import shutil
import zipfile
from io import BytesIO

NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can say."""
UNIX = 3
"""As which every system writes it."""
ABOUT = "docProps/core.xml"
_SAVED = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def timeless(data: bytes) -> bytes:
    """Part by part, never all of it unpacked at once."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            about = zipfile.ZipInfo(part.filename, NO_TIME)
            about.compress_type, about.file_size, about.create_system = zipfile.ZIP_DEFLATED, part.file_size, UNIX
            with old.open(part) as source, new.open(about, "w") as target:
                if part.filename == ABOUT:
                    target.write(_SAVED.sub(b"", source.read()))
                else:
                    shutil.copyfileobj(source, target)
    return made.getvalue()
