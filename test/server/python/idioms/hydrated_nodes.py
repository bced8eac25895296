# base: services
#- /.infrahub.yml
---
schemas: [schemas/services.yml]
objects: [objects/01_groups.yml, objects/02_services.yml]
queries:
  - name: generate_vpn
    file_path: queries/generate_vpn.gql
generator_definitions:
  - name: generate-vpn
    file_path: generators/generate_vpn.py
    query: generate_vpn
    targets: vpns
    parameters: {vpn_name: name__value}
    class_name: VpnGenerator
    convert_query_response: true
    execute_in_proposed_change: true
    execute_after_merge: true

#- /generators/generate_vpn.py
from infrahub_sdk.generator import InfrahubGenerator


class VpnGenerator(InfrahubGenerator):
    """Works with nodes that the SDK made of the answer."""

    async def generate(self, data: dict) -> None:
        if not self.nodes:
            raise RuntimeError("no such service")
        vpn = self.nodes[0]
        vrf = await self.client.create(kind="IpamVrf", name=vpn.name.value, rd=f"65000:{vpn.vlan_id.value}")
        await vrf.save(allow_upsert=True)
        for site in self.related_nodes:
            session = await self.client.create(kind="RoutingSession", name=f"{vpn.name.value}-{site.id}", vrf=vrf)
            await session.save(allow_upsert=True)
