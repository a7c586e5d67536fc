"""What another program asks and does by HTTP: the JSON of the command line, by the same front door and the same roles.

It knows no server: a request is a method, a path below ``/api/v1/``, its query and its body.
"""

from __future__ import annotations

import argparse
import base64
import json
import math
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from analytics.text.problems import Problem, Refused
from datasets.city import City, access
from datasets.city.all_cities import Cities
from datasets.commands import (
    KNOWN,
    Commands,
    answer_lines,
    draft_replies,
    export_commands,
    import_command,
    published_commands,
    replies,
)
from datasets.reference.naming import find_city
from datasets.store import Store

TOLD = (
    *("actions", "drivers", "duties", "energy", "explanations", "factors", "findings", "frames", "hazards", "history"),
    *("innovation", "pairings", "partners", "peers", "published", "robustness", "status", "targets", "twin"),
    "uncertainties",
)
"""The commands that tell of one city."""
FILE_NAME, REASON = "file", "reason"
OF_AN_IMPORT: Mapping[str, str] = {
    FILE_NAME: "the name of the file that is the body of the request",
    "year": "the inventory year, where the file names none",
    "answer": "KEY=VALUE, what an earlier try asked; may be repeated",
    REASON: "why it replaces what is on file",
    "dry_run": "true: check it and write nothing",
    "looked_at": "true: you have looked at every large finding",
}
STATUSES: Mapping[str, int] = {
    "not-allowed": 403,
    "not-signed-in": 403,
    "address-unknown": 404,
    "city-unknown": 404,
    "revision-unknown": 404,
    "method-unknown": 405,
    "not-permitted": 503,
    "ledger-unheard": 504,
    "ledger-ahead": 504,
}
"""By the code of a problem the status of an answer that refuses; otherwise 503 for what is the server's own (``OWN``),
and 400. What ends in 503 may be sent again later; after 504 the history says first whether it came."""
OWN = ("database-", "disk-", "ledger-", "path-")
_NUMBER = re.compile("[0-9]{1,9}")
_ANSWERS = Path(__file__).with_name("answers.json")
"""The schema of each answer, as ``python -m tests.datasets.rest.answer_shapes`` learns it from the sample cities."""
_NOT_ON_THE_WEB = ("help", "force", "rehearse")
Query = Mapping[str, Sequence[str]]


class RestAnswer(NamedTuple):
    """The status of an answer, and its values for JSON."""

    status: int
    values: Any


def rest_answer(store: Store, who: str, method: str, path: str, query: Query, body: bytes = b"") -> RestAnswer:
    """Answer one request of ``who``. What is refused is told as its problems: 403 what a role forbids, 404 what is not
    there, 405 another method than that of an address, 422 what was read and not taken, 503 what the server cannot do at
    the moment, 400 anything else."""
    names = [unquote(name) for name in path.strip("/").split("/")]
    try:
        access.insist_on_reading(store, who)
        if method != (needed := _method(names)):
            raise Refused(_elsewhere(method, path, needed))
        match names:
            case ["openapi.json"]:
                return RestAnswer(200, openapi())
            case ["cities"] if "answer" in query:
                return RestAnswer(200, published_commands.listed(_one(query, "answer"), _one(query, "country") or None))
            case ["cities"]:
                cities = Cities(store).records()
                return RestAnswer(
                    200, [{"city": one.city_id, "name": one.name, "country": one.country} for one in cities]
                )
            case ["knowledge"]:
                return RestAnswer(200, _told(store, "knowledge", query))
            case ["cities", city, "rows"]:
                _insist_on_names(query, ())
                return RestAnswer(200, City(store, _on_file(store, city)).rows().to_pylist())
            case ["cities", city, "export"]:
                return RestAnswer(200, _exported(City(store, _on_file(store, city)), query))
            case ["cities", city, "import"]:
                return _imported(store, who, _on_file(store, city), query, body)
            case ["cities", city, "status" | "published"] if others := published_commands.not_on_file(store, city):
                return RestAnswer(200, others.as_dict())
            case ["cities", city, command]:
                return RestAnswer(200, _told(store, command, query, _on_file(store, city)))
        made = Cities(store).undo(int(names[1]), who, _one(query, REASON))
        return RestAnswer(200, replies.of_revision(made))
    except Refused as refusal:
        return refused(refusal)


def _method(names: Sequence[str]) -> str:
    """The method of an address; nothing where there is no such address."""
    match names:
        case ["openapi.json"] | ["cities"] | ["knowledge"]:
            return "GET"
        case ["cities", _, command] if command in (*TOLD, "rows", "export"):
            return "GET"
        case ["cities", _, "import"]:
            return "POST"
        case ["revisions", number, "undo"] if _NUMBER.fullmatch(number):
            return "POST"
    return ""


