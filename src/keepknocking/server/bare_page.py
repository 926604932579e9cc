"""A page that needs nothing else: for those who may not see the rest, and for when all else fails.

It asks for no style sheet, no font and no template, since whoever reads it may be refused those or
they may be what is broken. The browser's own look is used, light or dark.
"""

from html import escape


def bare_page(title: str, *paragraphs: str, again: str | None = None) -> bytes:
    """The page as UTF-8; with `again`, a path that the browser goes to by itself.

    >>> "<h1>Not <b>here</h1>" in bare_page("Not <b>here", "Try elsewhere.").decode()
    False
    """
    refresh = f'<meta http-equiv="refresh" content="0; url={escape(again)}">\n' if again else ""
    said = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"{refresh}<title>{escape(title)} - Keep Knocking</title>\n</head>\n<body>\n"
        f"<main>\n<h1>{escape(title)}</h1>\n{said}\n</main>\n</body>\n</html>\n"
    ).encode("utf-8", "replace")
