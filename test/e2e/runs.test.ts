import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { childrenOf, runsNodes, type RunNode, type RunsNode } from '../../client/src/views/runs/nodes';
import type { RunsSituation } from '../../client/src/views/runs/situation';
import { treeItemOf } from '../../client/src/views/runs/treeItem';
import { sendJson, startServer, type Handler, type TestServer } from '../infrahubApi/startServer';
import { activated, firstOf, serverRuns } from './support';

const hostile = 'r$(flame)<b>**bold**</b>\u202e\u0007';
const [hash, taskId, runId] = [
  'a'.repeat(64),
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
];
const failedId = '33333333-3333-4333-8333-333333333333';
const actionId = '44444444-4444-4444-8444-444444444444';
const list = (...nodes: readonly object[]) => ({ count: nodes.length, edges: nodes.map((node) => ({ node })) });
const text = (value: string | null) => ({ value });

/** Seconds after the run was asked for. */
const begun = Date.now();
const at = (seconds: number): string => new Date(begun - 600_000 + seconds * 1000).toISOString();

interface TaskTimes {
  readonly created: number;
  readonly ended: number;
}

function task(id: string, workflow: string, parameters: object, { created, ended }: TaskTimes): object {
  return {
    id,
    workflow,
    title: workflow,
    state: 'COMPLETED',
    conclusion: 'success',
    branch: 'racks',
    created_at: at(created),
    start_time: at(created + 0.5),
    updated_at: at(ended),
    parameters,
    related_nodes: [],
  };
}

const model = (generator: string, target: string, name: string): object => ({
  model: {
    generator_definition: { definition_id: `${generator}-id`, definition_name: generator },
    generator_instance: null,
    target_id: target,
    target_name: name,
    variables: { name: target },
  },
});

/** A pod signals a rack, whose run fails. */
const tasks = [
  {
    ...task(failedId, 'generator-run', model('generate-rack', 'rack-1', hostile), { created: 13, ended: 16 }),
    state: 'FAILED',
    conclusion: 'failure',
  },
  task(
    actionId,
    'action-run-generator',
    { generator_definition_id: 'generate-rack-id', node_ids: ['rack-1'], context: { account_id: 'agent' } },
    { created: 12, ended: 14 },
  ),
  task(runId, 'generator-run', model('generate-pod', 'pod-1', 'p1'), { created: 2, ended: 9 }),
  task(
    taskId,
    'request-generator-definition-run',
    {
      model: {
        generator_definition: { definition_id: 'generate-pod-id', definition_name: 'generate-pod' },
        target_members: ['pod-1'],
      },
      context: { account: { account_id: 'ada' } },
    },
    { created: 0, ended: 10 },
  ),
];

const event = {
  id: 'event-1',
  event: 'infrahub.node.updated',
  branch: 'racks',
  account_id: 'agent',
  occurred_at: at(7),
  level: 0,
  parent_id: null,
  primary_node: { id: 'rack-1', kind: 'LocationRack' },
  related_nodes: [],
  attributes: [{ name: 'checksum', action: 'UPDATED', value: hash, value_previous: null }],
};

const rule = {
  __typename: 'CoreNodeTriggerRule',
  id: 'rule-id',
  name: text('trigger-rack'),
  active: { value: true },
  branch_scope: text('other_branches'),
  action: { node: { id: 'action-id', display_label: 'run-rack', name: text('run-rack') } },
  node_kind: text('LocationRack'),
  mutation_action: text('updated'),
  matches: list({
    __typename: 'CoreNodeTriggerAttributeMatch',
    id: 'match-id',
    attribute_name: text('checksum'),
    value_match: text('any'),
  }),
};

const action = {
  __typename: 'CoreGeneratorAction',
  id: 'action-id',
  name: text('run-rack'),
  generator: { node: { id: 'generate-rack-id', name: text('generate-rack') } },
};

const log = [
  { timestamp: at(13), severity: 'info', message: 'begins' },
  {
    timestamp: at(16),
    severity: 'error',
    message:
      'Traceback (most recent call last):\n  File "/srv/worker/rack.py", line 1, in f\n    raise x\nRuntimeError: Rack has no design',
  },
];