def _elsewhere(method: str, path: str, needed: str) -> Problem:
    found = f"{method} {path[:100]}"
    if needed:
        return Problem("block", "method-unknown", found, needed, "Send it by that method.")
    return Problem("block", "address-unknown", found, "an address of openapi.json", "Correct it.")


def refused(refusal: Refused) -> RestAnswer:
    """What was refused, as an answer: its problems, and the status that the gravest of them has (``STATUSES``)."""
    codes = {problem.code for problem in refusal.problems}
    statuses = [STATUSES.get(code, 503 if code.startswith(OWN) else 400) for code in codes]
    return RestAnswer(max(statuses, default=400), {"problems": [problem.as_dict() for problem in refusal.problems]})


def _on_file(store: Store, city: str) -> str:
    return find_city(city, store.cities()).city_id


def _told(store: Store, command: str, query: Query, city: str | None = None) -> Any:
    asked = _asked(command, query)
    asked.city = city or asked.city
    return answer_lines.told(store, asked).values


def _exported(city: City, query: Query) -> dict[str, Any]:
    """A file of what is on file of a city, as text in base64, beside what the format leaves out."""
    asked = _asked("export", query)
    made = city.export(asked.format, asked.year, asked.language)
    return {
        "file": f"{city.id}-{asked.format}{export_commands.ENDINGS.get(asked.format, '.csv')}",
        "bytes": len(made.content),
        "content": base64.b64encode(made.content).decode(),
        "left_out": [{"what": what, "reason": reason} for what, reason in made.left_out],
    }


def _asked(command: str, query: Query) -> argparse.Namespace:
    """What a query asks of a command, by the names of its options. Raises Refused for another name or value, and where
    one is missing."""
    parser, options = _parser(command), _options(command)
    _insist_on_names(query, options)
    held = {one.dest: one.default for one in parser._actions if one.dest != "help"}
    asked = argparse.Namespace(**held | parser._defaults)
    for name, option in options.items():
        values = [_value(option, text) for text in query.get(name, ())]
        if _is_needed(option) and not values:
            raise Refused(Problem("block", "argument-missing", "nothing", name, "Name it."))
        if values:
            setattr(asked, name, values if _may_repeat(option) else values[-1])
        elif option.nargs == "*":
            setattr(asked, name, [])
    return asked


def _insist_on_names(query: Query, names: Collection[str]) -> None:
    """Raise Refused where a query names an option that there is not."""
    if unknown := sorted(query.keys() - set(names)):
        expected = f"one of {', '.join(names)}" if names else "no option"
        raise Refused(Problem("block", "option-unknown", f'"{unknown[0][:40]}"', expected, "Correct the name."))


def _is_needed(option: argparse.Action) -> bool:
    return option.required and option.nargs != "*"


def _may_repeat(option: argparse.Action) -> bool:
    return option.nargs == "*" or isinstance(option, argparse._AppendAction)


def _value(option: argparse.Action, text: str) -> Any:
    if option.nargs == 0:
        return text.casefold() in ("", "1", "true", "yes")
    try:
        value = option.type(text) if callable(option.type) else text
        if option.choices is not None and value not in option.choices:
            raise ValueError(text)
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(text)
    except (ValueError, argparse.ArgumentTypeError):
        expected = option.help or "another value"
        if option.choices is not None:
            expected = f"one of {', '.join(map(str, option.choices))}"
        raise Refused(Problem("block", "option-unreadable", f'"{text[:40]}"', expected, "Correct the value.")) from None
    return value


def _options(command: str) -> dict[str, argparse.Action]:
    """The options of a command by their names, but for the city of an address and those that write a file."""
    actions = [one for one in _parser(command)._actions if one.option_strings or one.dest != "city"]
    return {one.dest: one for one in actions if one.dest not in _NOT_ON_THE_WEB and one.type is not Path}


@cache
def _parser(command: str) -> argparse.ArgumentParser:
    found = _Parsers()
    import_module(f"datasets.commands.{KNOWN[command][0]}").add(found)
    return found.by_name[command]


class _Parsers(Commands):
    """Takes the parsers of a home of commands, without those of the others."""

    def __init__(self) -> None:
        self.by_name: dict[str, argparse.ArgumentParser] = {}

    def parser(self, name: str, parents: Sequence[argparse.ArgumentParser]) -> argparse.ArgumentParser:
        """The parser of one command."""
        self.by_name[name] = argparse.ArgumentParser(parents=list(parents), exit_on_error=False)
        return self.by_name[name]


def _one(query: Query, name: str, otherwise: str = "") -> str:
    return query.get(name, (otherwise,))[-1]


