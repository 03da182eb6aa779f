"""What a cell that failed shows, where the Deno kernel says nothing of it or tells lines of what it compiled.

The kernel answers a cell that it cannot compile, or a package that it cannot load, with "Execution failed" and sends no
output. Of other errors it tells the line in the compiled program, in which blank lines, types and the like are gone.
"""

import json
import os
import re
import subprocess
import tempfile
from base64 import b64decode

UNTOLD = "Execution failed"

# The call in the cell itself, as the kernel tells it and as this project's own sentence does.
_TOP = re.compile(r"^\s*at (?:async )?<anonymous>:(\d+):\d+$")
_COMPILED = re.compile(r"^In line (\d+) of the compiled cell(.*)\.$")
_IN_CELL = re.compile(r"^\s*at .*<anonymous>")
_PARSED = re.compile(r"error: SyntaxError: (.*?)\n.*\n(?:.*\n)*?\s+at \S+:(\d+):(\d+)\n")
_IMPORTED = re.compile(r"""(?:\bfrom|\bimport|\bimport\()\s*["'](npm:[^"']+|\.\.?/[^"']+)["']""")
_MAP = re.compile(r"sourceMappingURL=data:application/json;base64,(\S+)")
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def mend(content, code, deno, folder=None):
    """An error's content (`ename`, `evalue`, `traceback`) as a reader needs it.

    `deno` is the kernel's program, `folder` where it works.
    """
    name, value = content.get("ename") or "Error", content.get("evalue") or ""
    lines = [line for line in content.get("traceback") or [] if line]
    if value == UNTOLD and not lines:
        return _untold(code, deno, folder)
    if not lines:
        value = re.sub(r"^\[object Object\]$", "an object", value)
        told = "What was thrown is no Error: throw new Error(...) tells the line too."
        return _error(name, value, told)
    line, within = None, ""
    for text in lines:
        if match := _TOP.match(text) or _COMPILED.match(text):
            line, within = int(match[1]), match[2] if match.re is _COMPILED else ""
    kept = [text for text in lines if not _COMPILED.match(text) and not _IN_CELL.match(text)]
    if line is not None and (found := _source_line(line, code, deno)) is not None:
        kept += _place(found, code, within)
    return {"ename": name, "evalue": value, "traceback": kept}


def _error(name, value, *lines):
    return {"ename": name, "evalue": value, "traceback": [f"{name}: {value}", *lines]}


def _place(line, code, within="", marks=""):
    text = code.split("\n")[line - 1][:200]
    indent = len(text) - len(text.lstrip())
    shown = [f"In line {line} of the cell{within}:", "    " + text[indent:].rstrip()]
    return [*shown, "    " + marks[indent:]] if marks.strip() else shown


def _untold(code, deno, folder):
    """Finds out why the kernel could not start with a cell."""
    parsed = code.replace("deno-fmt-ignore-file", "deno-fmt-ignored-file")
    said = _run([deno, "fmt", "--no-config", "--ext", "ts", "-"], parsed)
    if match := _PARSED.search(said):
        message, line, column = match[1], int(match[2]), int(match[3])
        return _error("SyntaxError", message, *_place(line, code, "", " " * (column - 1) + "^"))
    for name in dict.fromkeys(_IMPORTED.findall(code)):
        if name.startswith(".") and folder is None:
            continue
        said = _run([deno, "cache", "--no-lock", "--quiet", name], "", folder)
        if match := re.search(r"^error: (.+)", said, re.MULTILINE):
            found = match[1].rstrip(".")
            told = "Look at the name, its version and the network, and run the cell again."
            return _error("Error", f"Expected to load {name} but found: {found}", told)
    told = "`deno task ok` looks through the cells of all notebooks and tells what it finds."
    return _error("Error", "The kernel could not run this cell and does not say why", told)


def _source_line(compiled, code, deno):
    """The line of the cell that a line of what the kernel compiled came from, or None where that cannot be told."""
    with tempfile.TemporaryDirectory() as folder:
        # Imports that are not used stay, as they do in the kernel.
        config = {"compilerOptions": {"verbatimModuleSyntax": True}}
        for name, text in (("cell.ts", code), ("deno.json", json.dumps(config))):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        emitted = os.path.join(folder, "cell.js")
        _run([deno, "transpile", "--quiet", "--source-map", "inline", "-o", emitted, "cell.ts"], "", folder)
        try:
            with open(emitted, encoding="utf-8") as file:
                program = file.read()
        except OSError:
            return None
    match = _MAP.search(program)
    if match is None:
        return None
    mappings = json.loads(b64decode(match[1]))["mappings"].split(";")
    # A line that nothing came from belongs to what stands before it.
    line, found = 0, None
    for segments in mappings[:compiled]:
        starts = []
        for segment in filter(None, segments.split(",")):
            line += _numbers(segment)[2]
            starts.append(line + 1)
        found = starts[0] if starts else found
    return found if found is not None and compiled <= len(mappings) else None


def _numbers(segment):
    """The numbers of a segment of a source map (base 64, variable length)."""
    numbers, number, shift = [], 0, 0
    for digit in map(_DIGITS.index, segment):
        number |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            numbers.append(-(number >> 1) if number & 1 else number >> 1)
            number, shift = 0, 0
    return [*numbers, 0, 0, 0][:4]


def _run(command, given, folder=None):
    """What a program writes to its standard error; nothing where it could not be run."""
    variables = {**os.environ, "NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1"}
    try:
        done = subprocess.run(
            command,
            input=given.encode(),
            capture_output=True,
            cwd=folder,
            env=variables,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stderr.decode(errors="replace") + "\n"
