# base: services
#- /generators/common.py
from typing import Any


def clean_data(data: Any) -> Any:
    """Takes edges, node and value away from an answer."""
    if isinstance(data, dict):
        if "value" in data:
            return data["value"]
        if "edges" in data:
            return [clean_data(edge["node"]) for edge in data["edges"]]
        return {key: clean_data(value) for key, value in data.items()}
    return data

#- /generators/generate_vpn.py
from infrahub_sdk.generator import InfrahubGenerator

from .common import clean_data


class VpnGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        cleaned = clean_data(data)
        if not isinstance(cleaned, dict):
            raise ValueError("the answer is no mapping")
        vpns = cleaned.get("ServiceVpn", [])
        if not vpns:
            self.logger.warning("No VPN in the answer")
            return
        #   ^^^^^^ information return-instead-of-raise: generate-vpn returns when something is missing
        vpn = vpns[0]
        vlan_id = vpn.get("vlan_id")
        if not vlan_id:
            self.logger.error("VPN %s has no VLAN", vpn.get("name"))
            return
        #   ^^^^^^ information return-instead-of-raise: generate-vpn returns when something is missing
        await self.join_ports(vpn.get("id"), vpn.get("sites", []))

    async def join_ports(self, vpn_id: str, sites: list[dict]) -> None:
        vpn = await self.client.get(kind="ServiceVpn", id=vpn_id)
        port_ids: list[str] = []
        for site in sites:
            ports = await self.client.filters(
                kind="NetworkPort", router__ids=[site["router"]["id"]], role__value="customer"
            )
            for port in ports:
                port_ids.append(port.id)
                self.logger.info(f"  {port.name.value}")
        if port_ids:
            await vpn.ports.fetch()
            vpn.ports.extend(port_ids)
            await vpn.save(allow_upsert=True)
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint upsert-on-fetched-node: sends every attribute of the ServiceVpn
