# base: fabric
#- /generators/plain_fabric.py
from infrahub_sdk.generator import InfrahubGenerator


class PlainFabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        self.fabric = data["NetworkFabric"]["edges"][0]["node"]
        for index in range(self.fabric["amount_of_super_spines"]["value"]):
            device = await self.client.create(
                kind="NetworkDevice", name=f"{self.fabric['name']['value']}-{index}", role="super_spine"
            )
            await device.save(allow_upsert=True)

#- /generators/generate_fabric.py
from .mixin import GeneratorMixin
from .plain_fabric import PlainFabricGenerator
from .roles import EXCLUDED_POD_ROLES


class FabricGenerator(PlainFabricGenerator, GeneratorMixin):
    """The plain one, and the signal behind it."""

    async def generate(self, data: dict) -> None:
        await super().generate(data)
        checksum = self.calculate_checksum()
        pods = await self.client.filters(kind="NetworkPod", parent__ids=[self.fabric["id"]])
        for pod in [pod for pod in pods if pod.role.value not in EXCLUDED_POD_ROLES]:
            if pod.checksum.value != checksum:
                pod.checksum.value = checksum
                await pod.save(update_group_context=False)
