import { expect, test } from 'vitest';
import type { CompletionItem } from '../../../server/src/features/completion/completion';
import type { ServerObject } from '../../../server/src/protocol/objects';
import type { RemoteKnowledge } from '../../../server/src/remoteKnowledge';
import { completionAt } from '../../support/checkCompletion';
import { object, withTriggers } from '../../support/completionFixture';
import { parseFixture } from '../../support/fixture';
import { serverOf } from '../../support/remote';

const id = 'c7ab3c5e-0000-4000-8000-000000000001';

function found(kind: string, label: string, hfid?: readonly string[]): ServerObject {
  return { id, kind, label, ...(hfid && { hfid }) };
}

/** What is asked at the `$0` of the fixture, and the items that an answer leads to. */
async function ask(source: string, answer: readonly ServerObject[] = [], remote?: RemoteKnowledge) {
  const { repository, path, result } = await completionAt(source, remote);
  const items = result.objects?.items(answer) ?? [];
  const accept = ({ edit }: CompletionItem): string => {
    const text = repository.text(path);
    return text.slice(0, edit.range.start) + edit.newText + text.slice(edit.range.end);
  };
  const { kind, text } = result.objects ?? {};
  return { question: result.objects && { kind, text }, items, accepted: items.map(accept), result };
}

function textOf(kind: string, ...lines: string[]): string | undefined {
  return [...parseFixture(withTriggers(object(kind, ...lines))).files].at(-1)?.[1];
}

function relationshipMatch(...lines: string[]): string {
  const all = lines.map((line, at) => `    ${at === 0 ? '- ' : '  '}${line}`);
  const rule = ['name: r', 'node_kind: NetworkPod', 'matches:', '  kind: CoreNodeTriggerRelationshipMatch', '  data:'];
  return withTriggers(object('CoreNodeTriggerRule', ...rule, ...all));
}

test('the peer of a relationship match is the id of an object of the kind at its other end', async () => {
  const source = relationshipMatch('relationship_name: fabric', 'peer: eas$0');
  const { question, items, accepted } = await ask(source, [found('NetworkFabric', 'east one', ['east one'])]);
  expect(question).toEqual({ kind: 'NetworkFabric', text: 'eas' });
  expect(items).toMatchObject([
    { label: 'east one', kind: 'reference', detail: 'NetworkFabric, on the server', filterText: `east one ${id}` },
  ]);
  expect(accepted[0]).toContain(`peer: ${id}`);
});

test('the rule may be named by the match', async () => {
  const trigger = object('CoreNodeTriggerRule', 'name: r', 'node_kind: NetworkPod');
  const match = object('CoreNodeTriggerRelationshipMatch', 'trigger: r', 'relationship_name: racks', 'peer: $0');
  const { question } = await ask(withTriggers(`---\n${trigger}---\n${match}`));
  expect(question).toEqual({ kind: 'NetworkPod', text: '' });
});

test.each([
  ['without a relationship', relationshipMatch('peer: $0')],
  ['of a relationship that nobody knows', relationshipMatch('relationship_name: nope', 'peer: $0')],
  ['of a rule that nobody knows', withTriggers(object('CoreNodeTriggerRelationshipMatch', 'trigger: x', 'peer: $0'))],
  ['of another object', withTriggers(object('NetworkPod', 'name: p', 'peer: $0'))],
])('nothing is asked for a peer %s', async (_, source) => {
  const { question, result } = await ask(source);
  expect(question).toBeUndefined();
  expect(result.isIncomplete).toBe(false);
});

test('the group of an action is asked for unless all groups are known, and by name', async () => {
  const source = withTriggers(object('CoreGroupAction', 'name: a', 'group: $0'));
  const answer = [found('CoreStandardGroup', 'East pods', ['east pods']), found('CoreStandardGroup', 'pods', ['pods'])];
  const { question, accepted } = await ask(source, answer);
  expect(question).toEqual({ kind: 'CoreGroup', text: '' });
  // `pods` is a group of the files: it stands in the list already.
  expect(accepted).toEqual([textOf('CoreGroupAction', 'name: a', 'group: east pods')]);
  expect((await ask(source, answer, serverOf([], { groups: undefined }))).question).toEqual({
    kind: 'CoreGroup',
    text: '',
  });
  expect((await ask(source, answer, serverOf([], { groups: [] }))).question).toBeUndefined();
});

test('actions and generators are asked for only while their lists are not known', async () => {
  const action = withTriggers(object('CoreNodeTriggerRule', 'name: r', 'action: $0'));
  const generator = withTriggers(object('CoreGeneratorAction', 'name: a', 'generator: $0'));
  expect((await ask(action)).question).toEqual({ kind: 'CoreAction', text: '' });
  expect((await ask(generator)).question).toEqual({ kind: 'CoreGeneratorDefinition', text: '' });
  expect((await ask(action, [], serverOf())).question).toBeUndefined();
  expect((await ask(generator, [], serverOf())).question).toBeUndefined();
});

