"""Runs the generators of inputs/generators.yml with the real SDK against answers from memory, and prints what happened.

    python test/evidence/record_generators.py > test/evidence/generators.json
"""

import asyncio
import contextlib
import gc
import importlib
import json
import re
import sys
import tempfile
import uuid
import warnings
from pathlib import Path

import httpx
import infrahub_sdk
import yaml
from infrahub_sdk import Config, InfrahubClient
from infrahub_sdk.node import InfrahubNode
from infrahub_sdk.schema.repository import InfrahubGeneratorDefinitionConfig

INPUTS = Path(__file__).parent / "inputs" / "generators.yml"
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def attribute(name: str, **more: object) -> dict:
    return {"name": name, "kind": "Text", "optional": True, **more}


def relationship(name: str, peer: str, cardinality: str) -> dict:
    return {"name": name, "peer": peer, "cardinality": cardinality, "kind": "Generic", "optional": True}


NODES = [
    {
        "namespace": "Network",
        "name": "Pod",
        "human_friendly_id": ["name__value"],
        "attributes": [attribute("name", unique=True, optional=False), attribute("checksum")],
        "relationships": [relationship("devices", "NetworkDevice", "many")],
    },
    {
        "namespace": "Network",
        "name": "Device",
        "human_friendly_id": ["name__value"],
        "attributes": [attribute("name", unique=True, optional=False), attribute("role")],
        "relationships": [relationship("pod", "NetworkPod", "one"), relationship("peers", "NetworkDevice", "many")],
    },
    *(
        {
            "namespace": "Core",
            "name": name,
            "inherit_from": ["CoreGroup"],
            "attributes": [attribute("name"), attribute("description")],
            "relationships": [relationship("members", "CoreNode", "many")],
        }
        for name in ("GeneratorGroup", "GeneratorAwareGroup")
    ),
]
GENERICS = [{"namespace": "Core", "name": "Node", "attributes": [], "relationships": []}]


class Server:
    """Answers every request of the SDK, and keeps the mutations."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    async def __call__(self, url: str, method: object, headers: dict, timeout: int, payload: dict | None = None) -> httpx.Response:
        request = httpx.Request("POST", url)
        return httpx.Response(200, json=self.answer(url, (payload or {}).get("query", "")), request=request)

    def answer(self, url: str, query: str) -> dict:
        if "/api/schema" in url:
            return {"main": "hash", "nodes": [with_kind(item) for item in NODES], "generics": [with_kind(item) for item in GENERICS]}
        mutation = re.search(r"\b(\w+)\(\s*data:", query) if "mutation" in query else None
        if mutation:
            self.seen.append(" ".join(query.split()))
            return {"data": {mutation[1]: {"ok": True, "object": {"id": str(uuid.uuid4())}}}}
        kind = re.search(r"query[^{]*\{\s*(\w+)", query)
        name = kind[1] if kind else "Nothing"
        node = {"id": str(uuid.uuid4()), "display_label": "p1", "__typename": name, "hfid": ["p1"], "name": {"value": "p1"}}
        edges = [] if name.startswith("Core") else [{"node": {**node, "checksum": {"value": "old"}, "role": {"value": "leaf"}}}]
        return {"data": {name: {"count": len(edges), "edges": edges}}}


def with_kind(item: dict) -> dict:
    extra = {"identifier": "a__b", "direction": "bidirectional"}
    relationships = [{**each, **extra} for each in item["relationships"]]
    return {**item, "kind": item["namespace"] + item["name"], "hash": "h", "relationships": relationships, "id": str(uuid.uuid4())}


async def run_case(case: dict) -> dict:
    found: dict = {}
    server = Server()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        worker = case.get("as") == "worker"
        base = root / "commits" / "c0ffee" if worker else root
        for path, text in {**case.get("files", {}), "generators/gen.py": case["code"]}.items():
            (base / path).parent.mkdir(parents=True, exist_ok=True)
            (base / path).write_text(text)
        importlib.invalidate_caches()
        before = set(sys.modules)
        config = InfrahubGeneratorDefinitionConfig(
            name="gen", file_path="generators/gen.py", query="q", targets="t", class_name=case.get("class", "Gen")
        )
        client = InfrahubClient(config=Config(address="http://infrahub.invalid", requester=server))
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                relative = "commits/c0ffee/generators" if worker else "generators"
                cls = config.load_class(import_root=str(root), relative_path=relative)
                generator = cls(
                    query="q",
                    client=client,
                    branch="main",
                    params={"name": "p1"},
                    infrahub_node=InfrahubNode,
                    convert_query_response=case.get("convert", False),
                )
                await generator.run(identifier="gen", data=case.get("data", {"NetworkPod": {"edges": []}}))
            except Exception as exc:  # noqa: BLE001
                found["error"] = f"{type(exc).__name__}: {exc}".replace(str(root), "<root>")
            gc.collect()
        found["warnings"] = sorted({str(item.message) for item in caught if "never awaited" in str(item.message)})
        found["mutations"] = [UUIDS.sub("<id>", item) for item in server.seen]
        for name in set(sys.modules) - before:
            if name.split(".")[0] in {"generators", "commits", "lib", "common", "bundle"}:
                del sys.modules[name]
        if str(root) in sys.path:
            sys.path.remove(str(root))
    return {key: value for key, value in found.items() if value}


async def main() -> None:
    cases = yaml.safe_load(INPUTS.read_text())
    with contextlib.redirect_stdout(sys.stderr):
        recorded = [{**case, **await run_case(case)} for case in cases]
    print(json.dumps({"sdk": infrahub_sdk.__version__, "generators": recorded}, indent=2))


if __name__ == "__main__":
    asyncio.run(main())
