# base: fabric
#- /generators/stamp.py
from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from infrahub_sdk import InfrahubClient


@dataclass(frozen=True)
class Stamp:
    """A digest, and the rule by which it is written."""

    digest: str

    @classmethod
    def of_run(cls, client: InfrahubClient) -> Stamp:
        context = client.group_context
        ids = sorted(context.related_group_ids + context.related_node_ids)
        return cls(hashlib.sha256("|".join(ids).encode()).hexdigest())

    async def put_on(self, targets: Iterable[Any], *, track: bool | None) -> int:
        changed = 0
        for target in targets:
            if target.checksum.value == self.digest:
                continue
            target.checksum.value = self.digest
            await target.save(update_group_context=track)
            changed += 1
        return changed

#- /generators/generate_fabric.py
from infrahub_sdk.generator import InfrahubGenerator

from .stamp import Stamp


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        edges = data["NetworkFabric"]["edges"]
        if not edges:
            raise RuntimeError("no such fabric")
        fabric = edges[0]["node"]
        for index in range(fabric["amount_of_super_spines"]["value"]):
            device = await self.client.create(
                kind="NetworkDevice", name=f"{fabric['name']['value']}-ss-{index}", role="super_spine"
            )
            await device.save(allow_upsert=True)

        pods = await self.client.filters(
            kind="NetworkPod", parent__ids=[fabric["id"]], role__values=["compute", "storage"]
        )
        stamp = Stamp.of_run(self.client)
        count = await stamp.put_on(pods, track=False)
        self.logger.info("%s pods signalled", count)
