"""New files and folders: their place in the tree, their content, the samples they hold."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.documents import file_document
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.catalog.fragments import status, uuid_of
from opencga_frames.sandbox.entries.links import change, named, places
from opencga_frames.sandbox.kinds.rules import Rules
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = [
    "RULES",
    "add_default_files",
    "add_file",
    "bioformat_of",
    "create_file",
    "format_of",
    "link_samples",
    "move_file",
    "upload_file",
    "write_content",
]

_FORMATS = {
    ".json.gz": "JSON",
    ".vcf": "VCF",
    ".vcf.gz": "VCF",
    ".gvcf": "GVCF",
    ".gvcf.gz": "GVCF",
    ".bam": "BAM",
    ".bai": "BAI",
    ".cram": "CRAM",
    ".fastq": "FASTQ",
    ".fastq.gz": "FASTQ",
    ".ped": "PED",
    ".json": "JSON",
    ".xml": "XML",
    ".csv": "COMMA_SEPARATED_VALUES",
    ".tsv": "TAB_SEPARATED_VALUES",
    ".txt": "PLAIN",
    ".png": "IMAGE",
    ".jpg": "IMAGE",
}
_BIOFORMATS = {"VCF": "VARIANT", "BAM": "ALIGNMENT"}
_PARTS = frozenset({"software", "experiment"})
_ID = re.compile(r"\S+")
_NO_CONTENT = "Error in parameter: parameter 'content' is null or empty: null."


def format_of(path: str) -> str:
    """Return the format the server guesses from the ending of a path."""
    for ending, name in _FORMATS.items():
        if path.endswith(ending):
            return name
    return "UNKNOWN"


def _exists(study: SandboxStudy, path: str) -> bool:
    return study.collections["files"].position(path.replace("/", ":")) is not None


def _append(study: SandboxStudy, path: str, now: str, fields: Document, *, parts: bool = False) -> int:
    """Add the document of a file; one that a user sent has no software and experiment unless they were named."""
    base = study.document["uri"]
    uuid = uuid_of("03", study.fqn, path, now)
    document = file_document(path, uuid, now, base=base, fields=fields, server=study.server)
    if path.endswith("/"):
        document.update(format="NONE", bioformat="NONE", uri=f"{base}/{path}")
    if not parts:
        document = {name: value for name, value in document.items() if name in fields or name not in _PARTS}
        document.setdefault("checksum", "")
    document.update(fields)
    study.size += document["size"]
    return study.collections["files"].append(document)


def _parents(study: SandboxStudy, path: str, now: str, *, allowed: bool) -> None:
    above = path.rstrip("/").rpartition("/")[0]
    if not above or _exists(study, above + "/"):
        return
    if not allowed:
        text = (
            "Could not register file. Please, ensure 'parents' flag is enabled or create parent directories beforehand."
        )
        raise Refusal(Java.CATALOG, text)
    _parents(study, above + "/", now, allowed=True)
    _append(study, above + "/", now, {})


def link_samples(study: SandboxStudy, key: str, samples: list[str], now: str) -> None:
    """Enter a file in the samples it holds."""
    collection = study.collections["samples"]
    for place in places(study, "samples", samples):
        files = collection.document(place)["fileIds"]
        if key not in files:
            change(study, "samples", place, {"fileIds": [*files, key]}, now=now)


def unlink_samples(study: SandboxStudy, key: str, samples: list[str], now: str) -> None:
    """Take a file out of samples it no longer holds."""
    collection = study.collections["samples"]
    for key_of_sample in samples:
        place = collection.position(key_of_sample)
        if place is not None:
            files = [one for one in collection.document(place)["fileIds"] if one != key]
            change(study, "samples", place, {"fileIds": files}, now=now)


def add_file(study: SandboxStudy, path: str, now: str, fields: Document) -> int:
    """Add a file or folder that the server itself made, with the folders above it, and return its position."""
    _parents(study, path, now, allowed=True)
    return _append(study, path, now, fields)


_TEMPLATES = "RESOURCES/clinical/report/templates/"
_UNKNOWN = {"format": "UNKNOWN", "bioformat": "UNKNOWN"}


def _default_folders(study: SandboxStudy) -> dict[str, Document]:
    """Return the folders every study has: path -> fields that differ from a plain folder."""
    uri = study.document["uri"]
    return {
        "": {**_UNKNOWN, "description": "study root folder", "uri": uri},
        "JOBS/": {**_UNKNOWN, "description": "Default jobs folder", "uri": "file:///srv/opencga/sessions/jobs/JOBS/"},
        "RESOURCES/": {
            **_UNKNOWN,
            "description": "Default resources folder",
            "resource": True,
            "uri": f"{uri}/RESOURCES",
        },
        "RESOURCES/clinical/": {"resource": True},
        "RESOURCES/clinical/report/": {"resource": True},
        _TEMPLATES: {"resource": True},
    }


_TEMPLATE = "// Default report template of a study: invented by the sandbox, as long as that of the server.\n"
_TEMPLATE_SIZE = 462


def add_default_files(study: SandboxStudy, now: str) -> None:
    """Add the folders and the report template every study has from the first day."""
    for path, fields in _default_folders(study).items():
        _append(study, path, now, fields, parts=path.count("/") < 2)
    path = f"{_TEMPLATES}default_report_template.js"
    study.contents[path] = _TEMPLATE.ljust(_TEMPLATE_SIZE - 1, "/").encode() + b"\n"
    _append(study, path, now, {"resource": True, "size": _TEMPLATE_SIZE})


def bioformat_of(form: str, text: str) -> str:
    """Return the bioformat the server guesses: a plain file of one word a line is a list of ids."""
    lines = text.splitlines()
    if form == "PLAIN" and lines and all(_ID.fullmatch(line) for line in lines):
        return "IDLIST"
    return _BIOFORMATS.get(form, "NONE")


def _header_samples(text: str) -> list[str]:
    for line in text.splitlines():
        if line.startswith("#CHROM"):
            return line.split("\t")[9:]
    return []


def _fields(path: str, body: Document, now: str) -> Document:
    text = body.get("content") or ""
    form = body.get("format") or format_of(path)
    known = {"format": form, "bioformat": body.get("bioformat") or bioformat_of(form, text)}
    fields: Document = {} if path.endswith("/") else {**known, "size": len(text.encode())}
    for name in ("description", "tags", "sampleIds", "annotationSets"):
        if body.get(name):
            fields[name] = body[name]
    if body.get("software"):
        # The server answers a create without the commit of the software, though it keeps it.
        fields["software"] = {"commit": "", "website": "", "params": {}, **body["software"]}
    if body.get("status"):
        fields["status"] = status(body["status"].get("id", ""), now, body["status"].get("description", ""))
    if form == "VCF" and not fields.get("sampleIds"):
        fields["sampleIds"] = _header_samples(text)
    fields["creationDate"] = body.get("creationDate") or now
    return fields


def create_file(study: SandboxStudy, body: Document, now: str, *, parents: bool) -> int:
    """Add a file or folder and return its position.

    Parameters
    ----------
    study
        Where to.
    body
        Path, type, content and the like.
    now
        The current time as 14 digits.
    parents
        Whether missing folders are made.
    """
    folder = body.get("type") == "DIRECTORY"
    path = str(body.get("path") or "").strip("/") + ("/" if folder else "")
    if _exists(study, path):
        raise Refusal(Java.CATALOG, f"There already exists a file '{path}'")
    if not folder and not body.get("content"):
        raise Refusal(Java.PARAMETER, _NO_CONTENT)
    _parents(study, path, now, allowed=parents)
    fields = _fields(path, body, now)
    samples = fields.get("sampleIds", [])
    known = [key for key in samples if study.collections["samples"].position(key) is not None]
    place = _append(study, path, now, {**fields, "sampleIds": known} if samples else fields)
    if body.get("content"):
        study.contents[path] = body["content"].encode()
    link_samples(study, path.replace("/", ":"), known, now)
    return place


def upload_file(study: SandboxStudy, path: str, content: bytes, now: str, *, options: Mapping[str, str]) -> int:
    """Add an uploaded file, with the folders above it, and return its position.

    Parameters
    ----------
    study, path, content
        What comes where.
    now
        The current time as 14 digits.
    options
        Other parts of the form: ``format``, ``resource``, ``parents``.
    """
    if _exists(study, path):
        raise Refusal(Java.CATALOG, f"The file '{path}' already exists in catalog")
    text = content.decode("utf-8", "replace")
    form = options.get("format") or options.get("fileFormat") or format_of(path)
    _parents(study, path, now, allowed=options.get("parents", "true").lower() == "true")
    fields = {
        "format": form,
        "bioformat": bioformat_of(form, text),
        "size": len(content),
        "checksum": hashlib.sha256(content).hexdigest(),
        "resource": options.get("resource", "").lower() == "true",
    }
    place = add_file(study, path, now, fields)
    study.contents[path] = content
    return place


def write_content(study: SandboxStudy, place: int, text: str, now: str) -> Document:
    """Replace the content of a file and return the file."""
    files = study.collections["files"]
    old = files.document(place)
    raw = text.encode()
    study.contents[old["path"]] = raw
    study.size += len(raw) - old["size"]
    values = {"size": len(raw), "checksum": hashlib.sha256(raw).hexdigest()}
    return change(study, "files", place, values, now=now)


def move_file(study: SandboxStudy, place: int, path: str, now: str) -> None:
    """Move a file to another path, and update the samples it holds."""
    files = study.collections["files"]
    old = files.document(place)
    if _exists(study, path):
        raise Refusal(Java.CATALOG, f"There already exists a file '{path}'")
    key = path.replace("/", ":")
    moved = {"id": key, "path": path, "name": path.rpartition("/")[2], "uri": f"{study.document['uri']}/{path}"}
    change(study, "files", place, moved, now=now)
    if old["path"] in study.contents:
        study.contents[path] = study.contents.pop(old["path"])
    samples = study.collections["samples"]
    for sample in places(study, "samples", old["sampleIds"]):
        names = [key if name == old["id"] else name for name in samples.document(sample)["fileIds"]]
        change(study, "samples", sample, {"fileIds": names}, now=now)


class _FileRules(Rules):
    """What files do otherwise: they are found by path and name, and say which samples they hold."""

    def identifier(self, key: str) -> str:
        """Return an id with the colons that stand for slashes in paths of calls."""
        return key.replace("/", ":")

    def shown(self, key: str) -> str:
        """Return an id with its slashes."""
        return key.replace(":", "/")

    def find(self, study: SandboxStudy, key: str) -> int | None:
        """Return the position of a file by id, path or name; a name that several files have is refused."""
        files = study.collections["files"]
        place = files.position(key)
        if place is not None:
            return place
        path = key.replace(":", "/")
        by_path = files.positions(path, "path") or files.positions(path.rstrip("/") + "/", "path")
        if by_path:
            return by_path[0]
        by_name = files.positions(key, "name")
        if len(by_name) > 1:
            raise Refusal(Java.CATALOG, "Error: More than one file found for at least one of the files introduced")
        return by_name[0] if by_name else None

    def missing(self, study: SandboxStudy, ids: list[str], _missing: list[str]) -> str:
        """Return the message for ids that are not there; it names the good ones too."""
        names = ", ".join(f"'{key}'" for key in ids)
        return f"Missing files at {study.uid}: {names} not found."

    def check_update(self, study: SandboxStudy, body: Document) -> None:
        """Refuse an update that names entries that are not there."""
        places(study, "samples", named(body, "sampleIds"))

    def updated(self, study: SandboxStudy, old: Document, new: Document, now: str) -> None:
        """Follow the new values to others."""
        if new["sampleIds"] != old["sampleIds"]:
            link_samples(study, new["id"], new["sampleIds"], now)
            gone = [key for key in old["sampleIds"] if key not in new["sampleIds"]]
            unlink_samples(study, new["id"], gone, now)


RULES = _FileRules(kind_named("files"))
