import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { cascadeNodes, targetsBelow, type TargetNode } from '../../client/src/views/cascade/nodes';
import { triggerNodes, type RuleNode } from '../../client/src/views/triggers/nodes';
import { startDemoServer, type DemoServer } from '../support/infrahub/startDemoServer';
import { labelOf, nodesOf, valueOf, type StoredNode } from '../support/infrahub/world/world';
import { activated, answering, fileUri, firstOf, isFromSources, picking, serverRuns } from './support';

const branch = 'work';
const rule = 'trigger-rack-generator-amount-of-leafs';

// Whatever changes a server asks in a modal question, which only a person or a stand-in answers.
if (isFromSources) {
  describe('a change of the server', () => {
    let demo: DemoServer;
    const at = (name: string) => {
      const found = demo.world.branches.get(name);
      assert.ok(found, name);
      return { world: demo.world, branch: found };
    };
    const find = (kind: string, label: string, on = branch): StoredNode | undefined =>
      nodesOf(at(on), kind).find((node) => labelOf(at(on), node) === label);
    const write = async (on: string, query: string): Promise<void> => {
      const headers = { 'x-infrahub-key': demo.token };
      const body = JSON.stringify({ query });
      const response = await fetch(`${demo.address}/graphql/${on}`, { method: 'POST', headers, body });
      assert.doesNotMatch(await response.text(), /"errors"/);
    };

    before(async () => {
      await serverRuns();
      const root = join(__dirname, '..', '..');
      const repository = fileUri('.').fsPath;
      demo = await startDemoServer({ repository, branches: [branch, 'other'], pace: 0.001, token: 'token', root });
      process.env['INFRAHUB_ADDRESS'] = demo.address;
      process.env['INFRAHUB_API_TOKEN'] = demo.token;
      await vscode.commands.executeCommand('infrahubCascade.chooseBranch', { branch });
    });
    after(async () => {
      delete process.env['INFRAHUB_ADDRESS'];
      delete process.env['INFRAHUB_API_TOKEN'];
      await demo.close();
      await vscode.commands.executeCommand('workbench.view.explorer');
    });

    describe('Clear Signal', () => {
      let target: TargetNode;
      const signal = (): unknown => valueOf(find('NetworkPod', 'pod-1'), 'checksum');
      const clear = () => vscode.commands.executeCommand('infrahubCascade.clearSignal', target);

      before(async () => {
        const pod = find('NetworkPod', 'pod-1')?.id;
        await write(branch, `mutation { NetworkPodUpdate(data: { id: "${pod}", checksum: { value: "abc" } }) { ok } }`);
        const { api } = await activated();
        const targetNow = (): TargetNode | undefined =>
          cascadeNodes(api.cascade(), { filter: {}, byParent: false })
            .flatMap(targetsBelow)
            .find((node) => node.target.target.id === pod);
        await vscode.commands.executeCommand('infrahubCascade.cascade.focus');
        await vscode.commands.executeCommand('infrahubCascade.refreshCascade');
        const found = await firstOf(api.onDidChangeCascade, targetNow, (node) => node?.target.signal?.value === 'abc');
        assert.ok(found);
        target = found;
      });

      it('leaves it at no, after it has told which rules that would start', async () => {
        const [asked] = await answering(undefined, clear);
        assert.match(asked?.message ?? '', /^Clear checksum of pod-1 on the branch work of /);
        assert.match(asked?.detail ?? '', /trigger-pod-generator-checksum → run-pod-generator/);
        assert.equal(signal(), 'abc');
      });

      it('takes it away at yes', async () => {
        await answering('Clear Signal', clear);
        assert.equal(signal(), null);
      });
    });

    describe('Delete Rule', () => {
      let node: RuleNode;
      const remove = () => vscode.commands.executeCommand('infrahubCascade.deleteTrigger', node);

      before(async () => {
        const { api } = await activated();
        const ruleNow = (): RuleNode | undefined => {
          const rules = triggerNodes(api.triggers()).find(({ id }) => id === 'rules');
          const nodes = rules?.kind === 'section' ? rules.children : [];
          return nodes.find((each): each is RuleNode => each.kind === 'rule' && each.rule.name === rule);
        };
        await vscode.commands.executeCommand('infrahubCascade.refreshTriggers');
        const found = await firstOf(api.onDidChangeTriggers, ruleNow, (each) => each?.rule.server !== undefined);
        assert.ok(found);
        node = found;
      });

      it('leaves it at no, after it has told that it is for all branches', async () => {
        const [asked] = await answering(undefined, remove);
        assert.match(asked?.message ?? '', new RegExp(`^Delete the rule ${rule} on `));
        assert.match(asked?.detail ?? '', /Its matches go with it: amount_of_leafs any\.[^]*on all branches at once/);
        assert.ok(find('CoreNodeTriggerRule', rule));
      });

      it('deletes it at yes', async () => {
        await answering('Delete', remove);
        assert.equal(find('CoreNodeTriggerRule', rule), undefined);
      });
    });

    describe('Untrack Signal Targets', () => {
      const group = `generate-fabric-${'a'.repeat(32)}`;
      const members = (): number => find('CoreGeneratorAwareGroup', group, 'main')?.peers.get('members')?.length ?? 0;
      // All branches, and then all targets, as they are ticked.
      const untrack = () =>
        picking(
          (items) => items,
          () => vscode.commands.executeCommand('infrahubCascade.untrackSignalTargets'),
        );

      before(async () => {
        const pods = ['pod-1', 'pod-2'].map((name) => `{ id: "${find('NetworkPod', name, 'main')?.id}" }`);
        const data = `{ name: { value: "${group}" }, members: [${pods.join(', ')}] }`;
        await write('main', `mutation { CoreGeneratorAwareGroupCreate(data: ${data}) { ok } }`);
      });

      it('is offered by the audit, which counts the targets of all branches', async () => {
        let count: unknown;
        const asked = await answering(undefined, async () => {
          count = await vscode.commands.executeCommand('infrahubCascade.auditTrackingGroups');
        });
        assert.equal(count, 2);
        assert.match(asked[0]?.message ?? '', /^2 targets are in tracking groups, on 1 branches/);
      });

      it('leaves the groups of the default branch at no', async () => {
        const [asked] = await answering(undefined, untrack);
        assert.match(asked?.message ?? '', /^Change tracking groups on the default branch main\?/);
        assert.equal(members(), 2);
      });

      it('takes the targets out at yes, and leaves them there', async () => {
        await answering('Take Out', untrack);
        assert.equal(members(), 0);
        assert.ok(find('NetworkPod', 'pod-1', 'main'));
      });
    });

    describe('Rebase Branch', () => {
      const rebased = (): boolean => demo.received.some(({ body }) => body.includes('BranchRebase'));
      const rebase = () => vscode.commands.executeCommand('infrahubCascade.rebaseBranch');

      it('sends nothing at no', async () => {
        const [asked] = await answering(undefined, rebase);
        assert.match(asked?.message ?? '', /^Rebase the branch work of /);
        assert.match(asked?.detail ?? '', /cannot be undone/);
        assert.equal(rebased(), false);
      });

      it('asks about the branch that it is told, whichever is shown', async () => {
        const address = new URL(demo.address).origin;
        const given = { server: JSON.stringify([address, '', false]), branch: 'other' };
        const run = (more: object) => () =>
          vscode.commands.executeCommand('infrahubCascade.rebaseBranch', { ...given, ...more });
        const [asked] = await answering(undefined, run({}));
        assert.match(asked?.message ?? '', /^Rebase the branch other of /);
        // Neither is replaced by what is in use.
        assert.deepEqual(await answering('Rebase', run({ branch: 'gone' })), []);
        assert.deepEqual(await answering('Rebase', run({ server: 'gone' })), []);
        assert.equal(rebased(), false);
      });

      it('takes over what the default branch has at yes', async () => {
        await write('main', 'mutation { BuiltinTagCreate(data: { name: { value: "new-on-main" } }) { ok } }');
        assert.equal(find('BuiltinTag', 'new-on-main'), undefined);
        await answering('Rebase', rebase);
        assert.ok(rebased());
        assert.ok(find('BuiltinTag', 'new-on-main'));
      });
    });
  });
}
