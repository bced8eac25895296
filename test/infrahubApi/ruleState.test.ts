import { describe, expect, it } from 'vitest';
import { readAddress } from '../../server/src/infrahub/address';
import { readRuleState } from '../../server/src/infrahub/readRuleState';
import { readTriggers, type ServerTriggers } from '../../server/src/infrahub/readTriggers';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../server/src/infrahub/transport';
import { serverAction, serverRule } from '../client/triggers/objects';
import { serve } from './httpServer';
import { recording } from './recordings';
import { sendJson, type Received } from './startServer';

const list = (...nodes: readonly object[]) => ({ count: nodes.length, edges: nodes.map((node) => ({ node })) });
const text = (value: string) => ({ value });
const taskId = '3f853d51-233c-4599-94e1-62fb59db0821';

type Variables = Readonly<Record<string, unknown>>;
type Answers = Readonly<Record<string, (variables: Variables, request: Received) => object>>;

/** A server that answers documents by their names; what it has no answer for is a field it does not know. */
async function connect(answers: Answers): Promise<{ transport: Transport; received: readonly Received[] }> {
  const { address, received } = await serve((request, response) => {
    if (request.method === 'GET') return sendJson(response, recording('api_schema_summary').response);
    const { operationName, variables } = JSON.parse(request.body) as { operationName: string; variables: Variables };
    const data = answers[operationName]?.(variables, request);
    return sendJson(response, data ? { data } : recording('error_validation').response);
  });
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  const transport = createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [] });
  return { transport, received };
}

interface Shown {
  readonly rules?: readonly string[];
  readonly actions?: readonly string[];
}

/** Rules and actions by their ids. */
function triggersOf({ rules = [], actions = [] }: Shown): ServerTriggers {
  return {
    rules: rules.map((id) => serverRule({ id })),
    actions: actions.map((id) => serverAction({ id })),
  };
}

async function stateOf(answers: Answers, shown: Shown = { rules: ['rule'] }) {
  return readRuleState((await connect(answers)).transport, triggersOf(shown), {});
}

describe('what an import owns', () => {
  const demo = { id: 'r1', display_label: 'demo' };
  const group = (members: readonly string[], count = members.length) => ({
    id: 'g1',
    name: text('group-repo-object-deferred-r1'),
    members: { count, edges: members.map((id) => ({ node: { id } })) },
  });

  /** The members of the group among the ids that are asked for, as a server gives them. */
  const membersAmong = (members: readonly string[]): Answers => ({
    CascadeRepositories: () => ({ CoreGenericRepository: list(demo) }),
    CascadeImportedObjects: ({ ids }) => ({
      CoreRepositoryGroup: list(group(members.filter((id) => (ids as string[]).includes(id)))),
    }),
  });

  it('is read from the groups of the repositories', async () => {
    const { owners } = await stateOf(
      {
        CascadeRepositories: () => ({ CoreGenericRepository: list(demo, { id: 'r2', display_label: 'other' }) }),
        CascadeImportedObjects: ({ groups, ids }) => {
          expect(groups).toEqual(['group-repo-object-deferred-r1', 'group-repo-object-deferred-r2']);
          expect(ids).toEqual(['rule', 'loaded', 'action']);
          return { CoreRepositoryGroup: list(group(['rule', 'action'])) };
        },
      },
      { rules: ['rule', 'loaded'], actions: ['action'] },
    );
    expect(owners).toEqual({ importedBy: { rule: 'demo', action: 'demo' }, isWhole: true });
  });

  it('is known of every rule in a group of however many members, in one request for 500 of them', async () => {
    const members = Array.from({ length: 100_000 }, (_, index) => `id-${index}`);
    const rules = [...Array.from({ length: 1200 }, (_, index) => `id-${index * 80}`), 'loaded by hand'];
    const { transport, received } = await connect(membersAmong(members));
    const { owners } = await readRuleState(transport, triggersOf({ rules }), {});
    expect(Object.keys(owners?.importedBy ?? {})).toEqual(rules.slice(0, 1200));
    expect(owners?.isWhole).toBe(true);
    expect(received.filter(({ body }) => body.includes('CascadeImportedObjects'))).toHaveLength(3);
  });

  it('is asked for in no request where there is neither rule nor action', async () => {
    const { transport, received } = await connect(membersAmong(['rule']));
    expect((await readRuleState(transport, triggersOf({}), {})).owners).toEqual({ importedBy: {}, isWhole: true });
    expect(received.filter(({ body }) => body.includes('CascadeImportedObjects'))).toEqual([]);
  });

  it('is unknown where a version keeps it elsewhere', async () => {
    const { owners } = await stateOf({
      CascadeRepositories: () => ({ CoreGenericRepository: list(demo) }),
      CascadeImportedObjects: () => ({ CoreRepositoryGroup: list() }),
    });
    expect(owners).toEqual({ importedBy: {}, isWhole: false });
  });

  it('is nothing without repositories', async () => {
    const { owners } = await stateOf({ CascadeRepositories: () => ({ CoreGenericRepository: list() }) });
    expect(owners).toEqual({ importedBy: {}, isWhole: true });
  });
});

