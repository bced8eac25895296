"""Records what the real infrahub-sdk says about small inputs.

Reads test/evidence/inputs/*.yml and writes test/evidence/recorded.json, the evidence that rule tests rely on.
Needs `infrahub-sdk[all]` (the version is written into the recording) and the version facts for the core schema:

    python scripts/data/recordLoader.py [FACTS_DIR]   (default: CASCADE_FACTS, else ../shared/facts/versions)
"""

from __future__ import annotations

import asyncio
import base64
import importlib.metadata
import json
import multiprocessing
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pydantic
import yaml
from infrahub_sdk import Config, InfrahubClient
from infrahub_sdk.ctl.repository import find_repository_config_file, load_repository_config_file
from infrahub_sdk.exceptions import Error, ValidationError
from infrahub_sdk.schema import SchemaRootAPI
from infrahub_sdk.schema.main import BranchSchema
from infrahub_sdk.schema.repository import InfrahubRepositoryConfig
from infrahub_sdk.spec.menu import MenuFile
from infrahub_sdk.spec.object import ObjectFile

ROOT = Path(__file__).resolve().parents[2]
EVIDENCE = ROOT / "test" / "evidence"
SERVER = "1.11"

Outcome = dict[str, Any]


def problem(exc: BaseException, stage: str, **extra: Any) -> list[dict[str, Any]]:
    """The errors of one exception, with the place and message the SDK gives."""
    cause = exc if isinstance(exc, pydantic.ValidationError) else exc.__cause__
    if isinstance(cause, pydantic.ValidationError):
        return [
            {
                **extra,
                "stage": stage,
                "at": "/".join(str(part) for part in error["loc"]),
                "message": error["msg"],
                "type": error["type"],
            }
            for error in cause.errors()
        ]
    texts = getattr(exc, "messages", None) or [getattr(exc, "message", None) or str(exc)]
    return [{**extra, "stage": stage, "message": text, "type": type(exc).__name__} for text in texts]


def outcome(errors: list[dict[str, Any]], **extra: Any) -> Outcome:
    return {"accepted": not errors, **extra, "errors": errors}


def read_config(path: Path) -> tuple[InfrahubRepositoryConfig | None, list[dict[str, Any]]]:
    """The two steps of infrahubctl: read the YAML, then build the model."""
    try:
        data = load_repository_config_file(path)
    except Exception as exc:
        return None, problem(exc, "read")
    try:
        return InfrahubRepositoryConfig(**data), []
    except Exception as exc:
        return None, problem(exc, "model" if isinstance(exc, pydantic.ValidationError) else "crash")


def record_config(content: bytes) -> Outcome:
    path = Path(".infrahub.yml")
    path.write_bytes(content)
    return outcome(read_config(path)[1])


