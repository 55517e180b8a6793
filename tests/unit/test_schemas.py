"""Every kind of file has a schema for editors, and what is committed is what the models say."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from isoqms.model.layout import KINDS
from isoqms.model.schemas import schema_texts, write_schemas
from isoqms.resources import folder

NAMES = [kind.name for kind in KINDS]


def errors(name: str, value: object) -> list[str]:
    schema = json.loads(schema_texts()[name])
    return [error.message for error in Draft202012Validator(schema).iter_errors(value)]


def test_the_committed_schemas_are_those_of_the_models() -> None:
    committed = {
        path.stem: path.read_text(encoding="utf-8") for path in folder("schemas").glob("*.json")
    }
    assert committed == schema_texts()


def test_writing_leaves_no_schema_of_a_kind_that_is_no_more(tmp_path: Any) -> None:
    (tmp_path / "so-tay.json").write_text("{}")
    write_schemas(tmp_path)
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_schema_of_2020_12_that_names_its_keys_in_vietnamese(name: str) -> None:
    schema = json.loads(schema_texts()[name])
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:isoqms:schema:{name}"
    keys = dict(schema["properties"])
    for part in schema.get("$defs", {}).values():
        keys |= part.get("properties", {})
    assert all(part["title"] and part["description"] for part in keys.values())
    assert not any(
        title.isascii() and "_" in title for title in (part["title"] for part in keys.values())
    )


def test_a_number_without_quotes_is_welcome_where_a_text_is_read() -> None:
    assert errors("danh-muc", {"procedures": [{"code": 1.012766, "name": "A", "field": "B"}]}) == []


def test_a_key_left_empty_is_as_good_as_no_key() -> None:
    assert errors("van-de", {"reviewed": None}) == []
    assert errors("nguon-luc", {"people_in_charge": None, "consultant": None}) == []


def test_a_code_with_vietnamese_letters_is_welcome_and_one_with_a_space_is_not() -> None:
    head = {"title": "Sổ", "kind": "bieu-mau"}
    assert errors("du-thao", {"code": "QT-ĐĐ-01", **head}) == []
    assert errors("du-thao", {"code": "QT ĐĐ 01", **head}) != []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("rui-ro", {"ruiro": []}, id="an unknown key"),
        pytest.param("rui-ro", {"acceptable": -1}, id="a count below nought"),
        pytest.param("van-de", {"reviewed": 20250331}, id="a day that is no date"),
        pytest.param(
            "du-thao",
            {"code": "A", "title": "B", "kind": "so-tay"},
            id="an unknown kind of document",
        ),
        pytest.param("isoqms", {"name": "UBND xã An Phú"}, id="keys that are wanted and missing"),
    ],
)
def test_what_the_model_refuses_the_editor_shows(name: str, value: object) -> None:
    assert errors(name, value) != []


def test_likelihood_and_severity_stay_between_one_and_five() -> None:
    risk = {
        "id": "a",
        "kind": "rui-ro",
        "process": "b",
        "description": "c",
        "likelihood": 3,
        "severity": 5,
    }
    assert errors("rui-ro", {"risks": [risk]}) == []
    assert errors("rui-ro", {"risks": [risk | {"likelihood": 6}]}) != []
