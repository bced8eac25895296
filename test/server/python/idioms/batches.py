# base: fabric
#- /generators/topology.py
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from logging import Logger

    from infrahub_sdk import InfrahubClient


class TopologyCreator:
    """Makes objects in batches for whoever hands it a client."""

    def __init__(self, client: InfrahubClient, log: Logger, data: dict[str, Any]) -> None:
        self.client = client
        self.log = log
        self.data = data

    async def create_in_batch(self, kind: str, items: list[dict[str, Any]]) -> None:
        batch = await self.client.create_batch()
        for item in items:
            node = await self.client.create(kind=kind, data=item)
            batch.add(task=node.save, node=node, allow_upsert=True)
        async for node, _ in batch.execute():
            self.log.info("- made %s", node.id)

    async def create_leafs(self) -> None:
        name = self.data["name"]["value"]
        amount = self.data["amount_of_leafs"]["value"]
        await self.create_in_batch(
            kind="NetworkDevice",
            items=[{"name": f"{name}-leaf-{index}", "role": "leaf"} for index in range(1, amount + 1)],
        )

#- /generators/generate_rack.py
from infrahub_sdk.generator import InfrahubGenerator

from .topology import TopologyCreator


class RackGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        edges = data["LocationRack"]["edges"]
        if not edges:
            raise RuntimeError("no such rack")
        creator = TopologyCreator(client=self.client, log=self.logger, data=edges[0]["node"])
        await creator.create_leafs()
