import { expect, test } from 'vitest';
import { findCycles } from '../../../server/src/model/cascade/cycles';
import { layers, projectOf, rules, watch, type Layers } from './layers';

/** The cycles as text: who leads to whom, how it ends, whether it is sure. */
async function cycles(parts: Layers): Promise<string[]> {
  const project = await projectOf(layers(parts));
  return findCycles(project).map(({ edges, ending, sure }) => {
    const names = edges.map(({ write }) => write.generator.name.replace('generate-', ''));
    return `${names.join(' → ')}: ${ending}${sure ? '' : '?'}`;
  });
}

interface Signal {
  readonly guard?: boolean;
  readonly attribute?: string;
}

function set(kind: string, value: string, { guard = false, attribute = 'checksum' }: Signal = {}): string {
  const write = `item.${attribute}.value = value`;
  return `
for item in await self.client.filters(kind="${kind}", ids=[target_id]):
    value = ${value}
${guard ? `    if item.${attribute}.value != value:\n        ${write}\n        await item.save(update_group_context=False)` : `    ${write}\n    await item.save(update_group_context=False)`}
`;
}

const podRule = watch('pod', 'NetworkPod', 'checksum', 'run-pod');
const rackRule = watch('rack', 'LocationRack', 'checksum', 'run-rack');
const both = rules('CoreNodeTriggerRule', podRule, rackRule);
const changing = 'str(uuid.uuid4())';

test('down the layers there is no cycle', async () => {
  const parts = { fabric: set('NetworkPod', changing), pod: set('LocationRack', changing), triggers: both };
  expect(await cycles(parts)).toEqual([]);
  // A write upwards that no rule watches is none either.
  expect(await cycles({ ...parts, rack: set('NetworkPod', 'True', { attribute: 'ready' }) })).toEqual([]);
});

test('a cycle is endless only when every write is unguarded and differs on every run', async () => {
  const upwards = (value: string, signal?: Signal): Layers => ({
    pod: set('LocationRack', changing),
    rack: set('NetworkPod', value, signal),
    triggers: both,
  });
  expect(await cycles(upwards(changing))).toEqual(['pod → rack: never']);
  expect(await cycles(upwards(changing, { guard: true }))).toEqual(['pod → rack: unchanged']);
  expect(await cycles(upwards('self.digest()'))).toEqual(['pod → rack: unchanged']);
  expect(await cycles(upwards('"fixed"'))).toEqual(['pod → rack: fixed']);
});

test('a generator that writes what starts it', async () => {
  const self = (body: string): Layers => ({ pod: body, triggers: rules('CoreNodeTriggerRule', podRule) });
  expect(await cycles(self(set('NetworkPod', 'str(datetime.now())')))).toEqual(['pod: never']);
  expect(await cycles(self(set('NetworkPod', 'self.digest()', { guard: true })))).toEqual(['pod: unchanged']);
  // Only on some paths: the text does not show that it comes there again.
  expect(await cycles(self(`if data["go"]:${set('NetworkPod', changing).replaceAll('\n', '\n    ')}`))).toEqual([
    'pod: unchanged',
  ]);
});

test('a value that is overwritten is not fixed', async () => {
  const toggled =
    set('NetworkPod', '"running"', { attribute: 'status' }) + set('NetworkPod', '"done"', { attribute: 'status' });
  const triggers = rules('CoreNodeTriggerRule', watch('pod', 'NetworkPod', 'status', 'run-pod'));
  expect(await cycles({ pod: toggled, triggers })).toEqual(['pod: unchanged']);
  expect(await cycles({ pod: set('NetworkPod', '"done"', { attribute: 'status' }), triggers })).toEqual(['pod: fixed']);
});

test('in a tree of one kind the chain goes down and ends', async () => {
  const tree = `
---
version: "1.0"
nodes:
  - name: Pod
    namespace: Network
    human_friendly_id: [name__value]
    attributes:
      - {name: name, kind: Text, unique: true}
      - {name: checksum, kind: Text, optional: true}
    relationships:
      - {name: upper, peer: NetworkPod, cardinality: one, optional: true, identifier: tree, direction: outbound}
      - {name: lower, peer: NetworkPod, cardinality: many, optional: true, identifier: tree, direction: inbound}
`;
  const triggers = rules('CoreNodeTriggerRule', podRule);
  const files = { '/schemas/layers.yml': tree };
  expect(await cycles({ pod: set('NetworkPod', changing), triggers, files })).toEqual(['pod: unchanged']);
});

