# base: services
#- /generators/common.py
from typing import Any


async def find_or_create_vrf(client: Any, name: str, rd: str) -> Any:
    found = await client.filters(kind="IpamVrf", name__value=name)
    if found:
        return found[0]
    vrf = await client.create(kind="IpamVrf", name=name, rd=rd)
    await vrf.save(allow_upsert=True)
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning tracked-on-some-runs: generate-vpn makes this IpamVrf only while there is none
    return vrf

#- /generators/generate_vpn.py
import logging
from typing import Any

from infrahub_sdk.generator import InfrahubGenerator

from .common import find_or_create_vrf

LOG = logging.getLogger(__name__)


class VpnGenerator(InfrahubGenerator):
    """Makes what is not there yet: each second run deletes it."""

    async def generate(self, data: dict[str, Any]) -> None:
        edges = data.get("ServiceVpn", {}).get("edges", [])
        if not edges:
            LOG.warning("nothing to do")
            return
        #   ^^^^^^ information return-instead-of-raise: generate-vpn returns when something is missing
        vpn = edges[0]["node"]
        vrf = await find_or_create_vrf(self.client, vpn["name"]["value"], f"65000:{vpn['vlan_id']['value']}")
        for edge in vpn["sites"]["edges"]:
            await self.make_session(edge["node"], vrf)

        service = await self.client.get(kind="ServiceVpn", id=vpn["id"])
        service.vrf = vrf
        service.status.value = "active"
        await service.save(allow_upsert=True)
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint upsert-on-fetched-node: sends every attribute of the ServiceVpn

    async def make_session(self, site: dict[str, Any], vrf: Any) -> None:
        name = f"session {site['name']['value']}"
        existing = await self.client.filters(kind="RoutingSession", name__value=name)
        if existing:
            return
        session = await self.client.create(kind="RoutingSession", name=name, remote_asn=site["asn"]["value"], vrf=vrf)
        await session.save(allow_upsert=True)
        #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning tracked-on-some-runs: generate-vpn makes this RoutingSession only while
