import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { cascadeNodes, targetsBelow, type CascadeNode, type TargetNode } from '../../client/src/views/cascade/nodes';
import type { CascadeSituation } from '../../client/src/views/cascade/situation';
import { treeItemOf } from '../../client/src/views/cascade/treeItem';
import { sendJson, startServer, type Handler, type TestServer } from '../infrahubApi/startServer';
import { activated, firstOf, serverRuns } from './support';

const hostile = 'p$(flame)<b>**bold**</b>\u202e\u0007';
const list = (...nodes: readonly object[]) => ({ count: nodes.length, edges: nodes.map((node) => ({ node })) });
const text = (value: string | null) => ({ value });
const at = (time: string) => `2026-11-22T${time}:00+00:00`;

const definition = {
  id: 'definition-id',
  name: text('generate-pod'),
  class_name: text('PodGenerator'),
  file_path: text('generators/generate_pod.py'),
  execute_after_merge: { value: false },
  parameters: { value: {} },
  query: { node: { id: 'query-id', display_label: 'pod', name: text('pod') } },
  repository: { node: null },
  targets: { node: { id: 'group-id', display_label: 'pods', members: { count: 3 } } },
};

/** A pod of a fabric; the aliases are those of the first kind of a layer. */
function pod(id: string, name: string, value: string | null, time: string): object {
  const signal = { value, updated_at: at(time), updated_by: { display_label: 'Agent' } };
  const parent = { node: { __typename: 'NetworkFabric', id: 'fabric-id', display_label: 'f1' } };
  return { __typename: 'NetworkPod', id, display_label: name, k0_0: signal, k0_parent: parent };
}

/** What the server holds; tests change it. */
const pods = [
  pod('pod-1', 'p1', 'aaaaaaaabbbbbbbbccccccccdddddddd', '10:00'),
  pod('pod-2', hostile, 'aaaaaaaabbbbbbbbccccccccdddddddd', '10:00'),
  pod('pod-3', 'p3', null, '09:00'),
];
const instance = (target: string, status: string) => ({
  id: `instance of ${target}`,
  status: { value: status, updated_at: at('10:05') },
  object: { node: { id: target } },
});

/** Mutations that were sent. */
const written: string[] = [];

const answers: Readonly<Record<string, () => object>> = {
  CascadeAccount: () => ({ AccountProfile: { id: 'account', display_label: 'Ada' } }),
  CascadeBranches: () => ({ Branch: ['main', 'racks'].map((name) => ({ name, is_default: name === 'main' })) }),
  CascadeGeneratorDefinitions: () => ({ CoreGeneratorDefinition: list(definition) }),
  CascadeTriggerRules: () => ({ CoreTriggerRule: list() }),
  CascadeTriggerActions: () => ({ CoreAction: list() }),
  CascadeTasks: () => ({ InfrahubTask: list() }),
  CascadeTargets: () => ({ CoreGroup: list({ id: 'group-id', members: list(...pods) }) }),
  CascadeGeneratorInstances: () => ({
    CoreGeneratorInstance: list(instance('pod-1', 'Ready'), instance('pod-2', 'Error')),
  }),
};

const answer: Handler = ({ body, url }, response) => {
  if (url === '/api/info') return sendJson(response, { version: '1.11.9' });
  const [, name = ''] = /(?:query|mutation) (\w+)/.exec(body) ?? [];
  if (/mutation Cascade/.test(body)) written.push(body);
  const found = answers[name];
  if (found) return sendJson(response, { data: found() });
  return sendJson(response, { data: null, errors: [`nothing answers ${name || url}`] }, 404);
};