test('rules of different branches make no cycle', async () => {
  const writes = { pod: set('LocationRack', changing), rack: set('NetworkPod', changing) };
  const onMain = podRule.replace('other_branches', 'default_branch');
  expect(await cycles({ ...writes, triggers: rules('CoreNodeTriggerRule', onMain, rackRule) })).toEqual([]);
  const everywhere = podRule.replace('other_branches', 'all_branches');
  expect(await cycles({ ...writes, triggers: rules('CoreNodeTriggerRule', everywhere, rackRule) })).toEqual([
    'pod → rack: never',
  ]);
});

const all =
  '- {name: all, branch_scope: other_branches, node_kind: NetworkPod, mutation_action: updated, action: run-pod}';

test('a rule without matches: objects created once settle, new ones on every run do not', async () => {
  const create = (name: string): string => `
device = await self.client.create(kind="NetworkDevice", name=${name}, pod={"id": target_id})
await device.save(allow_upsert=True)
`;
  const triggers = rules('CoreNodeTriggerRule', all);
  expect(await cycles({ pod: create('f"{target_id}-1"'), triggers })).toEqual([]);
  expect(await cycles({ pod: create('f"{target_id}-{uuid.uuid4()}"'), triggers })).toEqual(['pod: never']);
});

test('generators that start one another by mutations', async () => {
  const start = (name: string): string => `
definition = await self.client.get(kind="CoreGeneratorDefinition", name__value="${name}")
query = "mutation Run($id: String!) { CoreGeneratorDefinitionRun(data: {id: $id}) { ok } }"
await self.client.execute_graphql(query=query, variables={"id": definition.id})
`;
  expect(await cycles({ pod: start('generate-rack') })).toEqual([]);
  expect(await cycles({ pod: start('generate-rack'), rack: start('generate-pod') })).toEqual(['pod → rack: unchanged']);
});

test('a generator that refuses the kind is no step of a cycle', async () => {
  // Racks are no members of its group, so the run fails.
  const wrong = rules('CoreNodeTriggerRule', rackRule.replace('run-rack', 'run-pod'));
  expect(await cycles({ pod: set('LocationRack', changing), triggers: wrong })).toEqual([]);
});

test('many generators that all signal one another are looked at quickly', async () => {
  const count = 12;
  const names = Array.from({ length: count }, (_, index) => `g${index}`);
  const config = `objects: [objects]\ngenerator_definitions:\n${names
    .map((name) => `  - {name: ${name}, file_path: generators/all.py, query: q, targets: t, class_name: C${name}}\n`)
    .join('')}`;
  const body = names.map((name) => set(`Kind${name}`, changing).replaceAll('\n', '\n        ')).join('');
  const python = `import uuid\n${names
    .map(
      (name) => `class C${name}(InfrahubGenerator):\n    async def generate(self, target_id):\n        pass${body}\n`,
    )
    .join('')}`;
  const objects =
    rules('CoreNodeTriggerRule', ...names.map((name) => watch(`r${name}`, `Kind${name}`, 'checksum', `run-${name}`))) +
    `---\nkind: Object\nspec:\n  kind: CoreGeneratorAction\n  data:\n${names.map((name) => `    - {name: run-${name}, generator: ${name}}\n`).join('')}`;
  const project = await projectOf(
    `#- /.infrahub.yml\n${config}\n#- /generators/all.py\n${python}\n#- /objects/triggers.yml\n${objects}`,
  );
  const started = performance.now();
  const found = findCycles(project);
  expect(found.length).toBeGreaterThan(count);
  expect(performance.now() - started).toBeLessThan(2000);
});

test('however many flags lead down and up again, each write is looked at a few times only', async () => {
  const values = Array.from({ length: 40 }, (_, index) => `v${index}`);
  const flags = (kind: string): string =>
    values.map((value) => set(kind, `"${value}"`, { attribute: 'status' })).join('');
  const watchers = (name: string, kind: string): string[] =>
    values.map((value) =>
      watch(`${name}-${value}`, kind, 'status', `run-${name}`, `value_match: value\n        value: ${value}`),
    );
  const project = await projectOf(
    layers({
      pod: flags('LocationRack'),
      rack: flags('NetworkPod'),
      triggers: rules('CoreNodeTriggerRule', ...watchers('pod', 'NetworkPod'), ...watchers('rack', 'LocationRack')),
    }),
  );
  const { cascade } = project;
  let looks = 0;
  const writes = cascade.writes.map((write) => ({
    ...write,
    get cause() {
      looks++;
      return write.cause;
    },
  }));
  const counted = Object.create(project, { cascade: { value: { ...cascade, writes } } }) as typeof project;
  expect(findCycles(counted)).toEqual(findCycles(project));
  expect(cascade.edges.length).toBe(2 * values.length);
  expect(looks).toBeLessThan(4 * writes.length);
});
