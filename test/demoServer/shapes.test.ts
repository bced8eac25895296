import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { recording } from '../infrahubApi/recordings';
import { startDemoServer, type DemoServer } from '../support/infrahub/startDemoServer';
import { fabricByHand } from './fabricByHand';

let demo: DemoServer;

/** A cascade, and a run that fails. */
beforeAll(async () => {
  const options = { repository: 'examples/fabric', branches: ['demo'], pace: 0.001, token: 't' };
  demo = await startDemoServer({ ...options, recording: fabricByHand() });
  await run('generate-pod');
  await run('generate-fabric');
  const isOver = (): boolean => demo.world.tasks.filter(({ workflow }) => workflow === 'generator-run').length >= 8;
  await vi.waitUntil(() => isOver() && demo.world.tasks.every(({ conclusion }) => conclusion !== 'unknown'), 20_000);
});
afterAll(() => demo.close());

async function ask(query: string, variables: unknown = {}): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${demo.address}/graphql/demo`, {
    method: 'POST',
    headers: { 'x-infrahub-key': 't' },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: Readonly<Record<string, unknown>> }).data;
}

async function run(generator: string): Promise<void> {
  const data = await ask(`{ CoreGeneratorDefinition(name__value: "${generator}") { edges { node { id } } } }`);
  const [id] = nodesIn(data['CoreGeneratorDefinition']).map((node) => node['id']);
  await ask('mutation ($id: String!) { CoreGeneratorDefinitionRun(data: { id: $id }) { ok } }', { id });
}

type Node = Readonly<Record<string, unknown>>;
const nodesIn = (list: unknown): Node[] => (list as { edges: { node: Node }[] }).edges.map(({ node }) => node);
const recordedNodes = (name: string): Node[] =>
  nodesIn(Object.values((recording(name).response as { data: object }).data)[0]);

/** Where two values differ in their form, by path. What is null or empty on one side may be anything on the other. */
function differences(theirs: unknown, ours: unknown, path = ''): string[] {
  if (theirs === null || ours === null) return [];
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    return theirs.length > 0 && ours.length > 0 ? differences(theirs[0], ours[0], `${path}[]`) : [];
  }
  if (typeof theirs !== typeof ours) return [`${path}: ${typeof theirs} and ${typeof ours}`];
  if (typeof theirs !== 'object') return [];
  const [left, right] = [theirs as Node, ours as Node];
  return Object.keys(left).flatMap((key) =>
    key in right ? differences(left[key], right[key], `${path}.${key}`) : [`${path}.${key} is missing`],
  );
}

/** Values whose keys are names of attributes or variables. */
function withoutNames(node: Node): Node {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) =>
      ['variables', 'parameters'].includes(key) && !isTaskParameters(value) ? {} : value,
    ),
  ) as Node;
}

const isTaskParameters = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('model' in value || 'context' in value);

describe('tasks are like the recorded ones', async () => {
  const fields = `id title workflow branch state conclusion progress created_at updated_at start_time parameters tags
    related_node related_node_kind related_nodes { id kind } available_actions { action } error { message }
    logs { count edges { node { id message severity timestamp } } }`;
  const recorded = [...recordedNodes('tasks_cascade'), ...recordedNodes('task_failed_with_logs')];
  const kinds = [...new Set(recorded.map(({ workflow, state }) => `${String(workflow)} ${String(state)}`))];

  it.each(kinds)('%s', async (kind) => {
    const nameOf = ({ workflow, state }: Node): string => `${String(workflow)} ${String(state)}`;
    const own = nodesIn((await ask(`{ InfrahubTask(limit: 200) { edges { node { ${fields} } } } }`))['InfrahubTask']);
    const ours = own.find((node) => nameOf(node) === kind);
    const theirs = recorded.find((node) => nameOf(node) === kind);
    if (!ours || !theirs) throw new Error(`no task: ${kind}`);
    expect(differences(withoutNames(theirs), withoutNames(ours))).toEqual([]);
    const relatedTo = (node: Node | undefined): string[] =>
      ((node?.['related_nodes'] ?? []) as Node[])
        .map((each) => String(each['kind']).replace(/^(?!Core).*/, 'target'))
        .toSorted();
    expect(relatedTo(ours)).toEqual(relatedTo(theirs));
    const titleOf = (node: Node | undefined): string => String(node?.['title']).replaceAll(/[\da-f-]{36}/g, '…');
    expect(titleOf(ours).split(' ').slice(0, 2)).toEqual(titleOf(theirs).split(' ').slice(0, 2));
  });
});

test('a rule names no instance, even where there is one, as in the recorded cascade', () => {
  const models = demo.world.tasks.flatMap(({ workflow, parameters }) =>
    workflow === 'generator-run' ? [(parameters as { model: Node }).model] : [],
  );
  // The pods have failed once before the rule runs them, so that they have an instance.
  const pods = models.filter(
    ({ generator_definition }) => (generator_definition as Node)['definition_name'] === 'generate-pod',
  );
  expect(pods.map(({ generator_instance }) => generator_instance)).toEqual([null, null, null, null]);
});

describe('events are like the recorded ones', async () => {
  const recorded = recordedNodes('events_cascade');
  const nameOf = ({ event, level, primary_node, related_nodes }: Node): string => {
    const [other] = level === 1 ? (related_nodes as Node[]) : [];
    const of = other ? ` of ${String(other['kind'])}` : '';
    return `${String(event)} ${String(level)} ${String((primary_node as Node)['kind'])}${of}`;
  };
  const kinds = [
    'infrahub.node.created 0 NetworkDevice',
    'infrahub.node.updated 0 NetworkPod',
    'infrahub.node.created 0 CoreGeneratorAwareGroup',
    'infrahub.node.updated 1 NetworkDevice of CoreGeneratorAwareGroup',
    'infrahub.group.member_added 1 CoreGeneratorAwareGroup',
    'infrahub.node.created 0 CoreGeneratorInstance',
    'infrahub.node.updated 0 CoreGeneratorInstance',
    'infrahub.node.updated 1 CoreGeneratorDefinition of CoreGeneratorInstance',
    'infrahub.node.updated 0 LocationRack',
    // What a run has read, a few seconds after it.
    'infrahub.node.created 0 CoreGraphQLQueryGroup',
    'infrahub.node.updated 1 CoreGraphQLQuery of CoreGraphQLQueryGroup',
    'infrahub.node.updated 1 LocationRack of CoreGraphQLQueryGroup',
    'infrahub.group.member_added 1 CoreGraphQLQueryGroup',
    'infrahub.node.updated 0 CoreGraphQLQueryGroup',
    'infrahub.node.updated 1 CoreNode of CoreGraphQLQueryGroup',
  ];

  it('one mutation tells its object first, then its peers, then its group', () => {
    const { events } = demo.world;
    const orderBelow = (kind: string): string[] => {
      const root = events.find((each) => each.event === 'infrahub.node.created' && each.primary_node.kind === kind);
      const names = events
        .filter(({ id, parent_id }) => [id, parent_id].includes(root?.id ?? ''))
        .map(({ event }) => event);
      return names.filter((name, index) => name !== names[index - 1]);
    };
    const order = ['infrahub.node.created', 'infrahub.node.updated', 'infrahub.group.member_added'];
    expect(orderBelow('CoreGeneratorAwareGroup')).toEqual(order);
    expect(orderBelow('CoreGraphQLQueryGroup')).toEqual(order);
  });

  it.each(kinds)('%s', async (kind) => {
    const fields = `__typename id event branch account_id occurred_at level has_children parent_id primary_node { id kind }
      related_nodes { id kind } ... on NodeMutatedEvent { attributes { name kind action value value_previous } }
      ... on GroupEvent { members { id kind } ancestors { id kind } }`;
    const own: Node[] = [];
    for (let offset = 0; offset < demo.world.events.length; offset += 50) {
      const page = `{ InfrahubEvent(limit: 50, offset: ${offset}, order: ASC) { edges { node { ${fields} } } } }`;
      own.push(...nodesIn((await ask(page))['InfrahubEvent']));
    }
    const ours = own.find((node) => nameOf(node) === kind);
    const theirs = recorded.find((node) => nameOf(node) === kind);
    if (!ours || !theirs) throw new Error(`no event: ${kind}`);
    expect(differences(theirs, ours)).toEqual([]);
    expect(ours?.['__typename']).toBe(theirs?.['__typename']);
    const attributesOf = (node: Node | undefined): unknown =>
      ((node?.['attributes'] ?? []) as Node[])
        .map(({ name, action }) => `${String(name)} ${String(action)}`)
        .toSorted();
    expect(attributesOf(ours)).toEqual(attributesOf(theirs));
    const relatedTo = (node: Node | undefined): string[] =>
      ((node?.['related_nodes'] ?? []) as Node[])
        .map((each) => String(each['kind']).replace(/^(?!Core).*/, 'target'))
        .toSorted();
    expect(relatedTo(ours)).toEqual(relatedTo(theirs));
  });
});
