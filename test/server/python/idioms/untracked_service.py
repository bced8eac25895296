# base: services
#- /generators/generate_vpn.py
from __future__ import annotations

import hashlib
import logging
from typing import Any

from infrahub_sdk.generator import InfrahubGenerator
from infrahub_sdk.protocols import CoreNumberPool


class VpnGenerator(InfrahubGenerator):
    """Fills in what people left empty, and never owns what they made."""

    logger = logging.getLogger("infrahub.tasks")

    async def generate(self, data: dict) -> None:
        vpn = data["ServiceVpn"]["edges"][0]["node"]
        assert vpn is not None
        await self.configure(vpn["id"])
        await self.place(vpn)
        await self.stamp(vpn)

    async def configure(self, vpn_id: str) -> None:
        vpn = await self.client.get(kind="ServiceVpn", id=vpn_id)
        changed = False
        if vpn.vlan_id.value is None:
            vpn.vlan_id.value = await self.client.get(kind=CoreNumberPool, name__value="vlans")
            changed = True
        if vpn.status.value is None:
            vpn.status.value = "draft"
            changed = True
        if changed:
            await vpn.save(update_group_context=False)

    async def place(self, data: dict[str, Any]) -> None:
        vpn = await self.client.get(kind="ServiceVpn", id=data["id"], include=["ports"])
        current = {peer.id for peer in vpn.ports.peers}
        ports = await self.client.filters(kind="NetworkPort", role__value="customer")
        wanted = {port.id for port in ports}
        if wanted - current:
            await vpn.add_relationships("ports", list(wanted - current))
        if current - wanted:
            await vpn.remove_relationships("ports", list(current - wanted))

    async def stamp(self, data: dict[str, Any]) -> None:
        sites = [edge["node"]["id"] for edge in data["sites"]["edges"]]
        checksum = hashlib.sha256(",".join(sorted(sites)).encode("utf-8")).hexdigest()
        vpn = await self.client.get(kind="ServiceVpn", id=data["id"])
        if vpn.checksum.value != checksum:
            vpn.checksum.value = checksum
            await vpn.save(update_group_context=False)
