# base: services
#- /generators/generate_vpn.py
from infrahub_sdk.generator import InfrahubGenerator


class VpnGenerator(InfrahubGenerator):
    """Claims shared ports while a switch is on: switching it off deletes them."""

    async def generate(self, data: dict) -> None:
        vpn = data["ServiceVpn"]["edges"][0]["node"]
        vrf = await self.client.create(kind="IpamVrf", name=vpn["name"]["value"])
        await vrf.save(allow_upsert=True)

        if vpn["enabled"]["value"]:
            for port in await self.client.filters(kind="NetworkPort", role__value="customer"):
                port.status.value = "active"
                await port.save(allow_upsert=True)
        #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning tracked-on-some-runs: a run whose condition skips it deletes the NetworkPort
