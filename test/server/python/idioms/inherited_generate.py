# base: fabric
#- /generators/base.py
from infrahub_sdk.generator import InfrahubGenerator


class LayerGenerator(InfrahubGenerator):
    """What all layers share: subclasses say what they make and whom they tell."""

    root: str = ""

    async def generate(self, data: dict) -> None:
        edges = data[self.root]["edges"]
        if not edges:
            raise RuntimeError(f"no {self.root} of this name")
        self.node = edges[0]["node"]
        await self.check()
        await self.build()
        await self.tell()

    async def check(self) -> None:
        """Nothing to check by default."""

    async def build(self) -> None:
        raise NotImplementedError

    async def tell(self) -> None:
        """The last layer tells nobody."""

#- /generators/generate_rack.py
from .base import LayerGenerator


class RackGenerator(LayerGenerator):
    root = "LocationRack"

    async def check(self) -> None:
        pod = self.node["pod"]["node"]
        spines = await self.client.filters(kind="NetworkDevice", pod__ids=[pod["id"]], role__value="spine")
        if pod["amount_of_spines"]["value"] != len(spines):
            raise RuntimeError("the pod is not complete")

    async def build(self) -> None:
        for index in range(self.node["amount_of_leafs"]["value"]):
            leaf = await self.client.create(
                kind="NetworkDevice", name=f"{self.node['name']['value']}-leaf-{index}", role="leaf"
            )
            await leaf.save(allow_upsert=True)
