import type { ServerAction, ServerMatch, ServerRule } from '../../../server/src/infrahub/operations/triggerRules';
import type { FileAction, FileMatch, FileRule } from '../../../server/src/protocol/triggers';

const place = { uri: 'file:///repo/triggers.yml', range: { start: at(0), end: at(1) } };
const pod = { branch_scope: 'other_branches', action: 'run-pod', node_kind: 'NetworkPod', mutation_action: 'updated' };
const checksum = { kind: 'CoreNodeTriggerAttributeMatch', member: 'checksum' };

function at(line: number): { line: number; character: number } {
  return { line, character: 0 };
}

export function fileMatch(parts: Partial<FileMatch> = {}): FileMatch {
  return { ...checksum, fields: { value_match: 'any' }, defaults: [], ...parts };
}

export function serverMatch(parts: Partial<ServerMatch> = {}): ServerMatch {
  return { ...checksum, id: 'match-id', fields: { value_match: 'any' }, ...parts };
}

/** A rule that is the same as that of `serverRule`. */
export function fileRule({ fields, ...parts }: Partial<FileRule> = {}): FileRule {
  return {
    kind: 'CoreNodeTriggerRule',
    name: 'trigger-pod',
    ...place,
    fields: { active: 'true', ...pod, ...fields },
    defaults: ['active'],
    matches: [fileMatch()],
    matchesAreWhole: true,
    ...parts,
  };
}

export function serverRule({ fields, ...parts }: Partial<ServerRule> = {}): ServerRule {
  return {
    id: 'rule-id',
    kind: 'CoreNodeTriggerRule',
    name: 'trigger-pod',
    fields: { active: 'true', ...pod, ...fields },
    ids: { action: 'action-id' },
    matches: [serverMatch()],
    ...parts,
  };
}

export function fileAction(parts: Partial<FileAction> = {}): FileAction {
  const fields = { generator: 'generate-pod' };
  return { kind: 'CoreGeneratorAction', name: 'run-pod', ...place, fields, defaults: [], ...parts };
}

export function serverAction(parts: Partial<ServerAction> = {}): ServerAction {
  const fields = { generator: 'generate-pod' };
  return { id: 'action-id', kind: 'CoreGeneratorAction', name: 'run-pod', fields, ids: { generator: 'g' }, ...parts };
}
