from __future__ import annotations

from pathlib import Path

import pytest

from opencga_frames.configuration.client_configuration import ClientConfiguration, Host
from opencga_frames.configuration.hosts import same_address
from opencga_frames.errors import ConfigurationError, UnknownNameError
from opencga_frames.ground import limits
from opencga_frames.ground.secret import Secret

FILES = Path(__file__).parents[1] / "data" / "client-configuration"
WS = "https://ws.example.org/opencga"


def configured(source=None, **environ):
    return ClientConfiguration(source, environ=environ)


def at(host, **more):
    return {"rest": {"host": host}, **more}


def test_file_with_one_host():
    read = configured(FILES / "one-host.yml")
    assert read.host == Host("opencga", "https://old.example.org/opencga-1")
    assert read.verify is True
    assert read.page_size == limits.PAGE_SIZE


def test_file_with_hosts_and_a_default_index():
    read = configured(str(FILES / "hosts-by-index.yml"))
    assert read.host == Host("South", "https://south.example.org/opencga")
    assert read.with_host("NORTH").url == "https://north.example.org/opencga"
    assert read.verify is False


def test_file_with_hosts_and_a_default_name():
    read = configured(FILES / "hosts-by-name.yml")
    assert read.host == Host("Production", "https://ws.example.org/opencga-prod")
    assert [host.name for host in read.hosts] == ["test", "Production"]
    assert read.cookies == {"JSESSIONID": "node01"}


def test_file_of_pyopencga():
    read = configured(FILES / "pyopencga.yml")
    assert read.host == Host("prod", "https://ws.example.org/opencga-prod")
    assert (read.verify, read.retries, read.sso_login) == (False, 2, True)
    assert read.cookies == {"JSESSIONID": "node02"}


def test_json_file_mapping_and_address_say_the_same(tmp_path):
    file = tmp_path / "c.json"
    file.write_text('{"rest": {"host": "https://ws.example.org/opencga"}}')
    assert configured(file) == configured(at(WS)) == configured(WS)


def test_the_environment_alone():
    read = configured(
        None,
        OPENCGA_HOST=WS,
        OPENCGA_USER="nadia",
        OPENCGA_PASSWORD="pw",
        OPENCGA_ORGANIZATION="northlake",
        OPENCGA_STUDY="paeds",
    )
    assert (read.url, read.user, read.organization, read.study) == (WS, "nadia", "northlake", "paeds")
    assert read.password == Secret("pw")


def test_the_process_environment_is_the_default(monkeypatch):
    monkeypatch.setenv("OPENCGA_HOST", WS)
    assert ClientConfiguration().url == WS


def test_nothing_at_all_is_an_error_with_advice():
    with pytest.raises(ConfigurationError, match=r"Set OPENCGA_HOST, or give the path"):
        configured()


def test_what_the_source_says_wins():
    read = configured(
        at(WS, user="nadia", password="own", study="a"),
        OPENCGA_HOST="other.example.org",
        OPENCGA_USER="omar",
        OPENCGA_PASSWORD="his",
        OPENCGA_TOKEN="a.b.c",
        OPENCGA_STUDY="b",
    )
    assert (read.url, read.user, read.password, read.token, read.study) == (WS, "nadia", Secret("own"), None, "a")


def test_a_password_of_somebody_else_is_not_taken_from_the_environment():
    read = configured(at(WS, user="nadia"), OPENCGA_USER="omar", OPENCGA_PASSWORD="his")
    assert (read.user, read.password) == ("nadia", None)


def test_a_token_of_the_environment_is_marked_as_such():
    assert configured(at(WS), OPENCGA_TOKEN="a.b.c\n").token == Secret("a.b.c")
    assert configured(at(WS), OPENCGA_TOKEN="a.b.c").token_from_environment
    assert not configured(at(WS, token="a.b.c"), OPENCGA_TOKEN="x.y.z").token_from_environment


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("ws.example.org/opencga", WS),
        (" https://WS.example.org/opencga/// ", WS),
        ("https://ws.example.org/opencga/webservices/rest/v2/meta/about", WS),
        ("https://ws.example.org/opencga/webservices", WS),
        ("https://ws.example.org/opencga?x=1#y", WS),
        ("localhost:9090/opencga", "https://localhost:9090/opencga"),
        ("http://127.0.0.1:9090/opencga", "http://127.0.0.1:9090/opencga"),
        ("http://[::1]:9090/opencga", "http://[::1]:9090/opencga"),
        ("https://ws.example.org", "https://ws.example.org"),
    ],
)
def test_addresses_as_people_write_them(written, url):
    assert configured(at(written)).url == url


@pytest.mark.parametrize(
    "written", ["ftp://ws.example.org", "https://", "https://h:port/x", "two words", "https:///opencga"]
)
def test_addresses_that_are_none(written):
    with pytest.raises(ConfigurationError, match=r"^rest\.host in the given mapping "):
        configured(at(written))


def test_user_information_of_an_address_is_taken_out_and_used():
    read = configured(at("https://nadia:s%40cret@ws.example.org/opencga"))
    assert (read.url, read.user, read.password) == (WS, "nadia", Secret("s@cret"))


@pytest.mark.parametrize("source", [at("https://nadia:hush@h.org:port"), at("ftp://nadia:hush@h.org")])
def test_errors_show_no_user_information(source):
    with pytest.raises(ConfigurationError) as caught:
        configured(source)
    assert "hush" not in str(caught.value)


def test_nothing_printed_shows_a_secret():
    read = configured(at("https://nadia:hush@h.org", token="eyJhushhush.x.y", cookies={"SESSION": "hush"}))
    assert "hush" not in repr(read) + str(read) + f"{read.token} {read.password!r}"
    assert "Secret('***')" in repr(read)