describe('the view Cascade', () => {
  const servers: TestServer[] = [];
  const situationWhen = async (isWanted: (situation: CascadeSituation) => boolean): Promise<CascadeSituation> => {
    const { api } = await activated();
    return firstOf(api.onDidChangeCascade, api.cascade, isWanted);
  };
  const nodes = async (): Promise<readonly CascadeNode[]> =>
    cascadeNodes((await activated()).api.cascade(), { filter: {}, byParent: true });
  const targetNode = async (id: string): Promise<TargetNode> => {
    const found = (await nodes()).flatMap(targetsBelow).find(({ target }) => target.target.id === id);
    assert.ok(found, id);
    return found;
  };

  before(async () => {
    await serverRuns();
    await vscode.commands.executeCommand('infrahubCascade.cascade.focus');
  });
  after(async () => {
    delete process.env['INFRAHUB_ADDRESS'];
    delete process.env['INFRAHUB_API_TOKEN'];
    await Promise.all(servers.map((server) => server.close()));
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  it('asks for a server where none is known', async () => {
    await vscode.commands.executeCommand('infrahubCascade.refreshCascade');
    await situationWhen(({ kind }) => kind === 'noServer');
  });

  it('asks for a branch where none fits that of git', async () => {
    const server = await startServer(answer);
    servers.push(server);
    process.env['INFRAHUB_ADDRESS'] = server.address;
    process.env['INFRAHUB_API_TOKEN'] = 'token';
    await vscode.commands.executeCommand('infrahubCascade.refreshCascade');
    await situationWhen(({ kind }) => kind === 'noBranch');
    assert.ok(!server.received.some(({ body }) => body.includes('CascadeTargets')));
  });

  it('shows the generators in order, with the states of their targets', async () => {
    await vscode.commands.executeCommand('infrahubCascade.chooseBranch', { branch: 'racks' });
    const situation = await situationWhen(({ kind }) => kind === 'shown');
    assert.ok(situation.kind === 'shown');
    assert.deepEqual(
      situation.layers.map(({ layer, targets }) => [layer.name, ...targets.map(({ state }) => state)]),
      [['generate-fabric'], ['generate-pod', 'done', 'failed', 'empty'], ['generate-rack']],
    );
  });

  it('tells a target to eyes and ears, and its name as plain text', async () => {
    const now = Date.parse(at('10:30'));
    const done = treeItemOf(await targetNode('pod-1'), now);
    assert.equal(done.description, 'aaaaaaaa… · 30 min ago');
    assert.equal(done.accessibilityInformation?.label, 'p1, done, aaaaaaaa… · 30 min ago');
    const failed = treeItemOf(await targetNode('pod-2'), now);
    assert.equal(failed.label, 'p$(flame)<b>**bold**</b>');
    assert.equal(failed.description, 'failed · aaaaaaaa… · 30 min ago');
    assert.ok(typeof failed.tooltip === 'string');
    assert.match(failed.tooltip, /checksum: written by Agent/);
    assert.doesNotMatch(failed.tooltip.replaceAll('\n', ' '), /[\p{Cc}\u202e]/u);
    const layer = (await nodes()).find((node) => node.kind === 'layer' && node.shown.layer.name === 'generate-pod');
    assert.ok(layer);
    assert.equal(treeItemOf(layer, now).description, '1 failed · 1 empty · 1 done');
  });

  it('copies the query of the guide and a checksum', async () => {
    const node = await targetNode('pod-1');
    await vscode.commands.executeCommand('infrahubCascade.copyChecksum', node);
    assert.equal(await vscode.env.clipboard.readText(), 'aaaaaaaabbbbbbbbccccccccdddddddd');
    await vscode.commands.executeCommand('infrahubCascade.copyAsGraphql', node);
    assert.match(await vscode.env.clipboard.readText(), /NetworkPod\(ids: \["pod-1"\]\)[^]*checksum \{ value/);
  });

  it('opens the definition of a generator', async () => {
    await vscode.commands.executeCommand('infrahubCascade.openDefinition', await targetNode('pod-1'));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.ok(editor.document.uri.path.endsWith('/.infrahub.yml'));
    assert.equal(editor.document.getText(editor.selection), 'generate-pod');
  });

  it('keeps what it has when the server goes, and says so', async () => {
    await servers[0]?.close();
    await vscode.commands.executeCommand('infrahubCascade.refreshCascade');
    const situation = await situationWhen((next) => next.kind === 'shown' && next.failure !== undefined);
    assert.ok(situation.kind === 'shown');
    assert.equal(situation.failure?.kind, 'unreachable');
    assert.equal(situation.layers.length, 3);
    assert.deepEqual(written, []);
  });
});
