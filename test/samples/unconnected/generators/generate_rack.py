"""Third layer: the leafs of a rack."""

from infrahub_sdk.generator import InfrahubGenerator


class RackGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        edges = data["LocationRack"]["edges"]
        if not edges:
            raise RuntimeError("Cannot start the rack generator: there is no rack of this name!")
        rack = edges[0]["node"]
        rack_id = rack["id"]
        rack_name = rack["name"]["value"]

        pod = rack["pod"]["node"]
        spines = await self.client.filters(kind="NetworkDevice", pod__ids=[pod["id"]], role__value="spine")
        if pod["amount_of_spines"]["value"] != len(spines):
            raise RuntimeError(
                f"Cannot start rack generator on {rack_name}: the pod doesn't seem to be fully generated!"
            )

        template = rack["leaf_switch_template"]["node"]
        if not template:
            raise RuntimeError(
                f"Cannot start rack generator on {rack_name}: no leaf switch template defined!"
            )

        for index in range(1, rack["amount_of_leafs"]["value"] + 1):
            device = await self.client.create(
                kind="NetworkDevice",
                name=f"{rack_name}-leaf-{index}",
                role="leaf",
                pod={"id": pod["id"]},
                rack={"id": rack_id},
                switch_template={"id": template["id"]},
            )
            await device.save(allow_upsert=True)
