# base: fabric
#- /generators/generate_rack.py
from infrahub_sdk.generator import InfrahubGenerator


class RackGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        #     ^^^^^^^^ warning missing-upstream-validation: generate-pod starts generate-rack, which takes every NetworkDevice
        rack = data["LocationRack"]["edges"][0]["node"]
        pod = rack["pod"]["node"]
        spines = await self.client.filters(kind="NetworkDevice", pod__ids=[pod["id"]], role__value="spine")
        for spine in spines:
            leaf = await self.client.create(
                kind="NetworkDevice", name=f"{rack['name']['value']}-{spine.name.value}", role="leaf"
            )
            await leaf.save(allow_upsert=True)
