"""What a city's server starts is what the tests start; nothing but the proxy is reachable."""

import os

import pytest
import yaml

from sabang_kinerja.embedded.within import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
EXAMPLE = (ROOT / "deploy/example.env").read_text()


@pytest.mark.parametrize("name", ["web", "worker", "scheduler"])
def test_service_starts_the_command_that_the_tests_start(name):
    assert SERVICES[name]["command"] == [f"script/{name}"]
    assert os.access(ROOT / "script" / name, os.X_OK)


@pytest.mark.parametrize("name", ["web", "worker", "scheduler", "prepare"])
def test_service_is_told_where_database_and_broker_are(name):
    environment = SERVICES[name]["environment"]

    assert "@postgres:5432/" in environment["DATABASE_URL"]
    assert "@redis:6379/" in environment["REDIS_URL"]
    assert SERVICES[name]["volumes"] == ["state:/state"]


def test_only_the_proxy_is_reachable_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"]
    for name in ("postgres", "redis"):
        assert SERVICES[name]["networks"] == ["inside"]


def test_services_depend_on_each_other_and_on_declared_volumes_only():
    for service in SERVICES.values():
        assert set(service.get("depends_on", [])) <= set(SERVICES)
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in COMPOSE["volumes"] or (ROOT / source).exists()


def test_every_secret_of_the_services_stands_in_the_example_without_a_value():
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"):
        assert f"${{{name}-}}" in text
        assert f"\n{name}=\n" in EXAMPLE


def test_image_has_the_libraries_that_set_up_installs():
    setup = (ROOT / "script/setup").read_text()
    libraries = setup.partition("LIBRARIES=(")[2].partition(")")[0].split()

    dockerfile = (ROOT / "Dockerfile").read_text()

    assert len(libraries) == 3
    assert all(library in dockerfile for library in libraries)