def test_an_unfilled_placeholder_is_named():
    with pytest.raises(ConfigurationError) as caught:
        configured(at("${OPENCGA.CLIENT.REST.HOST}"), OPENCGA_HOST=WS)
    assert "rest.host in the given mapping" in str(caught.value)
    assert "${OPENCGA.CLIENT.REST.HOST}" in str(caught.value)


def test_an_unfilled_placeholder_of_another_host_matters_only_when_chosen():
    with pytest.raises(ConfigurationError, match=r"unfilled placeholder \$\{OPENCGA"):
        configured(FILES / "hosts-by-name.yml").with_host("test")


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ({"rest": "here"}, "rest in"),
        ({"rest": {"host": ["a"]}}, "rest.host in"),
        ({"rest": {"hosts": {"name": "a"}}}, "rest.hosts in"),
        ({"rest": {"hosts": [{"name": "a"}]}}, "rest.hosts[0] in"),
        ({"rest": {"hosts": [{"url": WS}], "defaultHostIndex": 1}}, "rest.defaultHostIndex in"),
        ({"rest": {"hosts": [{"url": WS}], "defaultHost": "x"}}, "rest.defaultHost in"),
        (at(WS, cookies=["a"]), "cookies in"),
        (at(WS, page_size=0), "page_size in"),
        (at(WS, workers="4"), "workers in"),
        (at(WS, read_timeout=True), "read_timeout in"),
        (at(WS, verify=3), "verify in"),
        (at(WS, user=["nadia"]), "user in"),
        ({"rest": {"host": WS, "tlsAllowInvalidCertificates": "maybe"}}, "rest.tlsAllowInvalidCertificates in"),
    ],
)
def test_wrong_shapes_name_source_and_key(source, key):
    with pytest.raises(ConfigurationError) as caught:
        configured(source)
    assert str(caught.value).startswith(f"{key} the given mapping ")


@pytest.mark.parametrize(
    ("name", "text"), [("c.yml", "rest: [secret: x"), ("c.json", '{"token": secret'), ("c.yml", "- a")]
)
def test_broken_files_are_named_without_their_content(tmp_path, name, text):
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(ConfigurationError) as caught:
        configured(file)
    assert str(file) in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"none\.yml cannot be read: No such file"):
        configured(tmp_path / "none.yml")


def test_unknown_keys_are_ignored():
    assert configured(at(WS, organism={"taxonomyCode": 9606}, logLevel="INFO")) == configured(at(WS))


def test_ca_file_and_switch():
    assert configured(at(WS, verify="/etc/ssl/ours.pem")).verify == "/etc/ssl/ours.pem"
    assert configured(at(WS, verify=False)).verify is False


def test_a_configuration_is_frozen():
    with pytest.raises(AttributeError):
        configured(at(WS)).user = "omar"


def test_replace_checks_names_and_values():
    read = configured(at(WS))
    assert read.replace(user="nadia", token="a.b.c", read_timeout=5).read_timeout == 5.0
    assert read.replace(url="other.example.org/").url == "https://other.example.org"
    assert read.user is None
    with pytest.raises(UnknownNameError, match="Did you mean 'page_size'"):
        read.replace(pagesize=10)
    with pytest.raises(ConfigurationError, match="workers in the call is 0"):
        read.replace(workers=0)


def test_an_unknown_host_names_the_near_ones():
    with pytest.raises(UnknownNameError, match="Did you mean 'South'"):
        configured(FILES / "hosts-by-index.yml").with_host("Sout")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(WS, "ws.example.org/opencga/", True), (WS, "http://ws.example.org/opencga", False), (WS, "", False)],
)
def test_same_address(one, other, same):
    assert same_address(one, other) is same


def test_reading_sends_nothing_and_looks_for_no_other_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "client-configuration.yml").write_text("rest: {host: https://trap.example.org}")
    with pytest.raises(ConfigurationError):
        configured()


def test_the_version_segment_of_servers_1_4_can_be_asked_for() -> None:
    source = {"rest": {"host": "https://ws.example.org/opencga"}, "version": "v1"}
    assert ClientConfiguration(source, environ={}).api_version == "v1"
    assert ClientConfiguration({"rest": source["rest"]}, environ={}).api_version == "v2"
    with pytest.raises(ConfigurationError, match="version segment such as v2"):
        ClientConfiguration(source | {"version": "1.4"}, environ={})


@pytest.mark.parametrize(
    "text",
    [
        "retries: " + "9" * 5_000,
        "retries: 0x" + "F" * 5_000,
        "version_check: 0x" + "F" * 5_000,
        "x: 2001-02-30",
        "2001-13-45: x",
        "x: !!int x",
        "x: !!bool x",
        "x: !!timestamp x",
    ],
)
def test_a_value_that_python_cannot_read_or_write_is_our_error(tmp_path, text):
    path = tmp_path / "client-configuration.yml"
    path.write_text(f"rest: {{host: http://h.example.org}}\n{text}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"client-configuration\.yml"):
        ClientConfiguration(path, environ={})


def test_a_number_of_thousands_of_digits_in_json_is_our_error(tmp_path):
    path = tmp_path / "client-configuration.json"
    path.write_text('{"retries": ' + "9" * 5_000 + "}", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="holds a value that is not of the type it is written as"):
        ClientConfiguration(path, environ={})


@pytest.mark.parametrize("address", ["https://me:12/cret@h.example.org", "http://http://me:s3cret@h.example.org"])
def test_an_address_with_a_slash_in_its_password_is_refused_without_it(address):
    with pytest.raises(ConfigurationError, match="a slash in a password is written %2F") as caught:
        ClientConfiguration({"rest": {"host": address}}, environ={})
    assert "cret" not in str(caught.value)