def _imported(store: Store, who: str, city: str, query: Query, body: bytes) -> RestAnswer:
    """Check the file that is the body of a request, and take it in where it stands ready."""
    access.insist(store, who, "commit", city)
    _insist_on_names(query, OF_AN_IMPORT)
    from datasets.commands.arguments import pairs, plain

    query = {name: [plain(text) for text in said] for name, said in query.items()}
    year = _one(query, "year")
    if year and not _NUMBER.fullmatch(year):
        raise Refused(Problem("block", "option-unreadable", f'"{year[:40]}"', "a year", "Correct the value."))
    reason = _one(query, REASON)
    answers = pairs(query.get("answer", ()), "decimal=comma") | ({"reason": reason} if reason else {})
    asked = argparse.Namespace(
        city=city,
        year=int(year) if year else None,
        no_memory=True,
        dry_run=_one(query, "dry_run").casefold() in ("1", "true"),
        looked_at=_one(query, "looked_at").casefold() in ("1", "true"),
        reason=reason or None,
    )
    name = Path(_one(query, FILE_NAME, "upload.csv")).name
    taken = import_command.take_content(store, body, name, asked, answers, who, uploaded=True)
    told = draft_replies.of_draft(taken.draft, taken.outcome, taken.revision, taken.examined, taken.replaced)
    return RestAnswer(200 if taken.draft.ready else 422, told)


@cache
def openapi() -> dict[str, Any]:
    """What there is, as OpenAPI 3.1: from the commands themselves, so that it cannot say anything else."""
    city = {"name": "city", "in": "path", "required": True, "schema": {"type": "string"}, "description": "id or name"}
    answer = _text("answer", "list the signatories of which others published so much instead, such as needed pace")
    listing = [answer, _text("country", "where, with answer: an ISO code or a name")]
    asked = {"/cities": ("list the cities on file", listing), "/knowledge": _of_command("knowledge")}
    for command in (*TOLD, "export"):
        summary, queries = _of_command(command)
        asked[f"/cities/{{city}}/{command}"] = (summary, [city, *queries])
    asked["/cities/{city}/rows"] = ("every row in force, energy in MWh and gases in tonnes", [city])
    asked["/cities/{city}/picture.svg"] = ("its curve as a picture with its source", [city, _text("language", "as de")])
    paths = {path: {"get": _operation(path, *said)} for path, said in asked.items()}
    paths["/cities/{city}/picture.svg"]["get"]["responses"]["200"]["content"] = {"image/svg+xml": {}}
    of_file = [_text(name, told) for name, told in OF_AN_IMPORT.items()]
    path, file = "/cities/{city}/import", {"required": True, "content": {"application/octet-stream": {}}}
    acting: dict[str, Any] = {"security": [{"token": []}]}
    bringing = _operation(path, "check a file and take it in", [city, *of_file]) | {"requestBody": file} | acting
    bringing["responses"] |= {
        "413": _answer("too large"),
        "422": _answer("read and not taken", path),
        "504": _answer("nobody can say whether it was taken: look into the history first"),
    }
    paths[path] = {"post": bringing}
    path = "/revisions/{number}/undo"
    number = {"name": "number", "in": "path", "required": True, "schema": {"type": "integer"}}
    undoing = _operation(path, "put back what counted before a revision", [number, _text(REASON, "why")])
    paths[path] = {"post": undoing | acting}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Inventories, targets and verdicts of cities",
            "version": "1",
            "description": "Where nobody signs in a reader needs no token; who writes always does. Each value that is "
            "not known is null, and the schemas name what the answers about the sample cities hold.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{}, {"token": []}],
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {_named(path): schema for path, schema in json.loads(_ANSWERS.read_bytes()).items()},
        },
        "paths": paths,
    }


def _of_command(command: str) -> tuple[str, list[dict[str, Any]]]:
    return KNOWN[command][1], [_parameter(name, option) for name, option in _options(command).items()]


def _operation(path: str, summary: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    told = {400: "not understood", 401: "no token that holds", 403: "no role for it", 404: "not there"}
    told |= {405: "another method", 503: "not at the moment: send it again later"}
    answers = {str(status): _answer(words) for status, words in told.items()}
    return {"summary": summary, "parameters": parameters, "responses": {"200": _answer("done", path)} | answers}


def _answer(words: str, path: str = "refused") -> dict[str, Any]:
    """An answer with the schema of a path, or of what was refused."""
    schema = {"$ref": f"#/components/schemas/{_named(path)}"}
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _named(path: str) -> str:
    return path.rpartition("/")[2]


def _text(name: str, told: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "string"}, "description": told}


def _parameter(name: str, option: argparse.Action) -> dict[str, Any]:
    kinds: dict[Any, str] = {int: "integer", float: "number"}
    kind: dict[str, Any] = {"type": "boolean" if option.nargs == 0 else kinds.get(option.type, "string")}
    if option.choices is not None:
        kind["enum"] = list(option.choices)
    if _may_repeat(option):
        kind = {"type": "array", "items": kind}
    told = {"name": name, "in": "query", "schema": kind, "description": option.help or ""}
    return told | {"required": True} if _is_needed(option) else told
