"""The folder of a run: what it was to do, the parts that are whole, and the pages of the one under way.

Everything here may have been cut by the death of its writer: what cannot be read counts as not written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self, TypeVar

import msgspec

from opencga_frames.dataset.commit import remove_work, unfinished_runs, work_of
from opencga_frames.dataset.layout import DATA, new_run
from opencga_frames.dataset.manifest import ExportCall, FileEntry  # noqa: TC001 - msgspec reads the annotations
from opencga_frames.export.pages import decode_page, encode_page
from opencga_frames.export.pieces import CutPlan
from opencga_frames.parquet.storage import reported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.export.pages import SavedPage
    from opencga_frames.parquet.storage import Location

__all__ = ["CHANGED_WALK", "ExportTask", "PartDone", "RunFolder"]

_TASK: Final = "run.json"
#: Beginning of the names of walks over changed entries.
CHANGED_WALK: Final = "changed-"
Struct = TypeVar("Struct", bound=msgspec.Struct)


class ExportTask(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is to do; only a run with the same task goes on with its work.

    Attributes
    ----------
    call
        What was asked for.
    columns
        Types of the columns, by table.
    client_version
        Release of this package.
    started
        When it began; another run that goes on keeps it.
    base
        Run of the dataset that is brought up to date; empty for one that is read whole.
    """

    call: ExportCall
    columns: dict[str, dict[str, str]]
    client_version: str
    started: str
    base: str = ""

    def is_same(self, other: ExportTask) -> bool:
        """Tell whether another run was to do the same."""
        return msgspec.structs.replace(other, started=self.started) == self


class PartDone(msgspec.Struct, frozen=True, kw_only=True):
    """A part whose files are whole.

    Attributes
    ----------
    files
        Its files by table.
    entries, total
        Entries in it, and those that the server had, or -1.
    server_version
        Release of the server, where it was said.
    mark
        Latest modification date in it.
    first, last
        Keys of the first and last entry, where they ascend; else empty.
    resumed
        True when another run had begun it.
    """

    files: dict[str, list[FileEntry]]
    entries: int
    total: int = -1
    server_version: str | None = None
    mark: str = ""
    first: str = ""
    last: str = ""
    resumed: bool = False


class RunFolder:
    """The folder of one run.

    Parameters
    ----------
    folder
        Folder of the dataset.
    run
        Name of the run.
    task
        What it is to do.
    resumed
        True when an earlier process began it.
    """

    def __init__(self, folder: Location, run: str, task: ExportTask, *, resumed: bool = False) -> None:
        self.folder = folder
        self.run = run
        self.task = task
        self.resumed = resumed
        self._place = work_of(folder, run)

    @classmethod
    def begin(cls, folder: Location, task: ExportTask, taken: str = "") -> Self:
        """Go on with the work of a run that died and was to do the same, or begin anew; remove all other work.

        Parameters
        ----------
        folder
            Folder of the dataset, locked.
        task
            What is to be done.
        taken
            Run that made the dataset that is there: its work is done.
        """
        with reported("read", folder):
            found = [(run, _read(work_of(folder, run).inside(_TASK), ExportTask)) for run in unfinished_runs(folder)]
        same = [(run, old) for run, old in found if old is not None and run != taken and task.is_same(old)]
        if same:
            run, old = same[0]
            remove_work(folder, but=run)
            return cls(folder, run, old, resumed=True)
        remove_work(folder)
        return cls.fresh(folder, task)

    @classmethod
    def fresh(cls, folder: Location, task: ExportTask) -> Self:
        """Begin anew."""
        work = cls(folder, new_run(), task)
        with reported("write to", folder):
            work._place.make_folder()
            work._place.inside(_TASK).write(msgspec.json.encode(task))
        return work

    def keep_changes(self) -> None:
        """Remove everything but the pages of changed entries: files made of them depend on what was read since."""
        with reported("clean", self._place):
            for name in self._place.folders():
                if not name.startswith(CHANGED_WALK):
                    self._place.inside(name).remove_folder()
            for path in self._place.below():
                if "/" not in path and path != _TASK:
                    self._place.inside(path).remove()

    @property
    def data(self) -> Location:
        """Folder in which the paths of the run's files begin."""
        return self._place.inside(DATA)

    def location(self, file: FileEntry) -> Location:
        """Find a file of the run or of the dataset."""
        staged = self.data.inside(file.path)
        return staged if staged.kind() == "file" else self.folder.inside(file.path)

    def plan(self, walk: str) -> CutPlan | None:
        """Give the plan by which a walk is cut; None where it has none."""
        with reported("read", self._place):
            return _read(self._place.inside(f"{walk}-plan.json"), CutPlan)

    def save_plan(self, walk: str, plan: CutPlan) -> None:
        """Keep the plan by which a walk is cut."""
        with reported("write to", self._place):
            self._place.inside(f"{walk}-plan.json").write(msgspec.json.encode(plan))

    def part(self, walk: str, number: int) -> PartDone | None:
        """Give a part that is whole, its files included."""
        with reported("read", self._place):
            done = _read(self._place.inside(f"{walk}-{number:05d}.json"), PartDone)
            if done is None:
                return None
            entries = [file for files in done.files.values() for file in files]
            return done if all(self.data.inside(file.path).kind() == "file" for file in entries) else None

    def save_part(self, walk: str, number: int, done: PartDone) -> None:
        """Record that a part is whole; its pages are needed no more."""
        with reported("write to", self._place):
            self._place.inside(f"{walk}-{number:05d}.json").write(msgspec.json.encode(done))
        self.drop_pages(walk, number)

    def pages(self, walk: str, number: int) -> Iterator[SavedPage]:
        """Give the pages of a part that have been read, in order, up to the first that is not whole."""
        count = 0
        while True:
            location = self._page(walk, number, count)
            with reported("read", location):
                page = decode_page(location.read()) if location.kind() == "file" else None
            if page is None:
                return
            yield page
            count += 1

    def save_page(self, walk: str, number: int, count: int, page: SavedPage) -> None:
        """Keep a page."""
        location = self._page(walk, number, count)
        with reported("write to", self._place):
            if not count:
                location.above.make_folder()
            location.write(encode_page(page))

    def drop_pages(self, walk: str, number: int) -> None:
        """Remove the pages of a part."""
        with reported("clean", self._place):
            self._page(walk, number, 0).above.remove_folder()

    def _page(self, walk: str, number: int, count: int) -> Location:
        return self._place.inside(f"{walk}-{number:05d}").inside(f"page-{count:06d}.arrow")


def _read(location: Location, kind: type[Struct]) -> Struct | None:
    try:
        return msgspec.json.decode(location.read(), type=kind) if location.kind() == "file" else None
    except msgspec.MsgspecError:
        return None
