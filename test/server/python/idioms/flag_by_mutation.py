# base: fabric
#- /generators/flags.py
from typing import Any

SET_DONE = """
mutation SetDone($id: String!, $done: Boolean!) {
    NetworkPodUpdate(data: { id: $id, done: { value: $done } }) { ok }
}
"""


async def set_pod_done(client: Any, pod_id: str, done: bool) -> None:
    """A mutation of its own sends this attribute only, and tracks nothing."""
    await client.execute_graphql(query=SET_DONE, variables={"id": pod_id, "done": done})

#- /generators/generate_rack.py
from infrahub_sdk.generator import InfrahubGenerator

from .flags import set_pod_done


class RackGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        rack = data["LocationRack"]["edges"][0]["node"]
        pod = rack["pod"]["node"]
        spines = await self.client.filters(kind="NetworkDevice", pod__ids=[pod["id"]], role__value="spine")
        if len(spines) != pod["amount_of_spines"]["value"]:
            raise RuntimeError("the pod is not complete")
        await set_pod_done(self.client, pod["id"], False)
        for index in range(rack["amount_of_leafs"]["value"]):
            leaf = await self.client.create(kind="NetworkDevice", name=f"{rack['name']['value']}-{index}", role="leaf")
            await leaf.save(allow_upsert=True)
        await set_pod_done(self.client, pod["id"], True)
