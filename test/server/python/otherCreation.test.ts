import { describe, expect, it } from 'vitest';
import type { PythonClass } from '../../../server/src/model/generators/facts';
import { generator, only, run, writes } from './samples';

const sdk = 'from infrahub_sdk.node import InfrahubNode\n';
const made = (...lines: string[]): PythonClass => only(sdk + generator(...lines));
const schema = 'schema = await self.client.schema.get(kind="NetworkDevice")';

function creates(cls: PythonClass): unknown[] {
  return cls.creates.map(({ kind, attributes, tracked }) => [kind, attributes.map(({ name }) => name), tracked]);
}

describe('objects made otherwise than by client.create', () => {
  it.each([
    ['an alias', ['make = self.client.create', 'device = await make(kind="NetworkDevice", name="a")']],
    ['getattr', ['device = await getattr(self.client, "create")(kind="NetworkDevice", name="a")']],
    ['the class', [schema, 'device = InfrahubNode(client=self.client, schema=schema, data={"name": "a"})']],
    ['the class, by place', [schema, 'device = InfrahubNode(self.client, schema, None, {"name": "a"})']],
  ])('%s', (_, lines) => {
    const cls = made(...lines, 'device.role.value = "leaf"', 'await device.save(allow_upsert=True)');
    expect(creates(cls)).toEqual([['NetworkDevice', ['name'], true]]);
    expect(writes(cls)).toEqual(['NetworkDevice.role ="leaf" created tracked']);
    expect(cls.unknown).toBe(false);
  });

  it('an alias of a method of the node', () => {
    const cls = run('pod = await self.client.get("NetworkPod")', 'save = pod.save', 'await save(allow_upsert=True)');
    expect(cls.saves.map(({ kind, tracked, upsert }) => [kind, tracked, upsert])).toEqual([['NetworkPod', true, true]]);
  });

  it('in a batch', () => {
    const cls = run(
      'batch = await self.client.create_batch()',
      'batch.add(task=self.client.create, kind="NetworkDevice", name="a")',
    );
    expect(creates(cls)).toEqual([['NetworkDevice', ['name'], undefined]]);
  });

  it.each([
    ['a kind that is not shown', 'InfrahubNode(client=self.client, schema=self.schema, data={"name": "a"})'],
    ['data that is not shown', 'InfrahubNode(client=self.client, schema=schema, data=data)'],
    ['an object that has an id', 'InfrahubNode(client=self.client, schema=schema, data={"id": "x"})'],
    ['another client', 'InfrahubNode(client=other, schema=schema, data={"name": "a"})'],
    ['unpacked arguments', 'InfrahubNode(**given)'],
  ])('unknown: %s', (_, call) => {
    const cls = made(schema, `device = ${call}`, 'await device.save(allow_upsert=True)');
    expect(cls.creates).toEqual([]);
    expect(cls.unknown).toBe(true);
  });
});
