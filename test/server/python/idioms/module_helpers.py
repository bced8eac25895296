# base: services
#- /generators/generate_vpn.py
from infrahub_sdk.generator import InfrahubGenerator


async def find_port(client, router_id):
    ports = await client.filters(kind="NetworkPort", router__ids=[router_id], role__value="backbone", include=["addresses"])
    if len(ports) == 0:
        raise ValueError("no port to use")
    return ports[0]


class VpnGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        vpn_id = data["ServiceVpn"]["edges"][0]["node"]["id"]
        name = data["ServiceVpn"]["edges"][0]["node"]["name"]["value"]
        routers = [
            edge["node"]["router"]["node"]["id"] for edge in data["ServiceVpn"]["edges"][0]["node"]["sites"]["edges"]
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information unguarded-answer: 'router' is optional
        ]
        ports = [await find_port(self.client, router) for router in routers]

        vrf = await self.client.create(kind="IpamVrf", name=name)
        await vrf.save(allow_upsert=True)

        pool = await self.client.get(kind="CoreIPPrefixPool", name__value="links")
        prefix = await self.client.allocate_next_ip_prefix(
            resource_pool=pool, prefix_length=31, member_type="address", identifier=f"{name}-{vpn_id}"
        )
        await prefix.save(allow_upsert=True)
        addresses = await self.client.create(
            kind="CoreIPAddressPool",
            name=f"{name}-{vpn_id}",
            default_address_type="IpamAddress",
            default_prefix_length=31,
            resources=[prefix],
            ip_namespace={"id": "default"},
        )
        await addresses.save(allow_upsert=True)
        for port in ports:
            address = await self.client.allocate_next_ip_address(resource_pool=addresses, identifier=port.id)
            port.addresses.add(address)
            await port.save(allow_upsert=True)
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint upsert-on-fetched-node: sends every attribute of the NetworkPort