test('members of a group are named by id, once something is typed: any object may be one', async () => {
  const source = (value: string) => withTriggers(object('CoreStandardGroup', 'name: g', `members: ${value}`));
  const nothingTyped = await ask(source('$0'));
  expect(nothingTyped.question).toBeUndefined();
  expect(nothingTyped.result.isIncomplete).toBe(true);
  const { question, accepted } = await ask(source('[p1$0]'), [found('NetworkPod', 'p1', ['p1'])]);
  expect(question).toEqual({ kind: 'CoreNode', text: 'p1' });
  expect(accepted).toEqual([textOf('CoreStandardGroup', 'name: g', `members: [${id}]`)]);
  const block = withTriggers(object('CoreStandardGroup', 'name: g', 'members:', '  - p1$0'));
  expect((await ask(block, [found('NetworkPod', 'p1')])).accepted).toEqual([
    textOf('CoreStandardGroup', 'name: g', 'members:', `  - ${id}`),
  ]);
});

const device = `#- /schemas/device.yml
version: "1.0"
generics:
  - name: Spot
    namespace: Location
    human_friendly_id: [name__value]
    attributes:
      - {name: name, kind: Text}
nodes:
  - name: Rack
    namespace: Location
    inherit_from: [LocationSpot]
    human_friendly_id: [row__value]
    attributes:
      - {name: row, kind: Text}
  - name: Room
    namespace: Location
    inherit_from: [LocationSpot]
  - name: Device
    namespace: Network
    human_friendly_id: [pod__name__value, name__value]
    attributes:
      - {name: name, kind: Text}
    relationships:
      - {name: pod, peer: NetworkPod, cardinality: one, optional: false}
      - {name: uplink, peer: NetworkDevice, cardinality: one, identifier: up}
      - {name: others, peer: NetworkDevice, cardinality: many, identifier: others}
      - {name: target, peer: GeneratorTarget, cardinality: one, identifier: target}
      - {name: spot, peer: LocationSpot, cardinality: one, identifier: spot}
      - {name: parts, peer: NetworkDevice, cardinality: many, kind: Component, identifier: parts}
`;

function ofDevice(...lines: string[]): string {
  return withTriggers(object('NetworkDevice', 'name: d', ...lines)) + device;
}

test.each([
  ['uplink: $0', 'uplink: [p1, spine 1]'],
  ['others: $0', 'others: [[p1, spine 1]]'],
  ['others: [$0]', 'others: [[p1, spine 1]]'],
])('a human-friendly id of several parts: %s', async (before, after) => {
  const { accepted, question } = await ask(ofDevice(before), [found('NetworkDevice', 'spine 1', ['p1', 'spine 1'])]);
  expect(question).toEqual({ kind: 'NetworkDevice', text: '' });
  expect(accepted[0]).toContain(after);
});

test('the parts stand in a block list too, and in no quotes', async () => {
  const answer = [found('NetworkDevice', 'spine 1', ['p1', 'spine 1'])];
  expect((await ask(ofDevice('others:', '  - $0'), answer)).accepted[0]).toContain('  - [p1, spine 1]');
  expect((await ask(ofDevice('uplink: "sp$0"'), answer)).items).toEqual([]);
  // A part of such an id is no object.
  expect((await ask(ofDevice('uplink: [$0]'), answer)).question).toBeUndefined();
});

test.each([
  ['has no human-friendly id there', 'target: $0', found('NetworkPod', 'p1', ['p1']), 'GeneratorTarget'],
  ['has another number of parts', 'uplink: $0', found('NetworkDevice', 'x', ['x']), 'NetworkDevice'],
  ['has another one than its generic', 'spot: $0', found('LocationRack', 'r1', ['7']), 'LocationSpot'],
  ['has none', 'pod: $0', found('NetworkPod', 'p1'), 'NetworkPod'],
  ['hides what it is', 'pod: $0', found('NetworkPod', 'p1', ['p\u202E1']), 'NetworkPod'],
  ['is read as a range', 'pod: $0', found('NetworkPod', 'p[1-2]', ['p[1-2]']), 'NetworkPod'],
])('an object is named by id when it %s', async (_, line, answer, kind) => {
  const { question, accepted } = await ask(ofDevice(line), [answer]);
  expect(question).toEqual({ kind, text: '' });
  expect(accepted[0]).toContain(`: ${id}`);
});

test('an object is named by the human-friendly id that it shares with its generic', async () => {
  const { accepted } = await ask(ofDevice('spot: $0'), [found('LocationRoom', 'east', ['east'])]);
  expect(accepted[0]).toContain('spot: east');
});

test('a name is quoted where YAML needs it', async () => {
  const { accepted } = await ask(ofDevice('pod: $0'), [found('NetworkPod', 'no', ['no'])]);
  expect(accepted[0]).toContain("pod: 'no'");
});

test.each([
  ['parts: $0', 'objects that are made in place'],
  ['name: $0', 'an attribute'],
  ['nope: $0', 'what nobody knows'],
])('nothing is asked for %s: %s', async (line) => {
  expect((await ask(ofDevice(line))).question).toBeUndefined();
});

test('a long text is cut, and a list is never longer than others are', async () => {
  const long = await ask(ofDevice(`pod: ${'x'.repeat(500)}$0`));
  expect(long.question?.text).toHaveLength(100);
  const many = Array.from({ length: 700 }, (_, at) => ({ ...found('NetworkPod', `p${at}`), id: `id-${at}` }));
  const { items, result } = await ask(ofDevice('pod: $0'), many);
  expect(result.items.length + items.length).toBe(500);
});
