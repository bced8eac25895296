# base: fabric
#- /generators/generate_fabric.py
from infrahub_sdk.generator import InfrahubGenerator

from .mixin import GeneratorMixin
from .roles import EXCLUDED_POD_ROLES


class FabricGenerator(InfrahubGenerator, GeneratorMixin):
    """Signals the pods before it sets up what they do not need."""

    async def generate(self, data: dict) -> None:
        fabric = data["NetworkFabric"]["edges"][0]["node"]
        await self.make(fabric["name"]["value"], "super_spine", fabric["amount_of_super_spines"]["value"])
        await self.stamp(fabric["id"])
        overlay = await self.client.create(kind="CoreStandardGroup", name=f"{fabric['name']['value']}-overlay")
        await overlay.save(allow_upsert=True)

    async def make(self, prefix: str, role: str, amount: int) -> None:
        for index in range(amount):
            device = await self.client.create(kind="NetworkDevice", name=f"{prefix}-{role}-{index}", role=role)
            await device.save(allow_upsert=True)

    async def stamp(self, fabric_id: str) -> None:
        checksum = self.calculate_checksum()
        for pod in await self.client.filters(kind="NetworkPod", parent__ids=[fabric_id]):
            if pod.role.value not in EXCLUDED_POD_ROLES and pod.checksum.value != checksum:
                pod.checksum.value = checksum
        #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning work-after-signal: goes on to make CoreStandardGroup
                await pod.save(update_group_context=False)
