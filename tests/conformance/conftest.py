"""What the conformance tests share: the server of the options, a study filled under a random name, a second user."""

from __future__ import annotations

import contextlib
import secrets
import string
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames import ClientConfiguration, OpenCGAClient
from opencga_frames.errors import AnswerError, NotAllowedError
from opencga_frames.sandbox import Sandbox, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opencga_frames import Study

HERE = Path(__file__).resolve().parent
MARK = "Made by a conformance run of opencga_frames; nobody else uses it, and it may be removed."
ORGANISM = {"scientificName": "Homo sapiens", "assembly": "GRCh38"}
ADMIN_PASSWORD = "Admin-password-1!"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "recorded(*names): exchanges with a real server that back the test")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            # The server may be anywhere, and it may have something to say, such as that an account expires soon.
            item.add_marker(pytest.mark.enable_socket)
            item.add_marker(pytest.mark.filterwarnings("default"))


@dataclass(frozen=True)
class Server:
    """A server, and who calls it."""

    host: str
    organization: str
    user: str
    password: str = field(repr=False)
    admin_password: str | None = field(repr=False)

    def client(self, **settings: Any) -> OpenCGAClient:
        """Return a client that knows neither the environment nor the home folder."""
        known = {"rest": {"host": self.host}, "cache_folder": "off", "session_folder": str(HERE / "none"), **settings}
        return OpenCGAClient(ClientConfiguration(known, environ={}))

    def logged_in(self, user: str = "", password: str = "", **settings: Any) -> OpenCGAClient:
        """Return a client of a user, that of the options unless given."""
        client = self.client(**settings)
        return client.login(user or self.user, password or self.password, organization=self.organization)


def install(host: str) -> Server:
    """Install an empty sandbox as an administrator installs a server."""
    server = Server(host, "clinic", "olga", f"Pass-{secrets.token_hex(4)}-Word!", ADMIN_PASSWORD)
    admin = server.client()
    body = {"secretKey": secrets.token_hex(16), "password": ADMIN_PASSWORD, "email": "ops@example.org"}
    admin.call("POST", "admin/catalog/install", data={**body, "algorithm": "HS256"})
    admin.login("opencga", ADMIN_PASSWORD, organization="opencga")
    admin.organizations.create(data={"id": "clinic", "name": "Clinic"})
    owner = {"id": "olga", "name": "Olga Reed", "email": "olga@example.org", "password": server.password}
    admin.users.create(data={**owner, "organization": "clinic"})
    admin.organizations.update("clinic", data={"owner": "olga"})
    return server


@pytest.fixture(scope="session")
def server(pytestconfig: pytest.Config) -> Iterator[Server]:
    """The server of the options, or without --host an empty sandbox behind a port."""
    given = {name: pytestconfig.getoption(name) for name in ("host", "organization", "user", "password")}
    if given["host"]:
        if missing := [f"--{name}" for name, value in given.items() if not value]:
            pytest.exit(f"--host was given without {', '.join(missing)}.", returncode=4)
        yield Server(**given, admin_password=pytestconfig.getoption("admin_password"))
        return
    with serve(Sandbox(empty=True)) as served:
        yield install(served.url)


@pytest.fixture(scope="session")
def oc(server: Server) -> Iterator[OpenCGAClient]:
    """A client of the user of the options."""
    with server.logged_in() as client:
        yield client


@pytest.fixture(scope="session")
def random_id() -> Callable[[str], str]:
    """Make an id that nobody has taken."""
    letters = string.ascii_lowercase + string.digits

    def made(prefix: str) -> str:
        return f"{prefix}-{''.join(secrets.choice(letters) for _ in range(10))}"

    return made


@pytest.fixture(scope="session")
def project(oc: OpenCGAClient, random_id: Callable[[str], str]) -> str:
    """A new project; for a user who may not make one, one in which they may make a study."""
    name = random_id("conformance")
    try:
        oc.projects.create(data={"id": name, "name": name, "description": MARK, "organism": ORGANISM})
    except NotAllowedError as error:
        refusal = str(error)
    else:
        return f"{oc.organization}@{name}"
    for row in oc.projects.search(include=["id", "fqn"]).results():
        with contextlib.suppress(AnswerError):
            oc.studies.create(project=row["fqn"], data={"id": random_id("probe"), "description": MARK})
            return str(row["fqn"])
    pytest.skip(f"{oc.user} may make no project and no study: {refusal}")


@pytest.fixture(scope="session")
def new_study(oc: OpenCGAClient, project: str, random_id: Callable[[str], str]) -> Callable[[], Study]:
    """Make an empty study under a random name; servers cannot delete one, so its description says what it is."""

    def made() -> Study:
        name = random_id("study")
        oc.studies.create(project=project, data={"id": name, "name": name, "description": MARK})
        return oc.study(f"{project}:{name}")

    return made


@pytest.fixture(scope="session")
def scratch(new_study: Callable[[], Study]) -> Study:
    """A study to write in; what a test counts there it made itself."""
    return new_study()


