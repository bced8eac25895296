import { expect, test } from 'vitest';
import { openRepository } from '../../support/repository';

const trigger = `kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: r
      branch_scope: other_branches
      node_kind: DcimDevice
      mutation_action: created
      action: run
`;
const device = `kind: Object
spec:
  kind: DcimDevice
  data:
    - name: d1
`;
const rack = (more: string): string => `version: '1.0'
nodes:
  - namespace: Location
    name: Rack
${more}`;

async function errors(schema: string): Promise<string[]> {
  const { service, uri } = await openRepository([
    ['/.infrahub.yml', 'schemas: [schemas]\nobjects: [objects]\n'],
    ['/schemas/a.yml', schema],
    ['/objects/a.yml', trigger],
    ['/objects/b.yml', device],
  ]);
  const found = ['/objects/a.yml', '/objects/b.yml'].flatMap((path) => service.diagnostics(uri(path)));
  return found.filter(({ severity }) => severity === 'error').map(({ finding }) => finding.rule.id);
}

test.each([
  [
    'extends',
    `version: '1.0'\nextensions:\n  nodes:\n    - kind: DcimDevice\n      attributes: [{name: a, kind: Text}]\n`,
  ],
  ['refers to', rack('    relationships: [{name: devices, peer: DcimDevice}]\n')],
  ['inherits from', rack('    inherit_from: [LocationGeneric]\n')],
])(
  'a schema that %s a kind of no file: others are loaded before it, so kinds may come from there',
  async (_, schema) => {
    expect(await errors(schema)).toEqual([]);
  },
);

test('a schema that builds on its own and core kinds only leaves no kind open', async () => {
  const builtIn = `    inherit_from: [CoreArtifactTarget]
    relationships:
      - {name: racks, peer: LocationRack}
      - {name: tags, peer: BuiltinTag}
      - {name: any, peer: CoreNode}
      - {name: profile, peer: ProfileLocationRack}
`;
  expect(await errors(rack(builtIn))).toEqual(['unknown-node-kind', 'unknown-object-kind']);
});