def parts_of(config: InfrahubRepositoryConfig) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What infrahubctl fetches from a repository when it runs the parts of a config."""
    here = str(Path.cwd())

    def load(part: Any) -> Callable[[], Any]:
        folder = str(part.file_path.parent) if part.file_path.parent != Path() else None
        return lambda: part.load_class(import_root=here, relative_path=folder)

    for query in config.queries:
        yield f"queries/{query.name}", lambda query=query: query.load_query()
    for fragment in config.graphql_fragments:
        yield f"graphql_fragments/{fragment.name}", lambda fragment=fragment: fragment.load_fragments()
    for check in config.check_definitions:
        yield f"check_definitions/{check.name}", load(check)
    for transform in config.python_transforms:
        yield f"python_transforms/{transform.name}", load(transform)
    for generator in config.generator_definitions:
        yield f"generator_definitions/{generator.name}/query", lambda name=generator.query: config.get_query(name)
        yield f"generator_definitions/{generator.name}", load(generator)


def record_repository(files: dict[str, str | None]) -> Outcome:
    for path, text in files.items():
        if text is not None:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(text, encoding="utf-8")
    used = find_repository_config_file(Path())
    config, errors = read_config(used)
    for at, run in parts_of(config) if config else ():
        try:
            run()
        except Exception as exc:
            errors += problem(exc, "use", at=at)
    return outcome(errors, configFile=str(used))


def schema_client(facts: Path) -> InfrahubClient:
    """A client whose server always answers with the core schema of the facts."""
    (file,) = facts.glob(f"core-{SERVER}.*.json")
    kinds = json.loads(file.read_text(encoding="utf-8"))["kinds"]
    schema: dict[str, list[dict[str, Any]]] = {"nodes": [], "generics": []}
    for kind in kinds:
        members = {
            "attributes": [to_api(attribute, "default", "default_value") for attribute in kind["attributes"]],
            "relationships": [to_api(relationship) for relationship in kind["relationships"]],
        }
        schema["generics" if kind["generic"] else "nodes"].append({**kind, **members})
    branch = BranchSchema.from_schema_root_api(SchemaRootAPI(**schema))
    client = InfrahubClient(config=Config(address="http://localhost"))

    async def answer(**_: Any) -> BranchSchema:
        return branch

    client.schema._fetch = answer
    return client


def to_api(member: dict[str, Any], name: str = "", api_name: str = "") -> dict[str, Any]:
    """A member of the facts as the REST schema gives it."""
    result = dict(member)
    if name in result:
        result[api_name] = result.pop(name)
    if "choices" in result:
        result["choices"] = [{"name": choice} for choice in result["choices"]]
    return result


def record_objects(file_type: type[ObjectFile], name: str, content: bytes) -> Outcome:
    path = Path(name if Path(name).suffix else f"{name}.yml")
    path.write_bytes(content)
    try:
        documents = file_type.load_from_disk(paths=[path])
    except Exception as exc:
        return outcome(problem(exc, "read"), documents=0)
    errors: list[dict[str, Any]] = []
    for position, document in enumerate(documents, start=1):
        if not document.valid or not document.content:
            errors.append({"document": position, "stage": "read", "message": document.error_message})
    if not errors:
        # As infrahubctl does: a file that cannot be read stops everything before any document is checked.
        client = schema_client(FACTS)
        for position, document in enumerate(documents, start=1):
            errors += check_document(client, document, position)
    return outcome(errors, documents=len(documents))


def check_document(client: InfrahubClient, document: ObjectFile, position: int) -> list[dict[str, Any]]:
    try:
        document.validate_content()
    except Exception as exc:
        stage = "spec" if isinstance(exc, ValidationError) else "envelope"
        return problem(exc, stage, document=position)
    try:
        asyncio.run(document.validate_format(client=client))
    except Exception as exc:
        return problem(exc, "format" if isinstance(exc, Error) else "crash", document=position)
    return []


def record(group: str, name: str, given: Any) -> Outcome:
    """Runs one input in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        content = given.encode() if isinstance(given, str) else given
        if group == "config":
            found = record_config(content)
        elif group == "repositories":
            found = record_repository(given)
        else:
            found = record_objects(ObjectFile if group == "objects" else MenuFile, name, content)
        os.chdir(ROOT)
    text = json.dumps(found).replace(f"{folder}/", "").replace(folder, ".")
    return json.loads(text)


def entry(group: str, name: str, given: Any) -> dict[str, Any]:
    rule = re.match(r"(cfg|obj|trg)(\d\d)-", name)
    if isinstance(given, bytes):
        source = {"base64": base64.b64encode(given).decode()}
    elif isinstance(given, dict):
        source = {"files": {path: text for path, text in given.items() if text is not None}}
    else:
        source = {"text": given}
    # A fresh process each, so that modules of one input are never those of another.
    with multiprocessing.get_context("fork").Pool(1) as pool:
        found = pool.apply(record, (group, name, given))
    return {"name": name, **({"rule": rule.group(1).upper() + rule.group(2)} if rule else {}), **source, **found}


def main() -> None:
    recorded: dict[str, Any] = {
        "sdk": importlib.metadata.version("infrahub-sdk"),
        "pydantic": importlib.metadata.version("pydantic"),
        "coreSchema": SERVER,
    }
    for group in ("config", "repositories", "objects", "menus"):
        inputs = yaml.safe_load((EVIDENCE / "inputs" / f"{group}.yml").read_text(encoding="utf-8"))
        recorded[group] = [entry(group, name, given) for name, given in inputs.items()]
        refused = sum(not item["accepted"] for item in recorded[group])
        print(f"{group}: {len(inputs)} inputs, {refused} refused")
    text = json.dumps(recorded, indent=2, ensure_ascii=False)
    (EVIDENCE / "recorded.json").write_text(f"{text}\n", encoding="utf-8")


FACTS = Path(
    sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CASCADE_FACTS", ROOT / ".." / "shared" / "facts" / "versions")
).resolve()

if __name__ == "__main__":
    main()
