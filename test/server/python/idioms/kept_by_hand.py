# base: fabric
#- /generators/generate_pod.py
from typing import Any

from infrahub_sdk.generator import InfrahubGenerator

from .mixin import GeneratorMixin
from .roles import EXCLUDED_POD_ROLES


class PodGenerator(InfrahubGenerator, GeneratorMixin):
    """Tracks its racks on every run, so that tracked saves of them never delete one."""

    async def generate(self, data: dict[str, Any]) -> None:
        pod = data["NetworkPod"]["edges"][0]["node"]
        if pod["role"]["value"] in EXCLUDED_POD_ROLES:
            raise ValueError("not supported")
        spines = await self.client.filters(kind="NetworkDevice", fabric__ids=[pod["parent"]["node"]["id"]])
        if len(spines) < pod["parent"]["node"]["amount_of_super_spines"]["value"]:
            raise RuntimeError("the fabric is not complete")
        for index in range(pod["amount_of_spines"]["value"]):
            spine = await self.client.create(kind="NetworkDevice", name=f"{pod['name']['value']}-{index}", role="spine")
            await spine.save(allow_upsert=True)
        await self.update_checksum(pod["id"])

    async def update_checksum(self, pod_id: str) -> None:
        racks = await self.client.filters(kind="LocationRack", pod__ids=[pod_id])
        checksum = self.calculate_checksum()
        for rack in racks:
            # Always a member of the group, changed or not
            self.client.group_context.related_node_ids.append(rack.id)
            if rack.checksum.value != checksum:
                rack.checksum.value = checksum
                await rack.save(allow_upsert=True)
