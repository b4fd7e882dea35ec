"""Hours of work in minutes: many threads on one client, against a sandbox on a port, with tokens that expire.

``python tests/benchmarks/soak.py [--minutes 10] [--threads 64]`` reads pages, walks, looks up, counts, writes and
downloads at random, and writes down open handles, threads and memory of client and server as it goes. It ends with 1
when a call failed or went wrong, or when something grew.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from opencga_frames import OpenCGAClient
from opencga_frames.sandbox import Sandbox, serve

if TYPE_CHECKING:
    from collections.abc import Callable

STUDY: Final = "demo@rare:germline"
SAMPLES: Final = 2_000
#: Part of the run in which caches fill, connections open and lists of a fixed length grow to it.
WARM_UP: Final = 0.4
#: Growth of memory from the first to the second half of the rest that counts as flat.
ALLOWED: Final = 0.05


class Reading(NamedTuple):
    """What a process holds at one time."""

    handles: int
    threads: int
    megabytes: float


def reading(pid: int) -> Reading:
    """Read what a process holds."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    memory = int(status["VmRSS"].split()[0]) / 1024
    return Reading(len([*Path(f"/proc/{pid}/fd").iterdir()]), int(status["Threads"]), round(memory, 1))


@dataclass
class Work:
    """One client with what its threads do, count and find wrong."""

    client: OpenCGAClient
    ids: list[str]
    folder: Path
    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def page(self, dice: random.Random) -> bool:
        """Read a page from somewhere."""
        answer = self.client.samples.search(study=STUDY, limit=50, skip=dice.randrange(SAMPLES - 50))
        return bool(answer.num_results() == 50)

    def walk(self, dice: random.Random) -> bool:
        """Read a frame of several pages."""
        frame = self.client.samples.frame(study=STUDY, limit=dice.choice((60, 120)), page_size=50)
        return len(frame) in {60, 120}

    def info(self, dice: random.Random) -> bool:
        """Look some samples up."""
        wanted = dice.sample(self.ids, 5)
        return [row["id"] for row in self.client.samples.info(wanted, study=STUDY).results()] == wanted

    def count(self, dice: random.Random) -> bool:
        """Count samples of a month."""
        month = f"20{dice.randrange(19, 26)}{dice.randrange(1, 13):02}"
        answer = self.client.samples.search(study=STUDY, creation_date=month, limit=0, count=True)
        return 0 <= answer.num_matches() < SAMPLES

    def write(self, dice: random.Random) -> bool:
        """Describe a file anew."""
        file = f"data:vcf:{dice.choice(self.ids[:200])}.vcf.gz"
        description = f"described {dice.random()}"
        self.client.files.update(file, study=STUDY, description=description)
        return True

    def download(self, dice: random.Random) -> bool:
        """Download the file that was put there, to a name of its own."""
        target = self.folder / f"{dice.random()}.txt"
        self.client.files.download("soak/words.txt", study=STUDY, to=target)
        same = target.read_bytes() == WORDS
        target.unlink()
        return same

    def run(self, seed: int) -> None:
        """Do one thing after the other until it is over."""
        dice = random.Random(seed)
        actions: tuple[Callable[[random.Random], bool], ...] = (
            self.page, self.page, self.walk, self.info, self.info, self.count, self.write, self.download,
        )  # fmt: skip
        while not self.over.is_set():
            action = dice.choice(actions)
            try:
                self.done[action.__name__] += 1
                if not action(dice):
                    self.wrong.append(f"{action.__name__}: another answer than expected")
            except Exception as error:  # noqa: BLE001 - each is a finding
                self.wrong.append(f"{action.__name__}: {type(error).__name__}: {str(error)[:200]}")


WORDS: Final = b"a file of the soak\n" * 5_000


def prepared(url: str, folder: Path) -> Work:
    """Return a client that is logged in, with ids and a file to work on."""
    client = OpenCGAClient(url)
    client.login("owner", "Sandbox-2026", organization="demo")
    ids = client.samples.frame(study=STUDY, columns=["sample_id"])["sample_id"].tolist()
    content = WORDS.decode()
    client.files.create(study=STUDY, path="soak/words.txt", type="FILE", content=content, parents=True)
    return Work(client, ids, folder)


def flat(name: str, readings: list[Reading]) -> bool:
    """Tell whether the second half of some readings holds no more than the first, and say so."""
    half = len(readings) // 2
    ok = True
    for what, allowed in (("handles", 0.0), ("threads", 0.0), ("megabytes", ALLOWED)):
        before = [getattr(one, what) for one in readings[:half]]
        after = [getattr(one, what) for one in readings[half:]]
        first, second = statistics.median(before), statistics.median(after)
        good = second <= first * (1 + allowed) + 2
        ok &= good
        print(f"| {name}, {what} | {first:g} | {second:g} | {max(*before, *after):g} | {'flat' if good else 'GREW'} |")
    return ok


def soak(options: argparse.Namespace) -> int:
    """Run the threads, watch both processes, and report."""
    command = [sys.executable, __file__, "--serve", "--token-seconds", str(options.token_seconds)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        assert server.stdout is not None
        work = prepared(server.stdout.readline().strip(), Path(folder))
        threads = [threading.Thread(target=work.run, args=(seed,)) for seed in range(options.threads)]
        for thread in threads:
            thread.start()
        readings = watched(options.minutes * 60, server.pid)
        work.over.set()
        for thread in threads:
            thread.join()
        work.client.close()
        server.terminate()
    return report(work, readings, options)


def watched(seconds: float, server: int) -> list[tuple[Reading, Reading]]:
    """Read both processes every now and then for some time."""
    readings = []
    end, step = time.monotonic() + seconds, max(seconds / 120, 0.5)
    while time.monotonic() < end:
        time.sleep(step)
        gc.collect()
        readings.append((reading(os.getpid()), reading(server)))
    return readings


def report(work: Work, readings: list[tuple[Reading, Reading]], options: argparse.Namespace) -> int:
    """Print what was done and held, and return the exit code."""
    rest = readings[int(len(readings) * WARM_UP) :]
    total = sum(work.done.values())
    print(f"{options.minutes} minutes, {options.threads} threads, tokens of {options.token_seconds} s: {total} actions")
    print(", ".join(f"{name} {count}" for name, count in sorted(work.done.items())), f"; wrong: {len(work.wrong)}")
    print("\n".join(sorted(set(work.wrong))[:20]))
    print("| | before | after | most | |\n|---|---|---|---|---|")
    held = [flat(name, [pair[place] for pair in rest]) for place, name in enumerate(("client", "server"))]
    return int(bool(work.wrong) or not all(held))


def serve_until_told(token_seconds: int) -> None:
    """Be the server: print the address and wait for the end of the input."""
    with serve(Sandbox(samples=SAMPLES, token_seconds=token_seconds)) as served:
        print(served.url, flush=True)
        sys.stdin.read()


def main() -> int:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--threads", type=int, default=64)
    parser.add_argument("--token-seconds", type=int, default=20)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve_until_told(options.token_seconds)
        return 0
    return soak(options)


if __name__ == "__main__":
    sys.exit(main())
