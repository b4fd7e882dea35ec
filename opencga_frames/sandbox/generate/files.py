"""Invented files: the folders of a study, and a VCF and sometimes a BAM per sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.documents import file_document
from opencga_frames.sandbox.catalog.fragments import uuid_of
from opencga_frames.sandbox.generate.annotations import annotation_sets
from opencga_frames.sandbox.generate.calendar import timestamp
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.generate.pedigree import Pedigree
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["FilePlan", "GeneratedFiles"]

_FOLDERS = ("", "JOBS/", "RESOURCES/", "data/", "data/vcf/", "data/bam/")


class FilePlan:
    """Which files there are: folders first, then VCF, BAM by sample.

    Parameters
    ----------
    pedigree
        The plan of the study.
    """

    def __init__(self, pedigree: Pedigree) -> None:
        self._pedigree = pedigree
        count = len(pedigree.owners)
        self._with_bam = range(0, count, 3)
        self.size = len(_FOLDERS) + count + len(self._with_bam)

    def of_sample(self, position: int) -> list[str]:
        """Return the ids of the files of a sample."""
        key = self._pedigree.sample_id(position)
        files = [f"data:vcf:{key}.vcf.gz"]
        return [*files, f"data:bam:{key}.bam"] if position % 3 == 0 else files

    def path(self, position: int) -> tuple[str, int]:
        """Return the path of a file and the position of its sample, -1 for folders."""
        place = position - len(_FOLDERS)
        if place < 0:
            return _FOLDERS[position], -1
        count = len(self._pedigree.owners)
        if place < count:
            return f"data/vcf/{self._pedigree.sample_id(place)}.vcf.gz", place
        sample = self._with_bam[place - count]
        return f"data/bam/{self._pedigree.sample_id(sample)}.bam", sample

    def sample_id(self, position: int) -> str:
        """Return the id of a sample."""
        return self._pedigree.sample_id(position)


class GeneratedFiles:
    """Files of a study, made on demand.

    Parameters
    ----------
    plan
        Which files there are.
    seed
        Seed of the sandbox.
    base
        Address of the study's folder.
    server
        The server they are on.
    """

    def __init__(self, plan: FilePlan, seed: int, base: str, server: ServerVersion) -> None:
        self._server = server
        self._plan = plan
        self._random = RandomNumbers(seed, "file")
        self._seed = str(seed)
        self._base = base

    def __len__(self) -> int:
        return self._plan.size

    def id_at(self, position: int) -> str:
        """Return the id of a file."""
        return self._plan.path(position)[0].replace("/", ":")

    def uuid_at(self, position: int) -> str:
        """Return the uuid of a file."""
        return uuid_of("03", self._seed, self._plan.path(position)[0])

    def older(self, _position: int, /) -> list[Document]:
        """Return nothing: files have no versions."""
        return []

    def quick(self, path: str) -> Callable[[int], list[Any]] | None:
        """Return a way to values that need no document: the id."""
        return (lambda position: [self.id_at(position)]) if path == "id" else None

    def document(self, position: int) -> Document:
        """Return a file."""
        path, sample = self._plan.path(position)
        date = timestamp(self._random, position, 10)
        fields = self._folder_fields(path) if sample < 0 else self._sample_fields(position, path, sample)
        uuid, indexed = self.uuid_at(position), fields.get("format") == "VCF"
        return file_document(path, uuid, date, base=self._base, fields=fields, server=self._server, indexed=indexed)

    @staticmethod
    def _folder_fields(path: str) -> Document:
        about = {
            "": "study root folder",
            "JOBS/": "Default jobs folder",
            "RESOURCES/": "Default resources folder",
        }
        return {"description": about.get(path, ""), "resource": path == "RESOURCES/"}

    def _sample_fields(self, position: int, path: str, sample: int) -> Document:
        variants = path.endswith(".vcf.gz")
        key = self._plan.sample_id(sample)
        return {
            "annotationSets": annotation_sets(self._random, position, ("sequencing", "every_type")),
            "format": "VCF" if variants else "BAM",
            "bioformat": "VARIANT" if variants else "ALIGNMENT",
            "description": f"{'Variants' if variants else 'Alignments'} of {key}",
            "size": 10**6 + self._random.integer(position, 5, 10**9) * (1 if variants else 50),
            "software": {"name": "DRAGEN" if variants else "bwa", "version": "4.2", "params": {}},
            "experiment": {"technology": "SEQUENCING", "method": "WGS", "platform": "NovaSeq 6000", "attributes": {}},
            "sampleIds": [key],
            "tags": [f"batch{position % 6}"],
            "attributes": {"run": f"RUN{position % 30:03}"},
        }
