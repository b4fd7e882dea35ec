"""How what a run has made becomes the dataset, and what dead runs left behind goes away.

The manifest is the commit. Before it is written all files are at their places under names that no older manifest has;
after it was written the files are removed that only the older one had. The manifest that is about to be written stands
in the folder of the run first, so that a run that died between the two is finished by the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.dataset.layout import COMMIT, DATA, MANIFEST, PACKAGE, WORK, run_of
from opencga_frames.dataset.manifest import parse_manifest, read_manifest
from opencga_frames.dataset.package import data_package
from opencga_frames.errors import StorageError
from opencga_frames.parquet.storage import reported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.dataset.manifest import Manifest
    from opencga_frames.parquet.storage import Location

__all__ = ["commit", "finish_dead_commit", "remove_work", "unfinished_runs", "work_of"]


def work_of(folder: Location, run: str) -> Location:
    """Folder of a run."""
    return folder.inside(WORK).inside(run)


def commit(folder: Location, manifest: Manifest) -> None:
    """Make what a run has written the dataset of a folder.

    Parameters
    ----------
    folder
        The folder; the caller holds its lock.
    manifest
        What the dataset is to be; its files are there, or among those of the run.
    """
    work = work_of(folder, manifest.run)
    with reported("write", folder):
        work.make_folder()
        work.inside(COMMIT).write(manifest.to_json())
        _publish(folder, work, manifest)


def finish_dead_commit(folder: Location) -> None:
    """Finish the commit of a run that died in the midst of it."""
    with reported("write", folder):
        for run in unfinished_runs(folder):
            work = work_of(folder, run)
            content = work.inside(COMMIT).read() if work.inside(COMMIT).kind() == "file" else b""
            manifest = _parsed(content)
            now = read_manifest(folder)
            if manifest is None:
                continue
            if now is None or now.generation < manifest.generation or now.run == manifest.run:
                _publish(folder, work, manifest)
            else:
                work.remove_folder()


def unfinished_runs(folder: Location) -> list[str]:
    """Names of the runs that left something behind."""
    return sorted(folder.inside(WORK).folders())


def remove_work(folder: Location, *, but: str = "") -> None:
    """Remove what dead runs left, but of one."""
    with reported("clean", folder):
        for run in unfinished_runs(folder):
            if run != but:
                work_of(folder, run).remove_folder()


def _parsed(content: bytes) -> Manifest | None:
    """Read the manifest that a run was about to write; None where it had not written it whole."""
    try:
        return parse_manifest(content, COMMIT)
    except StorageError:
        return None


def _publish(folder: Location, work: Location, manifest: Manifest) -> None:
    staged = work.inside(DATA)
    moved = sorted(manifest.paths & staged.below().keys())
    for path in moved:
        target = folder.inside(path)
        target.above.make_folder()
        staged.inside(path).move(target)
    pending = work.inside(MANIFEST)
    pending.write(manifest.to_json())
    # Were the power to fail, a disk might hold the manifest and not yet the names of the files that it lists.
    for place in (*_folders(folder, moved), pending):
        place.keep()
    pending.move(folder.inside(MANIFEST))
    folder.keep()
    folder.inside(PACKAGE).write(data_package(manifest))
    _remove_old(folder, manifest)
    work.remove_folder()


def _folders(folder: Location, paths: Sequence[str]) -> list[Location]:
    """Give the folders that files are in, from the top."""
    above = {path.rsplit("/", depth)[0] for path in paths for depth in range(1, path.count("/") + 1)}
    return [folder, *(folder.inside(path) for path in sorted(above))]


def _remove_old(folder: Location, manifest: Manifest) -> None:
    """Remove files of tables that the manifest does not have."""
    for path in folder.below():
        if path not in manifest.paths and run_of(path) is not None and not path.startswith(f"{WORK}/"):
            folder.inside(path).remove()
