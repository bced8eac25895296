# base: fabric
#- /src/example_bundle/generator.py
import hashlib


class GeneratorMixin:
    def calculate_checksum(self) -> str:
#       ^^^^^^^^^^^^^^^^^^ information checksum-of-ids-only: hashes ids only
        """Digest of the ids that the run has saved."""
        context = self.client.group_context
        ids = sorted(context.related_group_ids + context.related_node_ids)
        return hashlib.sha256(",".join(ids).encode("utf-8")).hexdigest()

#- /src/example_bundle/__init__.py

#- /src/example_bundle/protocols.py
from infrahub_sdk.protocols import CoreNode


class NetworkPod(CoreNode):
    name: str


class LocationRack(CoreNode):
    name: str


class NetworkDevice(CoreNode):
    name: str

#- /pyproject.toml
[project]
name = "example-bundle"
version = "1.0"

#- /generators/generate_fabric.py
from infrahub_sdk.generator import InfrahubGenerator

from example_bundle.generator import GeneratorMixin
#    ^^^^^^^^^^^^^^^^^^^^^^^^ information import-of-installed-package: rebuild the worker
from example_bundle.protocols import NetworkDevice, NetworkPod
#    ^^^^^^^^^^^^^^^^^^^^^^^^ information import-of-installed-package: rebuild the worker


class FabricGenerator(InfrahubGenerator, GeneratorMixin):
    async def generate(self, data: dict) -> None:
        fabric = data["NetworkFabric"]["edges"][0]["node"]
        for index in range(1, fabric["amount_of_super_spines"]["value"] + 1):
            device = await self.client.create(
                NetworkDevice,
                name=f"{fabric['name']['value']}-super-spine-{index}",
                role="super_spine",
                fabric={"id": fabric["id"]},
            )
            await device.save(allow_upsert=True)
        await self.update_checksum(fabric["id"])

    async def update_checksum(self, fabric_id: str) -> None:
        pods = await self.client.filters(kind=NetworkPod, parent__ids=[fabric_id])
        checksum = self.calculate_checksum()
        for pod in pods:
            if pod.checksum.value != checksum:
                pod.checksum.value = checksum
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information signal-to-rejected-targets: generate-pod refuses some of them by their role
                await pod.save(allow_upsert=True)
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning tracked-signal-write: makes generate-fabric the owner of the NetworkPod