const answers: Readonly<Record<string, (variables: Readonly<Record<string, unknown>>) => object>> = {
  CascadeAccount: () => ({ AccountProfile: { id: 'ada', display_label: 'Ada' } }),
  CascadeBranches: () => ({ Branch: ['main', 'racks'].map((name) => ({ name, is_default: name === 'main' })) }),
  CascadeGeneratorDefinitions: () => ({ CoreGeneratorDefinition: list() }),
  CascadeTriggerRules: () => ({ CoreTriggerRule: list(rule) }),
  CascadeTriggerActions: () => ({ CoreAction: list(action) }),
  CascadeTasks: ({ branch, state, ids }) => ({
    InfrahubTask: branch === 'racks' && !state && !ids ? list(...tasks) : list(),
  }),
  CascadeEvents: ({ branches }) => ({
    InfrahubEvent: (branches as readonly string[]).includes('racks') ? list(event) : list(),
  }),
  CascadeTaskLogs: ({ offset }) => ({
    InfrahubTask: list({ id: failedId, logs: { edges: offset === 0 ? log.map((node) => ({ node })) : [] } }),
  }),
  CascadeExistingNodes: () => ({
    CoreNode: list(
      { __typename: 'CoreAccount', id: 'ada', display_label: 'Ada' },
      { __typename: 'CoreAccount', id: 'agent', display_label: 'Agent' },
    ),
  }),
  CascadeNamedGroups: ({ names }) => ({
    CoreGroup: list({
      __typename: 'CoreGeneratorAwareGroup',
      id: 'group-id',
      name: text(String((names as readonly string[])[0])),
      members: list({ __typename: 'NetworkDevice', id: 'device-1', display_label: 'p1-s0' }),
    }),
  }),
};

const answer: Handler = ({ body, url }, response) => {
  if (url === '/api/info') return sendJson(response, { version: '1.11.9' });
  const { query = '', variables = {} } = (body === '' ? {} : JSON.parse(body)) as {
    readonly query?: string;
    readonly variables?: Readonly<Record<string, unknown>>;
  };
  const [, name = ''] = /(?:query|mutation) (\w+)/.exec(query) ?? [];
  const found = answers[name];
  if (found) return sendJson(response, { data: found(variables) });
  return sendJson(response, { data: null, errors: [`nothing answers ${name || url}`] }, 404);
};

