"""The second invented study: pairs of a tumour and a normal sample of the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.documents import file_document
from opencga_frames.sandbox.catalog.fragments import internal, status, uuid_of
from opencga_frames.sandbox.generate.calendar import birthday, timestamp
from opencga_frames.sandbox.generate.cohorts import CohortPlan
from opencga_frames.sandbox.generate.files import FilePlan
from opencga_frames.sandbox.generate.individuals import GeneratedIndividuals
from opencga_frames.sandbox.generate.pedigree import Pedigree, Person
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
from opencga_frames.sandbox.generate.samples import GeneratedSamples
from opencga_frames.sandbox.generate.signatures import tumour_quality
from opencga_frames.sandbox.generate.vocabulary import vocabulary

if TYPE_CHECKING:
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["somatic_entries"]

_PATIENTS = 12


def _patient(template: Document, n: int, random: RandomNumbers) -> Document:
    key = f"PAT-{n:03}"
    return {
        **template,
        "id": key,
        "uuid": uuid_of("06", "somatic", key),
        "name": f"Patient {n}",
        "father": None,
        "mother": None,
        "familyIds": [],
        "dateOfBirth": birthday(random, n, 1935, 1980),
        "disorders": [_disorder(n)],
        "phenotypes": [],
        "samples": [{"id": f"{key}-N"}, {"id": f"{key}-T"}],
        "version": 3,
    }


def _disorder(n: int) -> Document:
    return vocabulary().tumours[n % len(vocabulary().tumours)]


def _sample(template: Document, n: int, random: RandomNumbers, *, tumour: bool) -> Document:
    key = f"PAT-{n:03}-{'T' if tumour else 'N'}"
    collection = {**template["collection"], "type": "TISSUE" if tumour else "BLOOD"}
    return {
        **template,
        "id": key,
        "uuid": uuid_of("04", "somatic", key),
        "collection": collection,
        "description": f"{'Tumour' if tumour else 'Normal'} of patient {n}",
        "somatic": tumour,
        "phenotypes": [],
        "individualId": f"PAT-{n:03}",
        "fileIds": [f"data:vcf:PAT-{n:03}.vcf"],
        "cohortIds": ["tumours" if tumour else "normals"],
        **({"qualityControl": tumour_quality(_disorder(n)["id"], random, n)} if tumour else {}),
        "version": 1,
    }


def _cohort(name: str, samples: list[str], date: str, server: ServerVersion) -> Document:
    return {
        "id": name,
        "annotationSets": [],
        "name": name,
        "uuid": uuid_of("05", "somatic", name),
        "type": "COLLECTION",
        "tags": [],
        "creationDate": date,
        "modificationDate": date,
        "description": "",
        "samples": [{"id": sample} for sample in samples],
        "numSamples": len(samples),
        "release": 1,
        "status": status("", ""),
        "internal": internal("NONE", date, server),
        "attributes": {},
    }


def _files(random: RandomNumbers, base: str, server: ServerVersion) -> list[Document]:
    folders = [
        file_document(
            path, uuid_of("03", "somatic", path), timestamp(random, 0, 10), base=base, fields={}, server=server
        )
        for path in ("", "data/", "data/vcf/")
    ]
    calls = []
    for n in range(_PATIENTS):
        path = f"data/vcf/PAT-{n:03}.vcf"
        samples = [f"PAT-{n:03}-N", f"PAT-{n:03}-T"]
        fields: Document = {"format": "VCF", "bioformat": "VARIANT", "size": 4096 + n, "sampleIds": samples}
        uuid, date = uuid_of("03", "somatic", path), timestamp(random, n, 10)
        calls.append(file_document(path, uuid, date, base=base, fields=fields, server=server, indexed=True))
    return folders + calls


def somatic_entries(seed: int, base: str, server: ServerVersion) -> dict[str, list[Document]]:
    """Return the entries of the study by kind.

    Parameters
    ----------
    seed
        Seed of the sandbox.
    base
        Address of the study's folder.
    server
        The server they are on.
    """
    pedigree = Pedigree([Person(1, "C1", 0, 1)], [range(1)], [0])
    plan = CohortPlan(pedigree, seed)
    sample = GeneratedSamples(pedigree, seed, FilePlan(pedigree), plan, server=server).document(0)
    person = GeneratedIndividuals(pedigree, seed, server).document(0)
    random = RandomNumbers(seed, "somatic")
    samples = [_sample(sample, n, random, tumour=t) for n in range(_PATIENTS) for t in (False, True)]
    names = [one["id"] for one in samples]
    return {
        "individuals": [_patient(person, n, random) for n in range(_PATIENTS)],
        "samples": samples,
        "cohorts": [
            _cohort("normals", names[::2], timestamp(random, 1, 30), server),
            _cohort("tumours", names[1::2], timestamp(random, 2, 30), server),
        ],
        "files": _files(random, base, server),
    }