describe('the configuration of rules', () => {
  const task = (state: string) => ({ id: taskId, state, created_at: 'x', updated_at: 'y', parameters: {} });
  const tasks = (waiting: number, last?: string): Answers => ({
    CascadeTasks({ workflow, state }) {
      expect(workflow).toEqual(['configure-action-rules']);
      const isEnded = (state as string[]).includes('FAILED');
      return { InfrahubTask: isEnded ? list(...(last ? [task(last)] : [])) : { count: waiting, edges: [] } };
    },
  });
  const log = (...lines: readonly (readonly [string, string])[]): Answers => ({
    CascadeTaskLogs({ ids }) {
      expect(ids).toEqual([taskId]);
      const edges = lines.map(([severity, message]) => ({ node: { timestamp: 'x', severity, message } }));
      return { InfrahubTask: list({ id: taskId, logs: { edges } }) };
    },
  });
  const traceback = 'Encountered exception during execution:\nTraceback (most recent call last):\n  File "/opt/a/b.py"';

  it('may wait, or be done', async () => {
    expect((await stateOf(tasks(3))).configuration).toEqual({ waiting: 3 });
    expect((await stateOf(tasks(0, 'COMPLETED'))).configuration).toEqual({ waiting: 0 });
  });

  it('that failed has the sentence of its exception', async () => {
    const reason = "UnboundLocalError: cannot access local variable 'workflow'";
    const lines = [
      ['error', traceback],
      ['error', `Finished in state Failed("Flow run encountered an exception: ${reason}")`],
      ['info', 'Bye'],
    ] as const;
    const { configuration } = await stateOf({ ...tasks(1, 'FAILED'), ...log(...lines) });
    expect(configuration).toEqual({ waiting: 1, failure: reason });
  });

  it('that failed is told without a log too', async () => {
    expect((await stateOf(tasks(0, 'CRASHED'))).configuration).toEqual({ waiting: 0, failure: '' });
    const other = await stateOf({ ...tasks(0, 'FAILED'), ...log(['error', `${traceback}\nValueError: no`]) });
    expect(other.configuration?.failure).toBe('ValueError: no');
  });
});

describe('a server that does not know a question', () => {
  it('is asked the others', async () => {
    const state = await stateOf({});
    expect(state).toMatchObject({ owners: undefined, configuration: undefined });
    expect(state.kinds).toContain('NetworkPod');
    expect(state.kinds).not.toContain('GeneratorTarget');
  });

  it.each([
    [503, []],
    [401, undefined],
  ])('that answers with %i', async (status, expected) => {
    const { address, received } = await serve((_, response) => response.writeHead(status).end());
    const read = readAddress(address);
    if (!read.ok) throw new Error(read.reason);
    const transport = createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [] });
    const state = await readRuleState(transport, triggersOf({ rules: ['rule'] }), {}).catch(() => undefined);
    expect(state && Object.values(state)).toEqual(expected);
    expect(received).toHaveLength(1);
  });
});

describe('what is not on the default branch', () => {
  const generator = { node: { id: 'g', display_label: 'generate-pod', name: text('generate-pod') } };
  const action = { __typename: 'CoreGeneratorAction', id: 'a', name: text('run-pod') };
  const answers = (known: string): Answers => ({
    CascadeTriggerRules: () => ({ CoreTriggerRule: list() }),
    CascadeTriggerActions: (_, { url }) => ({
      CoreAction: list({ ...action, generator: url.endsWith(known) ? generator : { node: null } }),
    }),
  });

  it('is named by the branch in use, and marked', async () => {
    const { transport } = await connect(answers('/graphql/work'));
    const { actions } = await readTriggers(transport, {}, 'work');
    expect(actions).toMatchObject([
      { fields: { generator: 'generate-pod' }, ids: { generator: 'g' }, unmerged: ['generator'] },
    ]);
  });

  it('is marked without a branch too', async () => {
    const { transport } = await connect(answers('/graphql/work'));
    const { actions } = await readTriggers(transport, {});
    expect(actions).toMatchObject([{ fields: {}, unmerged: ['generator'] }]);
  });

  it('is marked when the branch was deleted meanwhile', async () => {
    const { transport } = await connect(answers('/graphql/work'));
    const { actions } = await readTriggers(transport, {}, '../no-branch');
    expect(actions).toMatchObject([{ fields: {}, unmerged: ['generator'] }]);
  });

  it('costs nothing where there is no such thing', async () => {
    const { transport, received } = await connect(answers('/graphql'));
    const { actions } = await readTriggers(transport, {}, 'work');
    expect(actions[0]?.unmerged).toBeUndefined();
    expect(received.map(({ url }) => url)).toEqual(['/graphql', '/graphql']);
  });
});
