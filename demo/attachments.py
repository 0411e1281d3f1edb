"""Files that the people of the play send: one page each, which says what it stands for."""

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>"


def attachment(name: str) -> bytes:
    """A PDF named like this, in the fewest words that a reader takes."""
    words = name.removesuffix(".pdf").replace("-", " ").capitalize()
    drawn = f"BT /F 18 Tf 50 400 Td ({words}) Tj 0 -30 Td (DATA CONTOH) Tj ET".encode("ascii")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn)
    parts = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream, FONT)
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(made))
    return made + head + table + tail