VARIABLES = [
    {"id": "age", "type": "INTEGER", "required": True},
    {"id": "ward", "type": "CATEGORICAL", "required": True, "allowedValues": ["NORTH", "SOUTH"]},
    {"id": "weight", "type": "DOUBLE"},
    {"id": "smoker", "type": "BOOLEAN", "required": True, "defaultValue": False},
    {"id": "remark", "type": "STRING"},
]
INTAKE = {"id": "intake", "name": "Intake", "unique": True, "entities": ["SAMPLE", "INDIVIDUAL"]}
PEOPLE: list[dict[str, Any]] = [
    {"id": "father", "name": "Rhône, naïve café №1 字", "sex": {"id": "MALE"}, "dateOfBirth": "19670202"},
    {"id": "mother", "name": "Mother", "sex": {"id": "FEMALE"}, "karyotypicSex": "XX", "lifeStatus": "ALIVE"},
    {
        "id": "child",
        "name": "Child",
        "sex": {"id": "FEMALE"},
        "father": {"id": "father"},
        "mother": {"id": "mother"},
        "phenotypes": [{"id": "HP:0001250", "name": "Seizure", "source": "HPO", "status": "OBSERVED"}],
        "disorders": [{"id": "OMIM:607208", "name": "Dravet syndrome", "source": "OMIM"}],
    },
    {"id": "single", "name": 'O\'Hara; "x", y & z = 100%'},
]
SAMPLES: list[dict[str, Any]] = [
    {"id": "father-g", "individualId": "father", "somatic": False, "description": "blood, 5 ml"},
    {"id": "mother-g", "individualId": "mother", "somatic": False, "description": "naïve café №1"},
    {"id": "child-g", "individualId": "child", "somatic": False},
    {"id": "child-t", "individualId": "child", "somatic": True},
    {"id": "loose.1_a", "somatic": False, "description": "100% 字"},
]
ANNOTATIONS: dict[str, dict[str, Any]] = {
    "father-g": {"age": 54, "ward": "NORTH", "weight": 81.5, "remark": "steady 字"},
    "child-g": {"age": 7, "ward": "SOUTH", "weight": 22.25, "smoker": True},
}
CONTENT = "row 1\nrow 2\nrow 3\n"


@pytest.fixture(scope="session")
def study(oc: OpenCGAClient, new_study: Callable[[], Study]) -> Study:
    """A study with a family of three, their samples, a cohort, a file, a panel and a case; tests only read it."""
    made = new_study()
    fqn = made.fqn
    oc.studies.update_variable_sets(fqn, action="ADD", data={**INTAKE, "variables": VARIABLES})
    for person in PEOPLE:
        oc.individuals.create(study=fqn, data=person)
    for sample in SAMPLES:
        values = ANNOTATIONS.get(sample["id"])
        sets = [{"id": "first", "variableSetId": "intake", "annotations": values}] if values else []
        oc.samples.create(study=fqn, data={**sample, "annotationSets": sets})
    oc.families.create(study=fqn, members=["father", "mother", "child"], data={"id": "F1", "name": "Family 1"})
    members = [{"id": sample} for sample in ("father-g", "mother-g", "child-g")]
    oc.cohorts.create(study=fqn, data={"id": "germline", "type": "COLLECTION", "samples": members})
    oc.files.create(study=fqn, parents=True, data={"path": "data/notes.txt", "type": "FILE", "content": CONTENT})
    oc.disease_panels.create(
        study=fqn, data={"id": "epilepsy", "name": "Epilepsy", "genes": [{"id": "SCN1A", "name": "SCN1A"}]}
    )
    oc.clinical.create(study=fqn, data={"id": "case-1", "type": "SINGLE", "proband": {"id": "child"}})
    return made


@dataclass(frozen=True)
class Second:
    """A user of the same organization who was made for this run."""

    id: str
    client: OpenCGAClient


def _creators(server: Server, oc: OpenCGAClient) -> Iterator[OpenCGAClient]:
    yield oc
    if server.admin_password:
        admin = server.client()
        yield admin.login("opencga", server.admin_password, organization="opencga")


@pytest.fixture(scope="session")
def second(server: Server, oc: OpenCGAClient, random_id: Callable[[str], str]) -> Iterator[Second]:
    """Another user, who is in no study yet; suspended at the end, since servers delete no users."""
    name, password = random_id("user"), f"Aa1!{secrets.token_hex(8)}"
    body = {"id": name, "name": MARK, "email": f"{name}@example.org", "password": password}
    refusal = ""
    for creator in _creators(server, oc):
        try:
            creator.users.create(data={**body, "organization": server.organization})
        except AnswerError as error:
            refusal = str(error)
            continue
        with server.logged_in(name, password) as client:
            yield Second(name, client)
        with contextlib.suppress(AnswerError):
            creator.organizations.user_update_status(
                name, organization=server.organization, data={"status": "SUSPENDED"}
            )
        return
    pytest.skip(f"{oc.user} may make no second user, and --admin-password did not help: {refusal}")
