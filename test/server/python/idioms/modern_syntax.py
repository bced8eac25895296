# base: fabric
#- /generators/generate_rack.py
from __future__ import annotations

from dataclasses import dataclass

from infrahub_sdk.generator import InfrahubGenerator

type Name = str


@dataclass(slots=True)
class Größe[T]:
	wert: T


class RackGenerator(InfrahubGenerator):
	"""Tabs, a match, a walrus, type parameters and names that are not ASCII."""

	async def generate(self, data: dict) -> None:
		rack = data["LocationRack"]["edges"][0]["node"]
		pod = rack["pod"]["node"]
		spines = await self.client.filters(kind="NetworkDevice", pod__ids=[pod["id"]], role__value="spine")
		if (missing := pod["amount_of_spines"]["value"] - len(spines)) > 0:
			raise RuntimeError(f"{missing} spines are missing")
		for größe in range(Größe(rack["amount_of_leafs"]["value"]).wert):
			await self.leaf(rack["name"]["value"], größe)

	async def leaf[T](self, präfix: Name, nummer: T) -> None:
		match nummer:
			case 0:
				role = "leaf"
			case int() as n if n > 100:
				raise ValueError("too many")
			case _:
				role = "leaf"
		device = await self.client.create(kind="NetworkDevice", name=f"{präfix}-{nummer!s:>2}", role=role)
		try:
			await device.save(allow_upsert=True)
		except* ValueError as group:
			self.logger.error(f"{group.exceptions!r}")
			raise
