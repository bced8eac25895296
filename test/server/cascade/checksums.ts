import { layers, type Layers } from './layers';

/** A fixture whose first generator signals the pods with a checksum that a mixin computes by these lines. */
export function withChecksum(lines: string, rest: Layers = {}): string {
  const body = lines
    .trim()
    .split('\n')
    .map((line) => `        ${line}\n`)
    .join('');
  return layers({
    ...rest,
    files: {
      '/generators/mixin.py': `import hashlib
import json

GENERATOR_VERSION = 1


class Checksums:
    def calculate_checksum(self) -> str:
        context = self.client.group_context
${body}`,
      '/generators/generate_fabric.py': `from infrahub_sdk.generator import InfrahubGenerator

from .mixin import Checksums


class FabricGenerator(InfrahubGenerator, Checksums):
    async def generate(self, data: dict) -> None:
        fabric_id = data["NetworkFabric"]["edges"][0]["node"]["id"]
        device = await self.client.create(kind="NetworkDevice", name=f"{fabric_id}-1")
        await device.save(allow_upsert=True)
        await self.signal(fabric_id)

    async def signal(self, fabric_id: str) -> None:
        checksum = self.calculate_checksum()
        for pod in await self.client.filters(kind="NetworkPod", parent__ids=[fabric_id]):
            if pod.checksum.value != checksum:
                pod.checksum.value = checksum
                await pod.save(update_group_context=False)
`,
      ...rest.files,
    },
  });
}

export const idChecksum = `
ids = context.related_group_ids + context.related_node_ids
return hashlib.sha256(",".join(sorted(ids)).encode("utf-8")).hexdigest()
`;

export const contentChecksum = `
ids = sorted(set(context.related_group_ids + context.related_node_ids))
values = [[id, self.client.store.get(key=id).name.value] for id in ids]
return hashlib.sha256(json.dumps([GENERATOR_VERSION, values]).encode()).hexdigest()
`;

/** A fixture whose first generator hashes in `generate` itself, or in a property, by these lines. */
export function withOwnHash(where: 'generate' | 'property', lines: string): string {
  const indented = (text: string): string => text.replace(/^(?=.)/gm, '        ');
  const hash = `context = self.client.group_context\n${lines.trim()}\n`;
  const own =
    where === 'generate' ? indented(hash.replace('return ', 'checksum = ')) : '        checksum = self.checksum\n';
  const property = `\n    @property\n    def checksum(self) -> str:\n${indented(hash)}`;
  return layers({
    files: {
      '/generators/generate_fabric.py': `import hashlib

from infrahub_sdk.generator import InfrahubGenerator


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        fabric_id = data["NetworkFabric"]["edges"][0]["node"]["id"]
        device = await self.client.create(kind="NetworkDevice", name=f"{fabric_id}-1")
        await device.save(allow_upsert=True)
${own}        for pod in await self.client.filters(kind="NetworkPod", parent__ids=[fabric_id]):
            if pod.checksum.value != checksum:
                pod.checksum.value = checksum
                await pod.save(update_group_context=False)
${where === 'property' ? property : ''}`,
    },
  });
}
