# base: fabric
#- /generators/generate_rack.py
from infrahub_sdk.generator import InfrahubGenerator


class RackGenerator(InfrahubGenerator):
    """Resets its flag, works, raises it again; the last rack raises the flag of the pod."""

    async def generate(self, data: dict) -> None:
        rack_data = data["LocationRack"]["edges"][0]["node"]
        pod_id = rack_data["pod"]["node"]["id"]
        spines = await self.client.filters(kind="NetworkDevice", pod__ids=[pod_id], role__value="spine")
        if len(spines) != rack_data["pod"]["node"]["amount_of_spines"]["value"]:
            raise RuntimeError("the pod is not complete")

        await self.set_done(rack_data["id"], False)
        for index in range(rack_data["amount_of_leafs"]["value"]):
            leaf = await self.client.create(
                kind="NetworkDevice",
                name=f"{rack_data['name']['value']}-leaf-{index}",
                role="leaf",
                pod={"id": pod_id},
                rack={"id": rack_data["id"]},
            )
            await leaf.save(allow_upsert=True)
        await self.set_done(rack_data["id"], True)
        await self.raise_flag_of_pod(pod_id)

    async def set_done(self, rack_id: str, done: bool) -> None:
        rack = await self.client.get(kind="LocationRack", id=rack_id)
        rack.done.value = done
        await rack.save(update_group_context=False)

    async def raise_flag_of_pod(self, pod_id: str) -> None:
        racks = await self.client.filters(kind="LocationRack", pod__ids=[pod_id])
        if not all(rack.done.value for rack in racks):
            return
        pod = await self.client.get(kind="NetworkPod", id=pod_id)
        pod.done.value = True
        await pod.save(update_group_context=False)
