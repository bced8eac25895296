import { expect, test } from 'vitest';
import { describeCause } from '../../../server/src/model/cascade/cause';
import { layers, projectOf, rules, watch, type Layers } from './layers';

/** The edges that lead from the layers, as text; `by` leaves one generator's out. */
async function edges(parts: Layers): Promise<string[]> {
  const { cascade } = await projectOf(layers(parts));
  return cascade.edges.map(({ write, rules: path, runs, fires, sides }) => {
    const way = path.map((rule) => rule.name?.value).join(' → ') || 'no rule';
    return `${describeCause(write.cause)}: ${way}: ${runs.name} ${fires} ${sides.join('+')}`;
  });
}

/** A pod whose attribute is set by the fabric generator. */
function setPod(attribute: string, value: string): string {
  return `
    for pod in await self.client.filters(kind="NetworkPod", parent__ids=[target_id]):
        pod.${attribute}.value = ${value}
        await pod.save(update_group_context=False)
  `;
}

function podRule(attribute: string, rest?: string): string {
  return rules('CoreNodeTriggerRule', watch('r', 'NetworkPod', attribute, 'run-pod', rest));
}

test('an attribute that a rule watches', async () => {
  expect(await edges({ fabric: setPod('checksum', 'self.x()'), triggers: podRule('checksum') })).toEqual([
    'sets checksum of NetworkPod: r: generate-pod yes other',
  ]);
  expect(await edges({ fabric: setPod('checksum', '"a"'), triggers: podRule('amount') })).toEqual([]);
});

test('an attribute that is set without .value, as the SDK allows', async () => {
  const fabric = setPod('checksum', 'self.x()').replace('checksum.value =', 'checksum =');
  expect(await edges({ fabric, triggers: podRule('checksum') })).toEqual([
    'sets checksum of NetworkPod: r: generate-pod yes other',
  ]);
});

test.each([
  ['value_match: value\n        value: done', '"done"', 'yes'],
  ['value_match: value\n        value: done', '"running"', undefined],
  ['value_match: value\n        value: done', 'self.status', 'maybe'],
  ['value_match: value\n        value: done', 'None', undefined],
  ['value: done', '"done"', 'yes'],
  ['value_match: value_previous\n        value_previous: done', '"running"', 'maybe'],
  ['value_match: value_previous\n        value_previous: done', '"done"', undefined],
  ['value_match: value_full\n        value: done\n        value_previous: running', '"done"', 'maybe'],
  ['value_match: value_full\n        value: done\n        value_previous: running', '"running"', undefined],
  ['value_match: any', 'None', 'yes'],
])('a match of %j and the value %s: %s', async (rest, value, fires) => {
  expect(await edges({ fabric: setPod('status', value), triggers: podRule('status', rest) })).toEqual(
    fires ? [`sets status of NetworkPod: r: generate-pod ${fires} other`] : [],
  );
});

test('numbers compare as text, booleans in every spelling', async () => {
  const match = (value: string): string => podRule('amount', `value_match: value\n        value: ${value}`);
  expect(await edges({ fabric: setPod('amount', '3'), triggers: match('"3"') })).toHaveLength(1);
  expect(await edges({ fabric: setPod('amount', '3'), triggers: match('"4"') })).toHaveLength(0);
  const flag = (value: string): string => podRule('ready', `value_match: value\n        value: ${value}`);
  expect(await edges({ fabric: setPod('ready', 'True'), triggers: flag('true') })).toHaveLength(1);
  expect(await edges({ fabric: setPod('ready', 'True'), triggers: flag('"True"') })).toHaveLength(1);
  expect(await edges({ fabric: setPod('ready', 'False'), triggers: flag('true') })).toHaveLength(0);
});

