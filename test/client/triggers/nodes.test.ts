import { describe, expect, it } from 'vitest';
import { compareTriggers } from '../../../client/src/views/triggers/compare';
import { childrenOf, triggerNodes, type TriggerNode } from '../../../client/src/views/triggers/nodes';
import type { Situation } from '../../../client/src/views/triggers/situation';
import type { ServerRule } from '../../../server/src/infrahub/operations/triggerRules';
import type { FileRule } from '../../../server/src/protocol/triggers';
import { fileAction, fileRule, serverAction, serverMatch, serverRule } from './objects';

function shown(rules: readonly FileRule[], onServer: readonly ServerRule[]): Situation {
  const files = { rules, actions: [fileAction()] };
  const comparison = compareTriggers(files, { rules: onServer, actions: [serverAction()] });
  return { kind: 'shown', server: 'Lab', key: 'lab', account: 'Admin', comparison };
}

function all(nodes: readonly TriggerNode[]): TriggerNode[] {
  return nodes.flatMap((node) => [node, ...all(childrenOf(node))]);
}

/** The lines below the only rule. */
function lines(situation: Situation): string[] {
  const rule = all(triggerNodes(situation)).find(({ kind }) => kind === 'rule');
  return (rule ? childrenOf(rule) : []).map((node) => {
    if (node.kind === 'fact') return `${node.field}: ${node.value}`;
    if (node.kind === 'note') return `note ${node.note}`;
    if (node.kind === 'difference') return `differs ${node.difference.match ?? ''} ${node.difference.field}`;
    return node.kind === 'loneMatch' ? `${node.lone.side} ${node.lone.member}` : node.kind;
  });
}

describe('the tree', () => {
  it('has rules and actions, and how many do not agree', () => {
    const nodes = triggerNodes(shown([fileRule(), fileRule({ name: 'new' })], [serverRule()]));
    const [server, rules, actions, ...rest] = nodes;
    expect(server).toEqual({ kind: 'server', id: 'server', server: 'Lab', account: 'Admin' });
    expect(rules).toMatchObject({ kind: 'section', section: 'rules', drifting: 1 });
    expect(actions).toMatchObject({ kind: 'section', section: 'actions', drifting: 0 });
    expect(rest).toEqual([]);
  });

  it('tells what a rule does', () => {
    expect(lines(shown([fileRule()], [serverRule()]))).toEqual([
      'node_kind: NetworkPod',
      'mutation_action: updated',
      'branch_scope: other_branches',
      'action: run-pod',
      'match: checksum any',
    ]);
  });

  it('tells what is to be known and what differs first, and nothing of it twice', () => {
    const server = serverRule({
      fields: { active: 'false', branch_scope: 'all_branches' },
      matches: [serverMatch({ member: 'role' })],
    });
    expect(lines(shown([fileRule()], [server]))).toEqual([
      'note isInactive',
      'differs  active',
      'differs  branch_scope',
      'file checksum',
      'server role',
      'node_kind: NetworkPod',
      'mutation_action: updated',
      'action: run-pod',
    ]);
  });

  it('has ids of which none comes twice, and that stay', () => {
    const before = all(triggerNodes(shown([fileRule(), fileRule()], [serverRule({ matches: [] })])));
    const ids = before.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const more = [serverRule({ matches: [] }), serverRule({ name: 'aaa' })];
    const after = new Set(all(triggerNodes(shown([fileRule(), fileRule()], more))).map(({ id }) => id));
    expect(ids.filter((id) => !after.has(id))).toEqual([]);
  });

  it('says above all that what it shows of the server is older', () => {
    const failure = { kind: 'unreachable', message: 'Cannot list the rules' } as const;
    const situation = shown([], []);
    if (situation.kind !== 'shown') throw new Error(situation.kind);
    expect(triggerNodes({ ...situation, failure })[1]).toEqual({ kind: 'failure', id: 'failure', failure });
  });

  it('says how far the server is with its rules', () => {
    const situation = shown([], []);
    if (situation.kind !== 'shown') throw new Error(situation.kind);
    const kinds = (waiting: number, failure?: string) =>
      triggerNodes({ ...situation, configuration: { waiting, failure } }).map(({ kind }) => kind);
    expect(kinds(0)).toEqual(['server', 'section', 'section']);
    expect(kinds(3)).toEqual(['server', 'configuring', 'section', 'section']);
    expect(kinds(1, 'UnboundLocalError')).toEqual(['server', 'notConfigured', 'configuring', 'section', 'section']);
  });

  it('names the rules for which a server configures none', () => {
    const rule = serverRule({ kind: 'CoreGroupTriggerRule' });
    const triggers = { rules: [rule], actions: [serverAction({ kind: 'CoreGroupAction' })] };
    const comparison = compareTriggers({ rules: [], actions: [] }, triggers);
    const configuration = { waiting: 0, failure: 'UnboundLocalError' };
    const nodes = triggerNodes({
      kind: 'shown',
      server: 'Lab',
      key: 'lab',
      account: 'Admin',
      comparison,
      configuration,
    });
    expect(nodes[1]).toMatchObject({ kind: 'notConfigured', culprits: ['trigger-pod'] });
  });

  it('says who made something, and what the default branch lacks', () => {
    const action = serverAction({ unmerged: ['generator'] });
    const comparison = compareTriggers(
      { rules: [], actions: [] },
      { rules: [], actions: [action] },
      { owners: { importedBy: { 'action-id': 'demo' }, isWhole: true } },
    );
    const nodes = all(triggerNodes({ kind: 'shown', server: 'Lab', key: 'lab', account: 'Admin', comparison }));
    expect(nodes.slice(3).map(({ kind }) => kind)).toEqual(['action', 'note', 'owner', 'fact']);
  });

  it('is empty where a welcome is shown', () => {
    expect(triggerNodes({ kind: 'noServer' })).toEqual([]);
    expect(triggerNodes({ kind: 'empty', server: 'Lab', key: 'lab', account: 'Admin' })).toEqual([]);
  });
});
