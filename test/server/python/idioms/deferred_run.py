# base: fabric
#- /generators/generate_rack.py
from infrahub_sdk.generator import InfrahubGenerator


class RackGenerator(InfrahubGenerator):
    """Puts itself off instead of failing: the run counts as a success."""

    async def generate(self, data: dict) -> None:
        rack = data["LocationRack"]["edges"][0]["node"]
        self.rack_id = rack["id"]
        pod = rack["pod"]["node"]
        if pod is None:
            await self.put_off("the rack has no pod")
            return
        #   ^^^^^^ warning return-instead-of-raise: generate-rack returns when something is missing

        spines = await self.client.filters(kind="NetworkDevice", pod__ids=[pod["id"]], role__value="spine")
        if pod["amount_of_spines"]["value"] != len(spines):
            await self.put_off(f"{len(spines)} spines so far")
            return
        #   ^^^^^^ warning return-instead-of-raise: objects of earlier runs stay as they are
        for index in range(rack["amount_of_leafs"]["value"]):
            leaf = await self.client.create(kind="NetworkDevice", name=f"{rack['name']['value']}-{index}", role="leaf")
            await leaf.save(allow_upsert=True)

    async def put_off(self, reason: str) -> None:
        self.logger.info("Rack %s is put off: %s", self.rack_id, reason)
        rack = await self.client.get(kind="LocationRack", id=self.rack_id)
        rack.done.value = False
        await rack.save(update_group_context=False)
