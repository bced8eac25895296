import { expect, test } from 'vitest';
import { auditText, auditTracking } from '../../../client/src/runs/audit';
import { readAddress } from '../../../server/src/infrahub/address';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../../server/src/infrahub/transport';
import { serveInfrahub, type FakeBranches, type FakeOptions } from '../../infrahubApi/fakeInfrahub';
import { sendJson } from '../../infrahubApi/startServer';

const rack = (name: string) => ({ id: `id-${name}`, kind: 'LocationRack', name });
const group = (generator: string, ...racks: string[]) => {
  const name = `${generator}-0ffa7d435d0d07ad376860d57ec3b79e`;
  return { id: name, kind: 'CoreGeneratorGroup' as const, name, description: 'pod_name: p1', members: racks.map(rack) };
};

async function audit(branches: FakeBranches, options: FakeOptions = {}) {
  const { address } = await serveInfrahub(branches, options);
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  const transport = createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [] });
  const generators = [{ name: 'generate-pod', signals: ['LocationRack'], creates: [], isOpen: false }];
  const seen: string[] = [];
  const found = await auditTracking({
    transport,
    generators,
    signal: new AbortController().signal,
    onBranch: (name) => seen.push(name),
  });
  return { found, seen };
}

test('targets in tracking groups are found on every branch', async () => {
  const { found, seen } = await audit({
    main: [group('generate-pod')],
    one: [group('generate-pod', 'r1', 'r2')],
    two: [group('generate-pod', 'r1'), group('by-hand', 'r3')],
  });
  expect(seen).toEqual(['main', 'one', 'two']);
  expect(found).toMatchObject({ count: 3, branches: ['one', 'two'], unsure: 1 });
  expect(auditText(found, 'Lab')).toBe(
    [
      'Targets of cascades in tracking groups of Lab',
      '',
      'Branch one',
      '  generate-pod (pod_name: p1)',
      '    LocationRack r1',
      '    LocationRack r2',
      '',
      'Branch two',
      '  generate-pod (pod_name: p1)',
      '    LocationRack r1',
      '',
      'Not judged, because no code here shows whether they belong there: 1',
      '  1 LocationRack in by-hand-0ffa7d435d0d07ad376860d57ec3b79e on two',
      '',
    ].join('\n'),
  );
});

test('a server without any has nothing to tell', async () => {
  const { found } = await audit({ main: [] });
  expect(found).toMatchObject({ count: 0, branches: [], unsure: 0 });
});

test('a server that does not tell its rules and groups is not searched to the end, which is said', async () => {
  const { found } = await audit(
    { main: [group('generate-pod', 'r1')] },
    {
      intercept: (document, _request, response) => {
        if (!document.includes('CoreTriggerRule') && !document.includes('CoreGeneratorDefinition')) return false;
        sendJson(response, { data: null, errors: [{ message: 'not today' }] });
        return true;
      },
    },
  );
  expect(found).toMatchObject({ count: 1, branches: ['main'], isWhole: false });
  expect(auditText(found, 'Lab').split('\n').slice(-4)).toEqual([
    'Not read:',
    '  Targets that only rules of the server show are not known: not today',
    '  Targets that only groups of the server show are not known on branch main: not today',
    '',
  ]);
});
