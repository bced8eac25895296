"""First layer: the super spines of a fabric."""

from infrahub_sdk.generator import InfrahubGenerator

from .checksum import ChecksumMixin


class FabricGenerator(InfrahubGenerator, ChecksumMixin):
    async def generate(self, data: dict) -> None:
        edges = data["NetworkFabric"]["edges"]
        if not edges:
            raise RuntimeError("Cannot start the fabric generator: there is no fabric of this name!")
        fabric = edges[0]["node"]
        fabric_id = fabric["id"]
        fabric_name = fabric["name"]["value"]

        template = fabric["super_spine_switch_template"]["node"]
        if not template:
            raise RuntimeError(
                f"Cannot start fabric generator on {fabric_name}: no super spine switch template defined!"
            )

        for index in range(1, fabric["amount_of_super_spines"]["value"] + 1):
            device = await self.client.create(
                kind="NetworkDevice",
                name=f"{fabric_name}-super-spine-{index}",
                role="super_spine",
                fabric={"id": fabric_id},
                switch_template={"id": template["id"]},
            )
            await device.save(allow_upsert=True)

        # Last step: signal the pods
        await self.signal_pods(fabric_id)

    async def signal_pods(self, fabric_id: str) -> None:
        pods = await self.client.filters(kind="NetworkPod", parent__ids=[fabric_id])
        checksum = self.calculate_checksum()
        for pod in pods:
            if pod.checksum.value != checksum:
                pod.checksum.value = checksum
                # Not tracked: a run that skips this would delete the pod.
                await pod.save(update_group_context=False)
