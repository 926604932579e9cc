"""Put the one script of others that the pages use beside our own files, with its licence.

npm ci --ignore-scripts          fetches it, exactly as package-lock.json says
python scripts/assets.py         copies it, and writes the manifest of sums
python scripts/assets.py --check says whether the files are as the manifest says, and writes nothing

The copies are kept with the code, so that nobody needs npm to run or to test the program. The
manifest has the form that `sha256sum --check` reads.
"""

import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FETCHED = ROOT / "node_modules"
VENDOR = ROOT / "src/keepknocking/web/static/keepknocking/vendor"
MANIFEST = "SHA256SUMS"

# Where a file stands among what npm fetched, and how it is called with us.
COPIES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx-LICENSE.txt",
}


class NotFetched(ValueError):
    """A file that should be among what npm fetched and is not."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not there: run `npm ci --ignore-scripts` first")


def sum_of(path: Path) -> str:
    """The SHA-256 sum of a file, as 64 hexadecimal digits."""
    return sha256(path.read_bytes()).hexdigest()


def copied(fetched: Path, vendor: Path) -> None:
    """Copy every file from what npm fetched; refuse to copy some and not others."""
    contents = {}
    for source, name in COPIES.items():
        path = fetched / source
        if not path.is_file():
            raise NotFetched(path)
        contents[name] = path.read_bytes()
    vendor.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (vendor / name).write_bytes(content)


def manifest_of(vendor: Path) -> str:
    """One line for each file that stands beside the manifest: its sum and its name."""
    files = sorted(path for path in vendor.iterdir() if path.name != MANIFEST)
    return "".join(f"{sum_of(path)}  {path.name}\n" for path in files)


def differences(vendor: Path) -> list[str]:
    """In words, what stands there otherwise than the manifest says; empty if nothing does."""
    manifest = vendor / MANIFEST
    said = manifest.read_text(encoding="utf-8") if manifest.is_file() else ""
    wanted = {
        name: total for total, _, name in (line.partition("  ") for line in said.splitlines())
    }
    found = {path.name: sum_of(path) for path in vendor.iterdir() if path.name != MANIFEST}
    missing = sorted((set(wanted) | set(COPIES.values())) - set(found))
    unknown = sorted(set(found) - set(wanted))
    changed = sorted(name for name in set(found) & set(wanted) if found[name] != wanted[name])
    return [
        *(f"{name} is missing" for name in missing),
        *(f"{name} is not in {MANIFEST}" for name in unknown),
        *(f"{name} is not the file that was fetched" for name in changed),
    ]


def main(arguments: list[str], *, fetched: Path = FETCHED, vendor: Path = VENDOR) -> int:
    """Copy, or check; the exit code."""
    if "--check" in arguments:
        wrong = differences(vendor)
        print("\n".join(wrong) or "The files of others are as they were fetched")
        return 1 if wrong else 0
    try:
        copied(fetched, vendor)
    except NotFetched as missing:
        print(missing)
        return 1
    (vendor / MANIFEST).write_text(manifest_of(vendor), encoding="utf-8")
    print(f"Copied {', '.join(COPIES.values())}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
