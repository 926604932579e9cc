"""What every answer tells the browser: to load nothing from elsewhere and to show us to nobody.

- *Content-Security-Policy*: style, script, pictures, fonts and requests from here only; nothing
  inline, no frame around us, no base, forms only to ourselves.
- *Referrer-Policy* is `same-origin`: other sites never learn an address of ours. Not `no-referrer`:
  with that, browsers send `Origin: null` with our own forms, and they would be refused.
- The *Cross-Origin* policies: no other window keeps a handle on ours, no other page embeds a file.
- *Cache-Control*: pages are kept nowhere; files of the look are asked for again each time, which
  costs a short "not modified" and never shows yesterday's style with today's page.
"""

from collections.abc import Iterable

Header = tuple[str, str]

STATIC_PREFIX = "/static/"
"""Where the files of the look are."""

_OURS_ONLY = ("style-src", "script-src", "img-src", "font-src", "connect-src", "form-action")
_NOTHING = ("default-src", "base-uri", "frame-ancestors")
_CONTENT_SECURITY_POLICY = "; ".join(
    [f"{kind} 'none'" for kind in _NOTHING] + [f"{kind} 'self'" for kind in _OURS_ONLY]
)
_FEATURES = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
PROTECTION: tuple[Header, ...] = (
    ("Content-Security-Policy", _CONTENT_SECURITY_POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _FEATURES)),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)
"""On every answer, whatever its status."""
_NEVER = {"access-control-allow-origin", "access-control-allow-credentials", "expires", "pragma"}


def protected(headers: Iterable[Header], *, path: str) -> list[Header]:
    """The headers of an answer with the protection in the place of what they said about it.

    >>> headers = dict(protected([("Cache-Control", "public")], path="/"))
    >>> headers["Cache-Control"]
    'no-store'
    """
    kept_for = "private, no-cache" if path.startswith(STATIC_PREFIX) else "no-store"
    ours = (*PROTECTION, ("Cache-Control", kept_for))
    replaced = _NEVER | {name.lower() for name, _value in ours}
    return [*(header for header in headers if header[0].lower() not in replaced), *ours]
