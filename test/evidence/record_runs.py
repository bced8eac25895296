"""Runs the generators of inputs/runs.yml several times with the real SDK against a server that keeps what it was told,
and prints what each run saved and deleted.

    python test/evidence/record_runs.py > test/evidence/runs.json
"""

import asyncio
import json
import re
import uuid
from pathlib import Path

import infrahub_sdk
import yaml
from infrahub_sdk import Config, InfrahubClient
from infrahub_sdk.node import InfrahubNode

from record_generators import Server

INPUTS = Path(__file__).parent / "inputs" / "runs.yml"


class KeepingServer(Server):
    """Has objects by kind and name, and the members of the one tracking group."""

    def __init__(self, objects: dict[str, list[str]]) -> None:
        super().__init__()
        self.objects = {
            str(uuid.uuid4()): {"kind": kind, "name": name, "checksum": "old"} for kind, names in objects.items() for name in names
        }
        self.group: str | None = None
        self.members: list[str] = []
        self.done: list[str] = []

    def answer(self, url: str, query: str) -> dict:
        if "/api/schema" in url:
            return super().answer(url, query)
        mutation = re.search(r"\b(\w+)(Upsert|Create|Update|Delete)\(\s*data:", query) if "mutation" in query else None
        if not mutation:
            kind = re.search(r"query[^{]*\{\s*(\w+)", query)
            return self.find(kind[1] if kind else "")
        kind, operation = mutation[1], mutation[2]
        if kind.startswith("CoreGenerator"):
            self.group = self.group or str(uuid.uuid4())
            self.members = re.findall(r'id: "([^"]+)"', query.split("members", 1)[1])
            return self.saved(kind + operation, self.group)
        node_id = self.identity(kind, query)
        if operation == "Delete":
            self.done.append(f"delete {kind} {self.objects.pop(node_id)['name']}")
        else:
            values = dict(re.findall(r'(name|checksum): \{ value: "([^"]*)"', " ".join(query.split())))
            self.objects[node_id] = {"kind": kind, "name": "", "checksum": "", **self.objects.get(node_id, {}), **values}
            self.done.append(f"save {kind} {self.objects[node_id]['name']}")
        return self.saved(kind + operation, node_id)

    def identity(self, kind: str, query: str) -> str:
        given = re.search(r'\bid: "([^"]+)"', query)
        if given:
            return given[1]
        name = re.search(r'name:\s*\{\s*value: "([^"]*)"', query)
        known = [key for key, node in self.objects.items() if node["kind"] == kind and name and node["name"] == name[1]]
        return known[0] if known else str(uuid.uuid4())

    def find(self, kind: str) -> dict:
        if kind.startswith("CoreGenerator"):
            members = [{"node": self.node(key), "properties": {}} for key in self.members if key in self.objects]
            node = {"id": self.group, "display_label": "g", "__typename": kind, "hfid": ["g"], "name": {"value": "g"}}
            found = [{"node": {**node, "members": {"count": len(members), "edges": members}}}] if self.group else []
        else:
            found = [{"node": self.node(key)} for key, node in self.objects.items() if node["kind"] == kind]
        return {"data": {kind: {"count": len(found), "edges": found}}}

    def node(self, key: str) -> dict:
        node = self.objects[key]
        values = {name: {"value": node[name]} for name in ("name", "checksum")}
        return {"id": key, "display_label": node["name"], "__typename": node["kind"], "hfid": [node["name"]], **values}

    def saved(self, name: str, node_id: str) -> dict:
        return {"data": {name: {"ok": True, "object": {"id": node_id}}}}


async def runs_of(case: dict) -> list[list[str]]:
    server = KeepingServer(case.get("objects", {}))
    names: dict = {}
    exec(case["code"], names)
    runs = []
    for data in case["data"]:
        server.done = []
        generator = names["Gen"](
            query="q",
            client=InfrahubClient(config=Config(address="http://infrahub.invalid", requester=server)),
            branch="main",
            params={"name": "p1"},
            infrahub_node=InfrahubNode,
            convert_query_response=False,
        )
        await generator.run(identifier="gen", data=data)
        runs.append(server.done)
    return runs


async def main() -> None:
    recorded = [{**case, "runs": await runs_of(case)} for case in yaml.safe_load(INPUTS.read_text())]
    print(json.dumps({"sdk": infrahub_sdk.__version__, "generators": recorded}, indent=2))


asyncio.run(main())
