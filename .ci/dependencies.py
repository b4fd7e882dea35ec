"""Checks of what users install along with this package: known vulnerabilities, licences, and the list of all parts.

::

    python .ci/dependencies.py audit       known vulnerabilities, with pip-audit
    python .ci/dependencies.py licences    every licence is one that may be passed on
    python .ci/dependencies.py sbom FILE   the parts as a CycloneDX document, of a fresh environment
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "opencga-frames"
#: Extras of those who work on the package; the rest is for users.
DEVELOPERS = {"benchmark", "dev", "docs", "notebook"}
#: Parts of a licence's name. All of them may be passed on with programs under any licence.
ALLOWED = re.compile(
    r"0BSD|CC0-1\.0|MIT-0|PSF-2\.0|Unlicense|Zlib|MPL-2\.0|ISC(?: License.*)?|MIT(?:-CMU)?(?: License)?"
    r"|Apache[ -](?:2\.0|Software License|License,? (?:Version )?2\.0)"
    r"|(?:new |modified )?BSD(?:-[23]-Clause)?(?: License)?"
    r"|Mozilla Public License 2\.0 \(MPL 2\.0\)|Python Software Foundation License",
    re.IGNORECASE,
)


def needed(package: str = PACKAGE, extras: frozenset[str] | None = None) -> dict[str, str]:
    """Versions, by name, of what a package needs with the extras for users, directly or not."""
    found: dict[str, str] = {}
    waiting = [(package, users_extras(package) if extras is None else extras)]
    while waiting:
        name, wanted = waiting.pop()
        for line in distribution(name).requires or ():
            requirement = Requirement(line)
            key = canonicalize_name(requirement.name)
            asked = not requirement.marker or any(
                requirement.marker.evaluate({"extra": extra}) for extra in (wanted or {""})
            )
            if not asked or key in found or key == package:
                continue
            try:
                found[key] = distribution(key).version
            except PackageNotFoundError:
                continue  # an extra that is not installed here
            waiting.append((key, frozenset(requirement.extras)))
    return found


def users_extras(package: str) -> frozenset[str]:
    """Extras of a package that are not for its developers."""
    return frozenset(distribution(package).metadata.get_all("Provides-Extra") or ()) - DEVELOPERS


def audit() -> int:
    """Ask for known vulnerabilities of what is installed."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    status, text = verdict(done.stdout, done.stderr, set(needed()))
    print(text)
    return status


def verdict(report: str, errors: str, ours: set[str]) -> tuple[int, str]:
    """Tell what a report of pip-audit means: what was not audited is never told as good."""
    try:
        entries: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, f"NOT AUDITED: pip-audit gave no report. {errors.strip().rpartition(chr(10))[2]}"
    audited = [entry for entry in entries if "skip_reason" not in entry]
    skipped = sorted(ours & {canonicalize_name(entry["name"]) for entry in entries if "skip_reason" in entry})
    lines, status = [], 0
    for entry in audited:
        for known in entry.get("vulns", ()):
            mine = canonicalize_name(entry["name"]) in ours
            status = status or int(mine)
            fixed = ", ".join(known.get("fix_versions", ())) or "no release"
            use = "users install it" if mine else "only developers install it"
            lines.append(f"{entry['name']} {entry['version']}: {known['id']}, fixed in {fixed} ({use})")
    if skipped:
        lines.append(f"NOT AUDITED, the service does not know or was not reached: {', '.join(skipped)}.")
    return status, "\n".join([*lines, f"{len(audited)} of {len(entries)} packages audited."])


def licences() -> int:
    """Check the licence of everything that users install."""
    odd = {name: text for name in needed() if not allowed(text := licence(name))}
    for name, text in sorted(odd.items()):
        print(f"{name}: {text or 'no licence named'}; look at it, and add it to ALLOWED or drop the package.")
    print(f"{len(needed()) - len(odd)} of {len(needed())} licences are allowed.")
    return int(bool(odd))


def licence(name: str) -> str:
    """Licence of an installed package: its expression, else its classifiers, else its text if that is one line."""
    about = distribution(name).metadata
    classified = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    lines = (about.get("License") or "").strip().splitlines()
    named = [text for text in classified if text != "OSI Approved"]
    return about.get("License-Expression") or " AND ".join(named) or (lines[0] if lines else "")


def allowed(text: str) -> bool:
    """Every part of a licence may be passed on; of alternatives one is enough."""
    choices = [re.split(r"\s+AND\s+|;\s*", choice) for choice in re.split(r"\s+OR\s+", text)]
    return any(all(ALLOWED.fullmatch(bare(part)) for part in parts) for parts in choices)


def bare(part: str) -> str:
    """Take the brackets around a part of an expression away."""
    opened = part.strip().lstrip("(")
    return opened if "(" in opened else opened.rstrip(")")


def sbom(target: str) -> int:
    """Write the list of all parts of a fresh environment with this package and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        python = str(Path(folder, "bin", "python"))
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", "--quiet", str(ROOT)], check=True)
        write_sbom(python, target)
    listed = components(target)
    print(f"{target}: {PACKAGE} and {len(listed)} components.")
    return int(not needed(extras=frozenset()).keys() <= listed.keys())


def write_sbom(python: str, target: str) -> None:
    """Describe the environment of an interpreter."""
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", str(ROOT / "pyproject.toml")]
    subprocess.run([*command, "--output-reproducible", "--of", "JSON", "-o", target, python], check=True)


def components(target: str) -> dict[str, str]:
    """Versions of the parts that a document lists, by name."""
    listed = json.loads(Path(target).read_text(encoding="utf-8"))["components"]
    return {canonicalize_name(entry["name"]): entry["version"] for entry in listed}


if __name__ == "__main__":
    sys.exit({"audit": audit, "licences": licences, "sbom": sbom}[sys.argv[1]](*sys.argv[2:]))
