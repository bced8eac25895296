import type { PythonClass } from '../../../server/src/model/generators/facts';
import { pythonFacts } from '../../../server/src/model/generators/pythonFacts';

const head = `import asyncio
import hashlib
import random
import time
import uuid
from datetime import datetime

from infrahub_sdk.generator import InfrahubGenerator

from bundle import protocols
from bundle.helpers import helper, prepare
from bundle.protocols import LocationRack as Rack, NetworkPod

POD_KIND = "NetworkPod"


`;

/** A generator whose `generate` has these lines. */
export function generator(...lines: readonly string[]): string {
  const text = lines.map((line) => `        ${line}\n`).join('');
  return `${head}class PodGenerator(InfrahubGenerator):\n    async def generate(self, data: dict) -> None:\n${text}`;
}

/** A plain class with one method. */
export function body(...lines: readonly string[]): string {
  return `class A:\n    def f(self):\n${lines.map((line) => `        ${line}\n`).join('')}`;
}

/** The first layer of a cascade: it writes its checksum to every pod of a fabric, saved with the given arguments. */
export function guideGenerator(saveArguments: string): string {
  return `${head}class GeneratorMixin:
    def calculate_checksum(self) -> str:
        context = self.client.group_context
        ids = sorted(context.related_group_ids + context.related_node_ids)
        return hashlib.sha256(",".join(ids).encode("utf-8")).hexdigest()


class FabricGenerator(InfrahubGenerator, GeneratorMixin):
    async def generate(self, data: dict) -> None:
        fabric_id = data["NetworkFabric"]["edges"][0]["node"]["id"]
        await self.update_checksum(fabric_id)

    async def update_checksum(self, fabric_id: str) -> None:
        pods = await self.client.filters(kind=NetworkPod, parent__ids=[fabric_id])
        checksum = self.calculate_checksum()
        for pod in pods:
            if pod.checksum.value != checksum:
                pod.checksum.value = checksum
                await pod.save(${saveArguments})
`;
}

/** The summary of the `FabricGenerator`, or of the first class. */
export function only(text: string): PythonClass {
  const { classes } = pythonFacts(text);
  const cls = classes.find((item) => item.name === 'FabricGenerator') ?? classes[0];
  if (!cls) throw new Error('The text declares no class.');
  return cls;
}

/** The class made of a `generate` with these statements. */
export function run(...lines: string[]): PythonClass {
  return only(generator(...lines));
}

/** Writes as `Kind.attribute` with what is known about each. */
export function writes(cls: PythonClass): string[] {
  return cls.writes.map((write) => {
    const words = [`${write.kind ?? '?'}.${write.attribute}`];
    if (write.constant !== undefined) words.push(`=${JSON.stringify(write.constant)}`);
    if (write.fetched) words.push('fetched');
    if (write.created) words.push('created');
    if (write.guarded) words.push('guarded');
    if (write.valueChangesEveryRun) words.push('changing');
    words.push(write.tracked === undefined ? 'tracking?' : write.tracked ? 'tracked' : 'untracked');
    return words.join(' ');
  });
}
