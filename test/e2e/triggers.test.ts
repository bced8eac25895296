import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { triggerNodes, type RuleNode, type TriggerNode } from '../../client/src/views/triggers/nodes';
import type { Situation } from '../../client/src/views/triggers/situation';
import { treeItemOf } from '../../client/src/views/triggers/treeItem';
import { sendJson, startServer, type Handler, type TestServer } from '../infrahubApi/startServer';
import { activated, firstOf, revert, serverRuns } from './support';

const hostile = 'x$(flame)<b>**bold**</b>\u202e\u0007';
const list = (...nodes: readonly object[]) => ({ count: nodes.length, edges: nodes.map((node) => ({ node })) });
const text = (value: string | null) => ({ value });

/** The first rule of examples/fabric, loaded without its match and then changed by hand. */
const rule = {
  __typename: 'CoreNodeTriggerRule',
  id: 'rule-id',
  name: text('trigger-pod-generator-checksum'),
  description: text(null),
  active: { value: true },
  branch_scope: text('all_branches'),
  action: { node: { id: 'action-id', display_label: 'run-pod-generator', name: text('run-pod-generator') } },
  node_kind: text('NetworkPod'),
  mutation_action: text('updated'),
  matches: list(),
};

const answers: Readonly<Record<string, object>> = {
  CascadeAccount: { AccountProfile: { id: 'account', display_label: 'Ada' } },
  CascadeBranches: { Branch: [{ name: 'main', is_default: true }] },
  CascadeTriggerRules: { CoreTriggerRule: list(rule, { ...rule, id: 'other-id', name: text(hostile) }) },
  CascadeTriggerActions: { CoreAction: list() },
};

const answer: Handler = ({ body }, response) => {
  const name = Object.keys(answers).find((each) => body.includes(each));
  sendJson(response, { data: name && answers[name] });
};

function labelOf(node: TriggerNode): string {
  const { label } = treeItemOf(node);
  assert.ok(typeof label === 'string');
  return label;
}

describe('the view Triggers', () => {
  const servers: TestServer[] = [];
  const situationWhen = async (isWanted: (situation: Situation) => boolean): Promise<Situation> => {
    const { api } = await activated();
    return firstOf(api.onDidChangeTriggers, api.triggers, isWanted);
  };
  const rulesShown = async (): Promise<RuleNode[]> => {
    const rules = triggerNodes((await activated()).api.triggers()).find(({ id }) => id === 'rules');
    return rules?.kind === 'section' ? rules.children.filter((node) => node.kind === 'rule') : [];
  };
  const ruleNode = async (name: string): Promise<RuleNode> => {
    const found = (await rulesShown()).find((node) => node.rule.name === name);
    assert.ok(found, name);
    return found;
  };

  before(() => serverRuns());
  after(async () => {
    delete process.env['INFRAHUB_ADDRESS'];
    delete process.env['INFRAHUB_API_TOKEN'];
    await Promise.all(servers.map((server) => server.close()));
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  it('asks for a server where none is known', async () => {
    await vscode.commands.executeCommand('infrahubCascade.refreshTriggers');
    await situationWhen(({ kind }) => kind === 'noServer');
  });

  it('shows rules of the server beside those of the files', async () => {
    const server = await startServer(answer);
    servers.push(server);
    process.env['INFRAHUB_ADDRESS'] = server.address;
    process.env['INFRAHUB_API_TOKEN'] = 'token';
    await vscode.commands.executeCommand('infrahubCascade.refreshTriggers');
    const situation = await situationWhen(({ kind }) => kind === 'shown');
    assert.equal(situation.kind === 'shown' && situation.account, 'Ada');
    const drifts = new Map((await rulesShown()).map((node) => [node.rule.name, node.rule.drift]));
    assert.equal(drifts.get('trigger-pod-generator-checksum'), 'differs');
    assert.equal(drifts.get('trigger-rack-generator-checksum'), 'onlyFile');
    assert.equal(drifts.get(hostile), 'onlyServer');
    assert.ok(server.received.every(({ token }) => token === 'token'));
  });

  it('says what differs, for eyes and ears', async () => {
    const node = await ruleNode('trigger-pod-generator-checksum');
    const item = treeItemOf(node);
    assert.equal(item.description, 'differences: 2 · without matches');
    const label = 'trigger-pod-generator-checksum, differences: 2 · without matches';
    assert.equal(item.accessibilityInformation?.label, label);
    const lines = node.children.map((child) => [labelOf(child), treeItemOf(child).description]);
    assert.deepEqual(lines.slice(0, 3), [
      [
        'The server has no matches of it, the file has some: load the file again. It runs on every update of NetworkPod.',
        undefined,
      ],
      ['branch_scope', 'file: other_branches · server: all_branches'],
      ['checksum', 'match only in the file'],
    ]);
  });

  it('shows names of a server as plain text', async () => {
    const { label, tooltip } = treeItemOf(await ruleNode(hostile));
    assert.equal(label, 'x$(flame)<b>**bold**</b>');
    assert.ok(typeof tooltip === 'string');
    assert.doesNotMatch(tooltip.replaceAll('\n', ' '), /[\p{Cc}\u202e]/u);
  });

  it('opens the file of a rule at its name', async () => {
    await vscode.commands.executeCommand(
      'infrahubCascade.openTriggerInFile',
      await ruleNode('trigger-rack-generator-checksum'),
    );
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.ok(editor.document.uri.path.endsWith('/objects/90_triggers.yml'));
    assert.equal(editor.document.getText(editor.selection), 'trigger-rack-generator-checksum');
  });

  it('copies what the server has into the file, for one undo', async () => {
    await vscode.commands.executeCommand(
      'infrahubCascade.copyTriggerToFile',
      await ruleNode('trigger-pod-generator-checksum'),
    );
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal(editor.document.getText(editor.selection), 'trigger-pod-generator-checksum');
    const [, copied = ''] = editor.document.getText().split('name: trigger-pod-generator-checksum');
    const [own = ''] = copied.split('- name:');
    assert.match(own, /branch_scope: all_branches/);
    assert.doesNotMatch(own, /matches/);
    const same = (situation: Situation): boolean =>
      situation.kind === 'shown' &&
      situation.comparison.rules.some(
        ({ name, drift }) => name === 'trigger-pod-generator-checksum' && drift === 'same',
      );
    await situationWhen(same);
    await revert(editor.document);
    await situationWhen((situation) => !same(situation));
  });

  it('keeps what it has when the server goes, and says so', async () => {
    await servers[0]?.close();
    await vscode.commands.executeCommand('infrahubCascade.refreshTriggers');
    const situation = await situationWhen((next) => next.kind === 'shown' && next.failure !== undefined);
    const failure = triggerNodes(situation).find(({ id }) => id === 'failure');
    assert.ok(failure?.kind === 'failure');
    assert.match(labelOf(failure), /nobody listens there/);
    assert.equal(treeItemOf(failure).command?.command, 'infrahubCascade.refreshTriggers');
  });
});
