import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'branch-agnostic-cascade-kind';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod'));
const make = `
device = await self.client.create(kind="NetworkDevice", name=target_id)
await device.save(allow_upsert=True)
`;
const fixture = layers({ fabric: make + signal('NetworkPod', 'parent__ids'), triggers });
const agnostic = (name: string, source = fixture): string =>
  source.replace(
    new RegExp(`(- name: ${name}\n    namespace: \\w+\n)(    (?:inherit|human))`),
    '$1    branch: agnostic\n$2',
  );

test('targets and what is made', async () => {
  const pod = `warning ${rule}: NetworkPod is branch-agnostic, and generate-fabric writes checksum of it`;
  await checkDiagnostics(rule, marked(agnostic('Pod'), '- name: ', 'Pod', pod));
  const device = `warning ${rule}: NetworkDevice is branch-agnostic, and generate-fabric makes such objects`;
  await checkDiagnostics(rule, marked(agnostic('Device'), '- name: ', 'Device', device));
});

test('an attribute of its own', async () => {
  const source = fixture.replace(
    'kind: Text, optional: true}\nnodes',
    'kind: Text, optional: true, branch: agnostic}\nnodes',
  );
  await checkDiagnostics(rule, marked(source, '- {name: ', 'checksum', `warning ${rule}: checksum of NetworkPod is`));
});

test('kinds of branches, kinds that only hold data, and generators of no cascade', async () => {
  await checkDiagnostics(rule, fixture);
  await checkDiagnostics(rule, agnostic('Rack'));
  await checkDiagnostics(rule, agnostic('Fabric'));
  await checkDiagnostics(rule, agnostic('Device', layers({ fabric: make })));
  const aware = agnostic('Pod').replace(
    /(name: Pod\n[^]*?attributes:)/,
    '$1\n      - {name: checksum, kind: Text, optional: true, branch: aware}',
  );
  await checkDiagnostics(rule, aware);
});

const schema = '/schemas/layers.yml';
const aware = (source: string): string => fileOf(source, schema).replace('branch: agnostic', 'branch: aware');

test('the kind or its attribute becomes branch-aware', async () => {
  const kind = agnostic('Pod').replace('branch: agnostic', 'branch: agnostic # one for all');
  await checkFix(rule, kind, aware(kind));
  const quoted = agnostic('Device').replace('branch: agnostic', 'branch: "agnostic"');
  await checkFix(rule, quoted, fileOf(quoted, schema).replace('"agnostic"', '"aware"'));
  const attribute = fixture.replace('optional: true}\nnodes', 'optional: true, branch: agnostic}\nnodes');
  await checkFix(rule, attribute, aware(attribute));
  expect(await fixTitles(rule, kind)).toEqual([expect.stringContaining('schema migration')]);
});
