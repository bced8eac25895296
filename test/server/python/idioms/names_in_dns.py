# base: services
#- /generators/generate_vpn.py
from __future__ import annotations

from typing import Any

from infrahub_sdk.generator import InfrahubGenerator

MARK = "made for"


def _value(attribute: Any) -> Any:
    return attribute.value if attribute is not None else None


class VpnGenerator(InfrahubGenerator):
    """Gives a name to an address that exists, or to one of its own; takes it away when the service is retired."""

    async def generate(self, data: dict[str, Any]) -> None:
        edges = data["ServiceVpn"]["edges"]
        vpn = edges[0]["node"] if edges else None
        if vpn is None:
            msg = "no such service"
            raise ValueError(msg)
        fqdn = f"{vpn['name']['value']}.example.net"
        if vpn["status"]["value"] != "retired":
            await self._ensure(fqdn, "192.0.2.1/32")
        else:
            await self._withdraw(fqdn)

    async def _holders(self, fqdn: str) -> list[Any]:
        return list(await self.client.filters(kind="IpamAddress", fqdn__value=fqdn))

    async def _ensure(self, fqdn: str, address: str) -> None:
        existing = await self.client.filters(kind="IpamAddress", address__value=address)
        if existing:
            node = existing[0]
            node.fqdn.value = fqdn
            await node.save(update_group_context=False)
            return
        node = await self.client.create(
            kind="IpamAddress", address=address, description=f"{MARK} {fqdn}", fqdn=fqdn, ip_namespace={"hfid": ["default"]}
        )
        await node.save(allow_upsert=True, update_group_context=False)

    async def _withdraw(self, fqdn: str) -> None:
        for node in await self._holders(fqdn):
            if str(_value(node.description) or "").startswith(MARK):
                try:
                    await node.delete()
                except Exception as exc:
                    self.logger.warning("%s is still in use (%s)", node.address.value, exc)
                else:
                    continue
            node.fqdn.value = None
            await node.save(update_group_context=False)
