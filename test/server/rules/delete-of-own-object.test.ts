import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fixedBody, fixedFile, withBody, withFile } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'delete-of-own-object';
const create =
  'device = await self.client.create(kind="NetworkDevice", name="d")\nawait device.save(allow_upsert=True)\n';
const old = 'for old in await self.client.filters(kind="NetworkDevice", role__value="leaf"):\n    await ';
const what = `information ${rule}: the SDK deletes those that a run no longer saves`;

test('objects of a kind that the generator makes', async () => {
  await checkDiagnostics(rule, marked(withBody(`${create}${old}old.delete()`), 'await ', 'old.delete()', what));
  const byId = 'self.client.delete(kind="NetworkDevice", id=data["old"])';
  await checkDiagnostics(rule, marked(withBody(`${create}await ${byId}`), 'await ', byId, what));
});

test.each([
  `${old}old.delete()`,
  `${create}${old.replace('NetworkDevice', 'NetworkPod')}old.delete()`,
  `${create.replace('allow_upsert=True', 'allow_upsert=True, update_group_context=False')}${old}old.delete()`,
  `${create}self.cache.delete("x")`,
])('silent: %s', async (body) => {
  await checkDiagnostics(rule, withBody(body));
});

test.each([
  [
    'the statement',
    `${create}${old}old.delete()\n    self.logger.info("gone")`,
    `${create}${old.slice(0, -6)}self.logger.info("gone")`,
  ],
  [
    'the whole loop',
    `${create}# Old ones\n${old}old.delete()  # now\nself.done = True`,
    `${create}# Old ones\nself.done = True`,
  ],
  [
    'the condition too',
    `for old in await self.client.filters(kind="NetworkDevice"):\n    if old.name.value != "d":\n        await old.delete()\n${create}`,
    create,
  ],
  ['a call of the client', `await self.client.delete(kind="NetworkDevice", id=data["old"])\n${create}`, create],
  [
    'a call over lines',
    `await self.client.delete(\n    kind="NetworkDevice",\n    id=data["old"],\n)\n${create}`,
    create,
  ],
])('taken out: %s', async (_, before, after) => {
  await checkFix(rule, withBody(before), fixedBody(after));
});

test('a method that does nothing else', async () => {
  const file = (body: string): string => `
from infrahub_sdk.generator import InfrahubGenerator


class FabricGenerator(InfrahubGenerator):
\tasync def generate(self, data: dict) -> None:
\t\tdevice = await self.client.create(kind="NetworkDevice", name="d")
\t\tawait device.save(allow_upsert=True)
\t\tawait self.clean()

\tasync def clean(self) -> None:
\t\t${body}
`;
  const loop = 'for old in await self.client.filters(kind="NetworkDevice"):\n\t\t\tawait old.delete()';
  await checkFix(rule, withFile(file(loop)), fixedFile(file('pass')));
});

test.each([
  `${create}${old}old.delete()\nelse:\n    self.done = True`,
  `${create}${old.replace('\n', '\n    # Keep this in mind\n')}old.delete()`,
  `${create}while await self.more():\n    await self.client.delete(kind="NetworkDevice", id=data["old"])`,
  `${create}result = await self.client.delete(kind="NetworkDevice", id=data["old"])`,
  `${create}self.a = 1; await self.client.delete(kind="NetworkDevice", id=data["old"])`,
  `${create}try:\n    await self.client.delete(kind="NetworkDevice", id=data["old"])\nexcept ValueError:\n    pass`,
])('left to the author: %s', async (body) => {
  expect(await fixTitles(rule, withBody(body))).toEqual([]);
});
