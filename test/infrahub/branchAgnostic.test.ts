import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, type Case } from './support/case';
import { replaceIn } from './support/edits';
import { fabricFiles, withoutRules } from './support/fabric';
import { runGenerator } from './support/generators';
import { graphql } from './support/graphql';
import { idsOf, objectsOf } from './support/objects';

let fabric: Case;

/** examples/fabric with pods and racks that are the same on every branch. */
function agnosticFiles(): ReturnType<typeof fabricFiles> {
  return replaceIn(withoutRules(fabricFiles()), [
    {
      path: '/schemas/logical_design.yml',
      old: '    description: A pod of a fabric, the second layer\n',
      by: '    description: A pod of a fabric, the second layer\n    branch: agnostic\n',
    },
    {
      path: '/schemas/location.yml',
      old: '    description: A rack of a pod, the third layer\n',
      by: '    description: A rack of a pod, the third layer\n    branch: agnostic\n',
    },
  ]);
}

beforeAll(async () => {
  fabric = await openCase('agnostic', agnosticFiles());
});

afterAll(() => fabric?.close());

test('the signal of a run on a branch is written to the default branch as well', async () => {
  const { branch } = fabric;
  const kind = fabric.kind('NetworkPod');
  const checksums = async (on: string): Promise<unknown[]> =>
    [...(await objectsOf(kind, { branch: on, attributes: ['checksum'] })).values()].map(
      ({ values }) => values['checksum'],
    );
  expect(await checksums('main')).toEqual([null, null]);
  const nodes = await idsOf(fabric.kind('NetworkFabric'), branch);
  await runGenerator(fabric.name('generate-fabric'), { branch, nodes });
  const written = await checksums(branch);
  expect(written[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(await checksums('main')).toEqual(written);
  // What the run creates is of a kind that knows branches.
  expect((await idsOf(fabric.kind('NetworkDevice'), 'main')).length).toBe(0);
});

test('what is deleted on a branch is gone on the default branch', async () => {
  const kind = fabric.kind('LocationRack');
  const before = await objectsOf(kind, { branch: 'main' });
  const document = `mutation ($id: String!) { ${kind}Delete(data: { id: $id }) { ok } }`;
  await graphql(document, { branch: fabric.branch, variables: { id: before.get('rack-2-1')?.id } });
  expect([...(await objectsOf(kind, { branch: 'main' })).keys()]).toEqual(['rack-1-1', 'rack-1-2']);
});
