"""Invented files: the folders of a study, and a VCF and sometimes a BAM per sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import numpy as np

from opencga_frames.sandbox.catalog.documents import file_document, file_name, file_uri
from opencga_frames.sandbox.catalog.lookups import Coded, Derived, Numbered
from opencga_frames.sandbox.generate.annotations import annotation_sets
from opencga_frames.sandbox.generate.calendar import timestamp, timestamps
from opencga_frames.sandbox.generate.entries import GeneratedEntries
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from opencga_frames.sandbox.catalog.lookups import Positions, ValueLookup
    from opencga_frames.sandbox.generate.pedigree import Pedigree
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["FilePlan", "GeneratedFiles"]

#: One sample in so many has a BAM file, and so many batches there are.
_BAM_EVERY = 3
_BATCHES = 6
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
        self._with_bam = range(0, count, _BAM_EVERY)
        self.size = len(_FOLDERS) + count + len(self._with_bam)

    def of_sample(self, position: int, key: str = "") -> list[str]:
        """Return the ids of the files of a sample, whose id need not be given."""
        key = key or self._pedigree.sample_id(position)
        files = [f"data:vcf:{key}.vcf.gz"]
        return [*files, f"data:bam:{key}.bam"] if position % _BAM_EVERY == 0 else files

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many folders, VCF and BAM files there are, in that order."""
        return len(_FOLDERS), len(self._pedigree.owners), len(self._with_bam)

    def places(self, path: str) -> list[int]:
        """Return the position of the file of a path."""
        if path in _FOLDERS:
            return [_FOLDERS.index(path)]
        return self.places_of_name(file_name(path))

    def places_of_name(self, name: str) -> list[int]:
        """Return positions of files that may have a name."""
        folders = [place for place, path in enumerate(_FOLDERS) if file_name(path) == name]
        return [*folders, *self.places_of_sample(name.partition(".")[0])]

    def places_of_sample(self, key: str) -> list[int]:
        """Return the positions of the files of a sample."""
        folders, variants, _ = self.counts
        places = []
        for sample in self._pedigree.sample_places(key):
            places.append(folders + sample)
            if sample % _BAM_EVERY == 0:
                places.append(folders + variants + sample // _BAM_EVERY)
        return places

    def sample_places(self, key: str) -> tuple[int, ...]:
        """Return the position of the sample of the id of a file."""
        return self._pedigree.sample_places(key.rpartition(":")[2].partition(".")[0])

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


class GeneratedFiles(GeneratedEntries):
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
        self._base = base
        super().__init__(RandomNumbers(seed, "file"), "03")

    def __len__(self) -> int:
        return self._plan.size

    def id_at(self, position: int) -> str:
        """Return the id of a file."""
        return self._plan.path(position)[0].replace("/", ":")

    def _all_lookups(self) -> dict[str, Callable[[], ValueLookup]]:
        count, plan, codes = len(self), self._plan, self._kinds
        dates = lambda: timestamps(self._random, np.arange(count), 10)  # noqa: E731 - two paths have it
        return {
            "id": lambda: Derived(count, lambda p: (self.id_at(p),), lambda key: plan.places(key.replace(":", "/"))),
            "uuid": lambda: Derived(count, lambda p: (self.uuid_at(p),), self._uuids.places),
            "path": lambda: Derived(count, lambda p: (plan.path(p)[0],), plan.places),
            "name": lambda: Derived(count, lambda p: (file_name(plan.path(p)[0]),), plan.places_of_name),
            "uri": lambda: Derived(count, lambda p: (file_uri(self._base, plan.path(p)[0]),), self._places_of_uri),
            "sampleIds": lambda: Derived(count, self._sample_ids, plan.places_of_sample),
            "type": lambda: Coded(count, ("DIRECTORY", "FILE", "FILE"), codes),
            "format": lambda: Coded(count, ("UNKNOWN", "VCF", "BAM"), codes),
            "bioformat": lambda: Coded(count, ("UNKNOWN", "VARIANT", "ALIGNMENT"), codes),
            "software.name": lambda: Coded(count, (None, "DRAGEN", "bwa"), codes),
            "internal.variant.index.status.id": lambda: Coded(count, ("NONE", "READY", "NONE"), codes),
            "status.id": lambda: Coded(count, ("",)),
            "internal.status.id": lambda: Coded(count, ("READY",)),
            "jobId": lambda: Coded(count, ("",)),
            "release": lambda: Coded(count, (1,)),
            "external": lambda: Coded(count, (False,)),
            "tags": lambda: Coded(count, (*(f"batch{n}" for n in range(_BATCHES)), None), self._batches),
            "creationDate": lambda: Numbered(count, dates),
            "modificationDate": lambda: Numbered(count, dates),
            "size": lambda: Numbered(count, self._sizes, int),
        }

    def _all_parts(self) -> dict[str, Callable[[int], Any]]:
        return {"annotationSets": self._annotations, "resource": lambda p: self._plan.path(p)[0] == "RESOURCES/"}

    def _kinds(self) -> Positions:
        """Return 0 for folders, 1 for VCF and 2 for BAM files."""
        folders, variants, reads = self._plan.counts
        return np.repeat(np.arange(3), (folders, variants, reads))

    def _batches(self) -> Positions:
        every = np.arange(len(self))
        return np.where(self._kinds() == 0, _BATCHES, every % _BATCHES)

    def _sizes(self) -> Positions:
        kinds = self._kinds()
        drawn = self._random.integers(np.arange(len(self)), 5, 10**9)
        return np.where(kinds == 0, 0, 10**6 + drawn * np.where(kinds == 1, 1, 50))

    def _sample_ids(self, position: int) -> tuple[str, ...]:
        sample = self._plan.path(position)[1]
        return () if sample < 0 else (self._plan.sample_id(sample),)

    def _places_of_uri(self, uri: str) -> Iterable[int]:
        path = unquote(uri.removeprefix(self._base).removeprefix("/"))
        return (*self._plan.places(path), *self._plan.places(f"{path}/"))

    def _annotations(self, position: int) -> list[Document]:
        if self._plan.path(position)[1] < 0:
            return []
        return annotation_sets(self._random, position, ("sequencing", "every_type"))

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
            "annotationSets": self._annotations(position),
            "format": "VCF" if variants else "BAM",
            "bioformat": "VARIANT" if variants else "ALIGNMENT",
            "description": f"{'Variants' if variants else 'Alignments'} of {key}",
            "size": 10**6 + self._random.integer(position, 5, 10**9) * (1 if variants else 50),
            "software": {"name": "DRAGEN" if variants else "bwa", "version": "4.2", "params": {}},
            "experiment": {
                "technology": "SEQUENCING",
                "method": "WHOLE_GENOME_SEQUENCING",
                "platform": "NovaSeq 6000",
                "attributes": {},
            },
            "sampleIds": [key],
            "tags": [f"batch{position % _BATCHES}"],
            "attributes": {"run": f"RUN{position % 30:03}"},
        }