test('several matches must be met by one mutation', async () => {
  const both = podRule('checksum', 'value_match: any\n      - attribute_name: amount\n        value_match: any');
  const checksum = setPod('checksum', '"a"');
  expect(await edges({ fabric: checksum, triggers: both })).toEqual([]);
  const inOne = checksum.replace('        await', '        pod.amount.value = 2\n        await');
  expect(await edges({ fabric: inOne, triggers: both })).toEqual([
    'sets checksum of NetworkPod: r: generate-pod maybe other',
    'sets amount of NetworkPod: r: generate-pod maybe other',
  ]);
  // What the code does besides is not known: the other attribute may be in the same save.
  const unknown = `${checksum}\n    await self.other_things(locals())`;
  expect(await edges({ fabric: unknown, triggers: both })).toEqual([
    'sets checksum of NetworkPod: r: generate-pod maybe other',
  ]);
});

test('of two matches with one attribute the last counts', async () => {
  const twice = podRule(
    'status',
    'value_match: value\n        value: done\n      - attribute_name: status\n        value_match: value\n        value: running',
  );
  expect(await edges({ fabric: setPod('status', '"done"'), triggers: twice })).toEqual([]);
  expect(await edges({ fabric: setPod('status', '"running"'), triggers: twice })).toHaveLength(1);
});

test('inactive rules, rules on creation and rules of other kinds see no update', async () => {
  const fabric = setPod('checksum', '"a"');
  expect(
    await edges({ fabric, triggers: podRule('checksum').replace('node_kind', 'active: false\n      node_kind') }),
  ).toEqual([]);
  expect(await edges({ fabric, triggers: podRule('checksum').replace('updated', 'created') })).toEqual([]);
  expect(await edges({ fabric, triggers: podRule('checksum').replace('NetworkPod', 'LocationRack') })).toEqual([]);
  expect(await edges({ fabric, triggers: podRule('checksum').replace('NetworkPod', 'GeneratorTarget') })).toEqual([]);
});

test('a write to a generic may be one to its heirs', async () => {
  const fabric = `
    for target in await self.client.filters(kind="GeneratorTarget", ids=[target_id]):
        target.checksum.value = "a"
        await target.save(update_group_context=False)
  `;
  expect(await edges({ fabric, triggers: podRule('checksum') })).toEqual([
    'sets checksum of GeneratorTarget: r: generate-pod maybe other',
  ]);
});

test('branch scopes: the default one, all, and a scope nobody knows', async () => {
  const fabric = setPod('checksum', '"a"');
  const scoped = (line: string): string => podRule('checksum').replace('branch_scope: other_branches', line);
  const ends = async (line: string): Promise<string[]> =>
    (await edges({ fabric, triggers: scoped(line) })).map((edge) => edge.slice(edge.lastIndexOf(' ') + 1));
  expect(await ends('branch_scope: default_branch')).toEqual(['default']);
  expect(await ends('active: true')).toEqual(['default']);
  expect(await ends('branch_scope: all_branches')).toEqual(['default+other']);
  expect(await ends('branch_scope: some')).toEqual(['default+other']);
});

const createDevice = `
  device = await self.client.create(kind="NetworkDevice", name=f"{target_id}-1", role="spine", pod={"id": target_id})
  await device.save(allow_upsert=True)
`;

test('creating an object: its own event, and an update of its peers', async () => {
  const created = `
    - {name: c, branch_scope: other_branches, node_kind: NetworkDevice, mutation_action: created, action: run-rack}
    - name: p
      branch_scope: other_branches
      node_kind: NetworkPod
      mutation_action: updated
      action: run-pod
      matches: {kind: CoreNodeTriggerRelationshipMatch, data: [{relationship_name: devices}]}
    - name: removed
      branch_scope: other_branches
      node_kind: NetworkPod
      mutation_action: updated
      action: run-pod
      matches: {kind: CoreNodeTriggerRelationshipMatch, data: [{relationship_name: devices, modification_type: removed}]}
    - {name: all, branch_scope: other_branches, node_kind: NetworkPod, mutation_action: updated, action: run-pod}
  `;
  expect(await edges({ fabric: createDevice, triggers: rules('CoreNodeTriggerRule', created) })).toEqual([
    'changes devices of NetworkPod: p: generate-pod maybe other',
    'changes devices of NetworkPod: all: generate-pod yes other',
    'creates NetworkDevice: c: generate-rack yes other',
  ]);
});

