# base: fabric
#- /generators/pod_query.py
from pydantic import BaseModel, Field


class PodQuery(BaseModel):
    network_pod: dict = Field(alias="NetworkPod")

#- /generators/generate_pod.py
from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from infrahub_sdk.generator import InfrahubGenerator
from infrahub_sdk.protocols import CoreIPAddressPool, CoreIPPrefixPool

from .mixin import GeneratorMixin
from .pod_query import PodQuery
from .roles import EXCLUDED_POD_ROLES

if TYPE_CHECKING:
    from infrahub_sdk.node import InfrahubNode


class PodGenerator(InfrahubGenerator, GeneratorMixin):
    """Reads its query by a model and keeps what it needs in fields."""

    pod_id: str
    pod_name: str
    pod_role: str
    template_id: str | None
    super_spines: list[InfrahubNode]
    spines: list[InfrahubNode]

    logger = logging.getLogger("infrahub.tasks")

    async def generate(self, data: dict) -> None:
        query = PodQuery(**data)
        pod = query.network_pod.edges[0].node
        self.pod_id = pod.id
        self.pod_name = pod.name.value.lower()
        self.pod_role = pod.role.value
        self.template_id = pod.spine_switch_template.node.id if pod.spine_switch_template.node else None
        self.fabric_id = pod.parent.node.id
        self.spines = []

        if self.pod_role in EXCLUDED_POD_ROLES:
            msg = f"{self.pod_name}: role {self.pod_role} is not supported!"
            raise ValueError(msg)

        await self.find_super_spines()
        if pod.parent.node.amount_of_super_spines.value != len(self.super_spines):
            msg = f"{self.pod_name}: the fabric is not complete yet!"
            raise RuntimeError(msg)
        if not self.template_id:
            raise RuntimeError(f"{self.pod_name}: no switch template!")

        await self.allocate_pools()
        for index in range(1, pod.amount_of_spines.value + 1):
            await self.create_spine(index)
        await self.update_checksum()

    async def find_super_spines(self) -> None:
        self.super_spines = await self.client.filters(
            kind="NetworkDevice", fabric__ids=[self.fabric_id], role__value="super_spine"
        )

    async def allocate_pools(self) -> None:
        fabric_pool = await self.client.get(CoreIPPrefixPool, name__value="fabric-prefixes")
        prefix = await self.client.allocate_next_ip_prefix(
            resource_pool=fabric_pool,
            identifier=self.pod_id,
            member_type="address",
            prefix_length=24,
            data={"role": "loopback"},
        )
        self.loopbacks = await self.client.create(
            kind=CoreIPAddressPool,
            name=f"{self.pod_name}-loopbacks",
            default_address_type="IpamIPAddress",
            default_prefix_length=32,
            ip_namespace={"hfid": ["default"]},
            resources=[prefix],
        )
        await self.loopbacks.save(allow_upsert=True)

        # The pod belongs to this run whatever happens: it is saved every time.
        pod = await self.client.get(kind="NetworkPod", id=self.pod_id)
        pod.loopback_pool = self.loopbacks
        await pod.save(allow_upsert=True)
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint upsert-on-fetched-node: sends every attribute of the NetworkPod

    async def create_spine(self, index: int) -> None:
        device = await self.client.create(
            kind="NetworkDevice",
            name=f"{self.pod_name}-spine-{index}",
            role="spine",
            pod={"id": self.pod_id},
            switch_template={"id": self.template_id},
        )
        await device.save(allow_upsert=True)

        loopback = await self.client.get(kind="NetworkInterface", device__ids=[device.id], role__value="loopback")
        loopback.status.value = "active"
        await loopback.save(allow_upsert=True)
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint upsert-on-fetched-node: sends every attribute of the NetworkInterface
        self.spines.append(device)

    async def update_checksum(self) -> None:
        racks = await self.client.filters(kind="LocationRack", pod__ids=[self.pod_id])
        checksum = self.calculate_checksum()
        for rack in racks:
            if rack.checksum.value != checksum:
                rack.checksum.value = checksum
                await rack.save(update_group_context=False)
                self.logger.info(f"Rack {rack.name.value} has checksum {checksum}")
