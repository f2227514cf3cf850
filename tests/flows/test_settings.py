"""Settings: from the file, from the environment, and what is told about a wrong one."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from extractors.errors import SettingsError
from flows.settings import Settings, load_settings
from flows.sources.spec import SourceKind


def write(folder: Path, text: str) -> Path:
    file = folder / "winnow.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_sets_and_what_it_leaves_out_has_a_default(tmp_path: Path) -> None:
    settings = load_settings(
        write(
            tmp_path,
            """
            contact = "desk@herald.example"
            delay_s = 2.5
            warehouse = "data"
            allow_net = ["10.1.0.0/16", "fd00::/8"]
            [connect_to]
            "herald.example" = "127.0.0.1:8080"
            """,
        )
    )
    assert (settings.delay_s, settings.deadline_s, settings.max_redirects) == (2.5, 30.0, 5)
    assert settings.warehouse == tmp_path / "data"
    assert settings.warc_folder == tmp_path / "data" / "warc"
    assert settings.allow_net == (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))
    assert settings.user_agent.startswith("winnow/")
    assert "desk@herald.example" in settings.user_agent


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()


def test_sources_are_tables(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "list.txt").write_text("https://a.example/1\n", encoding="utf-8")
    settings = load_settings(
        write(
            tmp_path,
            """
            [[source]]
            location = "https://herald.example/sitemap.xml"
            max_pages = 10
            [[source]]
            name = "Gazette"
            kind = "links"
            location = "https://gazette.example/news"
            delay_s = 5
            [[source]]
            urls = ["https://courier.example/1", "https://courier.example/2"]
            [[source]]
            location = "pages"
            [[source]]
            location = "list.txt"
            """,
        )
    )
    assert [(source.name, source.kind, source.max_pages, source.delay_s) for source in settings.sources] == [
        ("herald.example", SourceKind.SITEMAP, 10, None),
        ("Gazette", SourceKind.LINKS, None, 5),
        ("courier.example", SourceKind.URLS, None, None),
        ("pages", SourceKind.DIRECTORY, None, None),
        ("list.txt", SourceKind.URLS, None, None),
    ]
    assert settings.sources[2].urls == ("https://courier.example/1", "https://courier.example/2")
    assert Path(settings.sources[3].location) == tmp_path / "pages"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dealy_s = 1", ["unknown setting 'dealy_s'", "did you mean 'delay_s'"]),
        ("xyzzy = 1", ["unknown setting 'xyzzy'", "known are"]),
        ("delay_s = -1", ["delay_s = -1", "greater than or equal to 0"]),
        ('delay_s = "soon"', ["delay_s = 'soon'", "valid number"]),
        ('allow_net = ["10.0.0.1/8"]', ["allow_net", "10.0.0.1/8"]),
        ('log_format = "xml"', ["log_format", "text"]),
        ('contact = "a\\nb"', ["contact", "one line"]),
        ("delay_s = ", ["not valid TOML"]),
        ("a = 1\nb = = 2", ["not valid TOML", "line 2"]),
        ("[[source]]\nlocation = 'gone'\nkind = 'warc'", ["no such file or folder"]),
        ('[connect_to]\n"a.example" = "localhost"', ["connect_to.a.example", "an address and a port"]),
        ('[connect_to]\n"a.example" = "localhost:80"', ["connect_to.a.example", "localhost"]),
        ("[[source]]\nlocatoin = 'x'", ["unknown setting 'locatoin'", "did you mean 'location'"]),
        ("[[source]]\nname = 'x'", ["needs `location`"]),
        ("[[source]]\nlocation = 'https://a.example/'\nkind = 'blog'", ["unknown kind of source 'blog'", "sitemap"]),
        ("[[source]]\nlocation = 'nowhere'", ["no file or folder", "nowhere"]),
        ("[[source]]\nlocation = 'ftp://a.example/'", ["only http and https"]),
        ("[[source]]\nurls = 'https://a.example/'", ["list of addresses"]),
        ("[[source]]\nlocation = 'https://a.example/'\nmax_pages = 0", ["max_pages", "at least 1"]),
        ("[source]\nlocation = 'x'", ["two brackets"]),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(text: str, words: list[str], tmp_path: Path) -> None:
    file = write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(file)
    message = str(caught.value)
    assert message.startswith(str(file))
    assert "\n" not in message
    assert [word for word in words if word not in message] == []


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such settings file"):
        load_settings(tmp_path / "winnow.toml")


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINNOW_DELAY_S", "7")
    assert load_settings(write(tmp_path, "delay_s = 1\nretries = 1")).delay_s == 7.0


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("WINNOW_DEALY_S", "1", "did you mean 'delay_s'"),
        ("WINNOW_DELAY_S", "soon", "environment WINNOW_DELAY_S"),
        ("WINNOW_ALLOW_NET", '["127.0.0.0/8"]', "winnow.toml only"),
        ("WINNOW_CONNECT_TO", '{"a.example": "127.0.0.1:1"}', "winnow.toml only"),
    ],
)
def test_a_wrong_variable_is_named(
    name: str, value: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=words):
        load_settings(write(tmp_path, ""))


def test_the_environment_cannot_open_a_net(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINNOW_ALLOW_NET", '["127.0.0.0/8"]')
    monkeypatch.setenv("WINNOW_CONNECT_TO", '{"a.example": "127.0.0.1:1"}')
    assert Settings().allow_net == ()
    assert Settings().connect_to == {}