describe('the view Runs', () => {
  const servers: TestServer[] = [];
  const situationWhen = async (isWanted: (situation: RunsSituation) => boolean): Promise<RunsSituation> => {
    const { api } = await activated();
    return firstOf(api.onDidChangeRuns, api.runs, isWanted);
  };
  const everyNode = (nodes: readonly RunsNode[]): RunsNode[] =>
    nodes.flatMap((node) => [node, ...everyNode(childrenOf(node))]);
  const nodes = async (): Promise<readonly RunsNode[]> => everyNode(runsNodes((await activated()).api.runs(), {}));
  const runNode = async (id: string): Promise<RunNode> => {
    const found = (await nodes()).find((node) => node.kind === 'run' && node.step.id === id);
    assert.ok(found?.kind === 'run', id);
    return found;
  };

  before(async () => {
    await serverRuns();
    await vscode.commands.executeCommand('infrahubCascade.runs.focus');
  });
  after(async () => {
    delete process.env['INFRAHUB_ADDRESS'];
    delete process.env['INFRAHUB_API_TOKEN'];
    await Promise.all(servers.map((server) => server.close()));
    // The exported documents would ask to be saved.
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  it('asks for a server where none is known', async () => {
    await vscode.commands.executeCommand('infrahubCascade.refreshRuns');
    await situationWhen(({ kind }) => kind === 'noServer');
  });

  it('shows a cascade from the request to the run that failed', async () => {
    const server = await startServer(answer);
    servers.push(server);
    process.env['INFRAHUB_ADDRESS'] = server.address;
    process.env['INFRAHUB_API_TOKEN'] = 'token';
    await vscode.commands.executeCommand('infrahubCascade.chooseBranch', { branch: 'racks' });
    await vscode.commands.executeCommand('infrahubCascade.refreshRuns');
    await situationWhen((next) => next.kind === 'shown' && next.reasons[failedId] !== undefined);
    const lines = (await nodes()).map((node) => {
      const { label, description = '' } = treeItemOf(node, begun);
      assert.ok(typeof label === 'string' && typeof description === 'string');
      return `${label}: ${description}`;
    });
    assert.deepEqual(lines, [
      'generate-pod for p1: Ada · 16 s · 2 runs: 1 failed, 1 done · 10 min ago',
      'p1: generate-pod · 6.5 s',
      'checksum of r$(flame)<b>**bold**</b>: aaaaaaaa… · trigger-rack',
      'r$(flame)<b>**bold**</b>: generate-rack · failed · 2.5 s',
      'Rack has no design: ',
      'Objects: ',
      'Objects: ',
    ]);
  });

  it('tells a run to eyes and ears, and its name as plain text', async () => {
    const item = treeItemOf(await runNode(failedId), begun);
    assert.equal(
      item.accessibilityInformation?.label,
      'r$(flame)<b>**bold**</b>, failed, generate-rack · failed · 2.5 s',
    );
    assert.ok(typeof item.tooltip === 'string');
    assert.match(item.tooltip, /Rack has no design/);
    assert.doesNotMatch(item.tooltip.replaceAll('\n', ' '), /[\p{Cc}\u202e]/u);
  });

  it('goes to the run that a command names', async () => {
    await vscode.commands.executeCommand('infrahubCascade.showTrace', { taskId: runId });
    // What is chosen is told to the extension a moment after it was chosen; the time limit of the test ends the waiting.
    const copied = async (): Promise<string> => {
      await vscode.commands.executeCommand('infrahubCascade.copyRunId');
      return vscode.env.clipboard.readText();
    };
    while ((await copied()) !== runId);
  });

  it('opens the log of a run, which names no path of the worker', async () => {
    await vscode.commands.executeCommand('infrahubCascade.openRunLog', await runNode(failedId));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const shown = editor.document.getText();
    assert.match(shown, /error {4}Traceback/);
    assert.match(shown, /RuntimeError: Rack has no design/);
    assert.doesNotMatch(shown, /srv/);
  });

  it('opens the definition of a generator', async () => {
    await vscode.commands.executeCommand('infrahubCascade.openRunDefinition', await runNode(runId));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal(editor.document.getText(editor.selection), 'generate-pod');
  });

  /** The text of the new document. */
  const exported = async (format: 'markdown' | 'json'): Promise<string> => {
    const [trace] = await nodes();
    await vscode.commands.executeCommand('infrahubCascade.exportTrace', trace, format);
    const editor = await firstOf(
      vscode.window.onDidChangeActiveTextEditor,
      () => vscode.window.activeTextEditor,
      (active) => active?.document.languageId === format,
    );
    return editor?.document.getText() ?? '';
  };

  it('exports a cascade as Markdown', async () => {
    assert.match(await exported('markdown'), /^# Cascade on racks: failed\n/);
  });

  it('exports a cascade as JSON', async () => {
    assert.equal((JSON.parse(await exported('json')) as { id: string }).id, taskId);
  });

  it('shows another branch when a command names it, and says that nothing ran there', async () => {
    await vscode.commands.executeCommand('infrahubCascade.showTrace', { branch: 'main' });
    const situation = await situationWhen(({ kind }) => kind === 'empty');
    assert.ok(situation.kind === 'empty');
    assert.deepEqual(situation.branch, { name: 'main', isDefault: true });
    await vscode.commands.executeCommand('infrahubCascade.showTrace', {});
    await situationWhen((next) => next.kind === 'shown' && next.branch.name === 'racks');
  });

  it('keeps what it has when the server goes, and says so', async () => {
    await servers[0]?.close();
    await vscode.commands.executeCommand('infrahubCascade.refreshRuns');
    const situation = await situationWhen((next) => next.kind === 'shown' && next.failure !== undefined);
    assert.ok(situation.kind === 'shown');
    assert.equal(situation.failure?.kind, 'unreachable');
    assert.equal(situation.traces.length, 1);
  });
});
