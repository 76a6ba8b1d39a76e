#!/usr/bin/env python3
"""Build what the browser gets from npm packages into the git-ignored folder `theme/static/vendor/`.

`utrecht.css`: the stylesheets of all `@utrecht/*-css` packages that `package.json` names, one after another.
`source-sans-3-*.woff2`: the font, Latin and extended Latin, upright and italic.
`leaflet/`: the map's script, style sheet and pictures.
`icons/*.svg`: the Tabler outline icons named in `theme/icons.txt`, one name a line.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGES = CHECKOUT / "node_modules"
VENDOR = CHECKOUT / "theme" / "static" / "vendor"
ICON_NAMES = CHECKOUT / "theme" / "icons.txt"
ICONS = PACKAGES / "@tabler" / "icons" / "icons" / "outline"
FONT = PACKAGES / "@fontsource-variable" / "source-sans-3" / "files"
LEAFLET = PACKAGES / "leaflet" / "dist"
FONT_FILES = [
    f"source-sans-3-{script}-wght-{style}.woff2" for script in ("latin", "latin-ext") for style in ("normal", "italic")
]


class AssetError(Exception):
    """An asset can't be built; the message is one sentence."""


def main() -> int:
    """Build everything into a fresh folder and put it in the place of the old one."""
    building = VENDOR.with_name("vendor.new")
    shutil.rmtree(building, ignore_errors=True)
    try:
        (building / "icons").mkdir(parents=True)
        stylesheets = build_stylesheet(building / "utrecht.css")
        copy_fonts(building)
        copy_leaflet(building / "leaflet")
        icons = copy_icons(building / "icons")
    except AssetError as problem:
        shutil.rmtree(building, ignore_errors=True)
        print(problem, file=sys.stderr)
        return 1
    shutil.rmtree(VENDOR, ignore_errors=True)
    building.rename(VENDOR)
    print(f"assets: {stylesheets} stylesheets, {len(FONT_FILES)} fonts, {icons} icons")
    return 0


def build_stylesheet(target: Path) -> int:
    """Concatenate the component stylesheets in the order of package.json and return their number."""
    wanted = json.loads((CHECKOUT / "package.json").read_text())["dependencies"]
    names = [name for name in wanted if name.startswith("@utrecht/")]
    parts = [
        f"/* {name} {wanted[name]}, EUPL-1.2 */\n{read(PACKAGES / name / 'dist' / 'index.min.css')}" for name in names
    ]
    target.write_text("\n".join(parts))
    return len(names)


def copy_fonts(folder: Path) -> None:
    """Copy the font files that the theme names in its `@font-face` rules."""
    for name in FONT_FILES:
        read(FONT / name, binary=True)
        shutil.copyfile(FONT / name, folder / name)


def copy_leaflet(folder: Path) -> None:
    """Copy the map, without the line that points to a source map: that one is not served."""
    (folder / "images").mkdir(parents=True)
    script = read(LEAFLET / "leaflet.js")
    (folder / "leaflet.js").write_text(script.split("//# sourceMappingURL")[0])
    (folder / "leaflet.css").write_text(read(LEAFLET / "leaflet.css"))
    for picture in (LEAFLET / "images").glob("*.png"):
        shutil.copyfile(picture, folder / "images" / picture.name)


def copy_icons(folder: Path) -> int:
    """Copy the icons on the list and return their number; an unknown name is an error."""
    lines = [line.split("#")[0].strip() for line in read(ICON_NAMES).splitlines()]
    names = sorted({line for line in lines if line})
    unknown = [name for name in names if not (ICONS / f"{name}.svg").is_file()]
    if unknown:
        raise AssetError(f"theme/icons.txt names icons that Tabler does not have: {', '.join(unknown)}.")
    for name in names:
        shutil.copyfile(ICONS / f"{name}.svg", folder / f"{name}.svg")
    return len(names)


def read(path: Path, binary: bool = False) -> str:
    """Return a file's text; a missing file means that the packages are not installed."""
    if not path.is_file():
        raise AssetError(f"{path.relative_to(CHECKOUT)} is missing; run 'make setup' first.")
    return "" if binary else path.read_text()


if __name__ == "__main__":
    sys.exit(main())
