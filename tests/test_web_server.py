import argparse
import socket
import threading
from contextlib import closing

import pytest
from corpora import mirrored, result
from serving import Server, serving

from bicorpus import InputError, UsageError
from corpus.cli import main
from corpus.store import open_store
from corpus.verbs.review import add_arguments
from corpus.web import server


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "s.corpus"
    with open_store(path, write=True) as store:
        store.put_file(result("a", mirrored("a")))
    return path


def beside(path):
    return sorted(found.name for found in path.parent.iterdir())


class TestLife:
    def test_it_keeps_the_log_while_it_runs_and_leaves_one_file(self, corpus):
        with serving(corpus) as running:
            assert running.get("/").status == 200
            with open_store(corpus, write=True) as store:
                store.put_file(result("b", mirrored("b"), sha256="b"))
            assert beside(corpus) == ["s.corpus", "s.corpus-shm", "s.corpus-wal"]
        assert beside(corpus) == ["s.corpus"]

    def test_told_to_end_it_ends_quietly(self, corpus):
        running = Server(corpus)
        running.get("/")
        assert "Traceback" not in running.stop()
        assert running.process.returncode == 0

    def test_it_listens_on_this_machine_only(self, corpus):
        with serving(corpus) as running, closing(socket.socket()) as other:
            assert running.host.startswith("127.0.0.1:")
            other.bind(("127.0.0.2", int(running.host.partition(":")[2])))  # nobody listens on all addresses

    def test_it_names_the_address_with_a_key_of_its_own(self, corpus):
        with serving(corpus) as one, serving(corpus) as two:
            assert one.key != two.key
            assert one.host != two.host


class TestPorts:
    def test_one_that_is_taken_is_told(self, corpus, capsys):
        with closing(socket.create_server(("127.0.0.1", 0))) as taken:
            port = taken.getsockname()[1]
            assert main(["review", str(corpus), "--port", str(port)]) == 2
        assert f"port {port}: is taken" in capsys.readouterr().err

    def test_the_next_free_one_is_taken_unless_one_was_named(self, monkeypatch):
        with closing(socket.create_server(("127.0.0.1", 0))) as taken:
            port = taken.getsockname()[1]
            monkeypatch.setattr(server, "PORT", port)
            with server._listening(None) as listener:
                assert listener.getsockname()[1] > port

    @pytest.mark.parametrize("port", ["-1", "65536", "http", "", "８０"])
    def test_what_is_none_is_refused(self, port):
        parser = argparse.ArgumentParser(exit_on_error=False)
        add_arguments(parser)
        with pytest.raises(argparse.ArgumentError, match="not a port"):
            parser.parse_args(["x.corpus", f"--port={port}"])


class TestCorpus:
    def test_one_that_is_not_there_is_told_before_anything_is_served(self, tmp_path, capsys):
        assert main(["review", str(tmp_path / "no.corpus"), "--port", "0"]) == 1
        assert "no such corpus" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []

    def test_one_that_cannot_be_written_is_held_for_reading(self, corpus, monkeypatch):
        monkeypatch.setattr("os.access", lambda path, mode: mode != 2)
        with server._held(corpus):
            assert beside(corpus) == ["s.corpus"]

    def test_one_that_is_none_is_no_matter_of_places(self, tmp_path):
        (tmp_path / "x.corpus").write_text("text" * 500)
        with pytest.raises(InputError), server._held(tmp_path / "x.corpus"):
            raise UsageError("never reached")


def test_requests_at_once_are_all_answered(corpus):
    with serving(corpus) as running:
        statuses = []
        threads = [threading.Thread(target=lambda: statuses.append(running.get("/records").status)) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert statuses == [200] * 20
