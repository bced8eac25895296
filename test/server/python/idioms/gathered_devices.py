# base: fabric
#- /generators/generate_rack.py
import asyncio

from infrahub_sdk.generator import InfrahubGenerator

MOST_AT_ONCE = 5


class RackGenerator(InfrahubGenerator):
    """Makes its leafs side by side."""

    async def generate(self, data: dict) -> None:
        rack = data["LocationRack"]["edges"][0]["node"]
        pod = rack["pod"]["node"]
        spines = await self.client.filters(kind="NetworkDevice", pod__ids=[pod["id"]], role__value="spine")
        missing = pod["amount_of_spines"]["value"] - len(spines)
        if missing:
            raise RuntimeError(f"{missing} spines are missing")
        self.limit = asyncio.Semaphore(MOST_AT_ONCE)
        leafs = await asyncio.gather(
            *[self.make_leaf(rack, index) for index in range(1, rack["amount_of_leafs"]["value"] + 1)]
        )
        self.logger.info("made %s", [leaf.id for leaf in leafs])

    async def make_leaf(self, rack: dict, index: int):
        async with self.limit:
            leaf = await self.client.create(
                kind="NetworkDevice",
                data={"name": f"{rack['name']['value']}-leaf-{index}", "role": "leaf", "rack": {"id": rack["id"]}},
            )
            await leaf.save(allow_upsert=True)
            return leaf
