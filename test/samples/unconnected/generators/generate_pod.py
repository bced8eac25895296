"""Second layer: the spines of a pod."""

from infrahub_sdk.generator import InfrahubGenerator


class PodGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        edges = data["NetworkPod"]["edges"]
        if not edges:
            raise RuntimeError("Cannot start the pod generator: there is no pod of this name!")
        pod = edges[0]["node"]
        pod_id = pod["id"]
        pod_name = pod["name"]["value"]

        fabric = pod["parent"]["node"]
        super_spines = await self.client.filters(
            kind="NetworkDevice", fabric__ids=[fabric["id"]], role__value="super_spine"
        )
        if fabric["amount_of_super_spines"]["value"] != len(super_spines):
            raise RuntimeError(
                f"Cannot start pod generator on {pod_name}: "
                f"the fabric doesn't seem to be fully generated yet!"
            )

        template = pod["spine_switch_template"]["node"]
        if not template:
            raise RuntimeError(
                f"Cannot start pod generator on {pod_name}: no spine switch template defined!"
            )

        for index in range(1, pod["amount_of_spines"]["value"] + 1):
            device = await self.client.create(
                kind="NetworkDevice",
                name=f"{pod_name}-spine-{index}",
                role="spine",
                pod={"id": pod_id},
                switch_template={"id": template["id"]},
            )
            await device.save(allow_upsert=True)