test('a rule on creation with a match sees what the creator gives', async () => {
  const created = (value: string): string =>
    rules(
      'CoreNodeTriggerRule',
      watch('c', 'NetworkDevice', 'role', 'run-rack', `value_match: value\n        value: ${value}`).replace(
        'updated',
        'created',
      ),
    );
  expect(await edges({ fabric: createDevice, triggers: created('spine') })).toEqual([
    'creates NetworkDevice: c: generate-rack yes other',
  ]);
  expect(await edges({ fabric: createDevice, triggers: created('leaf') })).toEqual([]);
});

test('a relationship changed from the other side', async () => {
  const fabric = `
    device = await self.client.get(kind="NetworkDevice", id=target_id)
    device.pod = target_id
    await device.save(update_group_context=False)
  `;
  const rule = `
    - name: p
      branch_scope: other_branches
      node_kind: NetworkPod
      mutation_action: updated
      action: run-pod
      matches: {kind: CoreNodeTriggerRelationshipMatch, data: [{relationship_name: devices}]}
  `;
  expect(await edges({ fabric, triggers: rules('CoreNodeTriggerRule', rule) })).toEqual([
    'changes devices of NetworkPod: p: generate-pod maybe other',
  ]);
});

const joinGroup = `---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGroupAction
  data: [{name: join, group: racks}]
`;

test('a group action, the membership, and the group rule that sees it', async () => {
  const triggers = (scope: string, update = 'added'): string =>
    joinGroup +
    rules('CoreNodeTriggerRule', watch('n', 'NetworkPod', 'checksum', 'join')) +
    rules(
      'CoreGroupTriggerRule',
      `- {name: g, branch_scope: ${scope}, group: racks, member_update: ${update}, action: run-rack}`,
    );
  const fabric = setPod('checksum', '"a"');
  expect(await edges({ fabric, triggers: triggers('all_branches') })).toEqual([
    'sets checksum of NetworkPod: n → g: generate-rack maybe other',
  ]);
  expect(await edges({ fabric, triggers: triggers('default_branch') })).toEqual([]);
  expect(await edges({ fabric, triggers: triggers('all_branches', 'removed') })).toEqual([]);
});

const groupRule = (group: string, update = 'added'): string =>
  rules(
    'CoreGroupTriggerRule',
    `- {name: g, branch_scope: all_branches, group: ${group}, member_update: ${update}, action: run-rack}`,
  );

test.each([
  ['a name', 'member_of_groups="racks"'],
  ['a list of names', 'member_of_groups=["others", "racks"]'],
  ['a human-friendly id', 'member_of_groups=[{"hfid": ["racks"]}]'],
  ['a group that was fetched', 'member_of_groups=[group]'],
  ['the id of one', 'member_of_groups=[{"id": group.id}]'],
])('code that creates an object in a group, given as %s', async (_how, given) => {
  const fabric = `
    group = await self.client.get(kind="CoreStandardGroup", name__value="racks")
    rack = await self.client.create(kind="LocationRack", name="r", pod=target_id, ${given})
    await rack.save(allow_upsert=True)
  `;
  const expected = ['adds a member to racks: g: generate-rack maybe default+other'];
  expect(await edges({ fabric, triggers: groupRule('racks') })).toEqual(expected);
  expect(await edges({ fabric, triggers: groupRule('racks', 'removed') })).toEqual([]);
  expect(await edges({ fabric, triggers: groupRule('pods') })).toEqual([]);
});

test.each([
  ['group.members.add(rack)', 'added'],
  ['rack.member_of_groups.add(group)', 'added'],
  ['rack.member_of_groups.extend(["racks"])', 'added'],
  ['rack.member_of_groups = [group]', 'added'],
  ['group.members.remove(rack)', 'removed'],
  ['rack.member_of_groups.remove("racks")', 'removed'],
])('code that changes a membership: %s', async (line, change) => {
  const fabric = `
    group = await self.client.get(kind="CoreStandardGroup", name__value="racks")
    rack = await self.client.get(kind="LocationRack", name__value="r")
    ${line}
    await group.save()
    await rack.save()
  `;
  const what = change === 'added' ? 'adds a member to' : 'takes a member out of';
  const expected = [`${what} racks: g: generate-rack maybe default+other`];
  expect(await edges({ fabric, triggers: groupRule('racks', change) })).toEqual(expected);
  expect(await edges({ fabric, triggers: groupRule('racks', change === 'added' ? 'removed' : 'added') })).toEqual([]);
});

test('a group that the text does not name is not known', async () => {
  const fabric = `
    group = await self.client.get(kind="CoreStandardGroup", name__value=target_id)
    rack = await self.client.create(kind="LocationRack", name="r", pod=target_id, member_of_groups=[target_id])
    group.members.add(rack)
    await group.save()
    await rack.save(allow_upsert=True)
  `;
  expect(await edges({ fabric, triggers: groupRule('racks') })).toEqual([]);
});

test('a person who adds a member', async () => {
  const triggers = rules(
    'CoreGroupTriggerRule',
    '- {name: g, branch_scope: all_branches, group: racks, action: run-rack}',
  );
  const { cascade } = await projectOf(layers({ triggers }));
  const follow = (change: 'added' | 'removed'): string[] =>
    cascade
      .consequences({ type: 'membership', group: 'racks', change })
      .map(({ runs, fires }) => `${runs.name} ${fires}`);
  expect(follow('added')).toEqual(['generate-rack yes']);
  expect(follow('removed')).toEqual([]);
});

test('a generator that code starts needs no rule', async () => {
  const fabric = `
    query = "mutation Run($id: String!, $ids: [String]) { CoreGeneratorDefinitionRun(data: {id: $id, nodes: $ids}) { ok } }"
    definition = await self.client.get(kind="CoreGeneratorDefinition", name__value="generate-pod")
    await self.client.execute_graphql(query=query, variables={"id": definition.id, "ids": [target_id]})
  `;
  expect(await edges({ fabric })).toEqual(['starts generate-pod: no rule: generate-pod yes default+other']);
});

test('what the text does not show is unknown', async () => {
  const complete = async (parts: Layers): Promise<boolean> => (await projectOf(layers(parts))).cascade.complete;
  expect(await complete({ fabric: createDevice })).toBe(true);
  const stub =
    'from infrahub_sdk.generator import InfrahubGenerator\n\n\nclass FabricGenerator(InfrahubGenerator):\n    async def generate(self, data): ...\n';
  expect(await complete({ files: { '/generators/generate_fabric.py': stub } })).toBe(false);
  expect(await complete({ fabric: 'await helper(self.client)' })).toBe(false);
  expect(await complete({ files: { '/generators/generate_fabric.py': 'import x\n' } })).toBe(false);
  const halfTyped = `
    device = await self.client.create(kind="NetworkDevice", name=
  `;
  expect(await complete({ fabric: halfTyped })).toBe(false);
  const unknownKind = `
    node = await self.client.get(kind=data["kind"], id=target_id)
    node.status.value = "done"
    await node.save()
  `;
  expect(await complete({ fabric: unknownKind })).toBe(false);
});

test('endless lists of writes and rules are cut, and then nothing is concluded', async () => {
  const many = Array.from({ length: 330 }, (_, index) => index);
  const writes = many.map((index) => `    pod.checksum.value = "${index}"\n`).join('');
  const fabric = `for pod in await self.client.filters(kind="NetworkPod"):\n${writes}    await pod.save()`;
  const watchers = many.map((index) => watch(`r${index}`, 'NetworkPod', 'checksum', 'run-pod', `value: "${index}"`));
  const { cascade } = await projectOf(layers({ fabric, triggers: rules('CoreNodeTriggerRule', ...watchers) }));
  expect(cascade.edges.length).toBeGreaterThan(300);
  expect(cascade.complete).toBe(false);
  const few = await projectOf(layers({ fabric, triggers: rules('CoreNodeTriggerRule', ...watchers.slice(0, 200)) }));
  expect(few.cascade.edges).toHaveLength(200);
  expect(few.cascade.complete).toBe(true);
});
