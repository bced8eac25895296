import type { NodeEvent } from '../operations/events';
import type { ServerAction, ServerMatch, ServerRule } from '../operations/triggerRules';
import type { ActionTask } from './startedTask';

/** A trigger rule with what it starts, as far as the server tells. */
export interface TraceRule {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  /** `all_branches`, `default_branch` or `other_branches`. */
  readonly scope: string;
  /** Undefined for an action that is not there. */
  readonly does: ActionTask['does'] | undefined;
  readonly when: NodeTrigger | GroupTrigger;
}

interface NodeTrigger {
  readonly type: 'node';
  readonly kind: string;
  /** `created` or `updated`. */
  readonly mutation: string;
  readonly matches: readonly ServerMatch[];
}

interface GroupTrigger {
  readonly type: 'group';
  readonly group: string;
  /** `added` or `removed`. */
  readonly update: string;
}

/** The rules with what their actions do. */
export function traceRules(rules: readonly ServerRule[], actions: readonly ServerAction[]): readonly TraceRule[] {
  const byId = new Map(actions.map((action) => [action.id, action]));
  return rules.map(({ id, name, kind, fields, ids, matches }) => ({
    id,
    name,
    isActive: fields['active'] !== 'false',
    // The server's default (facts 2).
    scope: fields['branch_scope'] ?? 'default_branch',
    does: doesOf(byId.get(ids['action'] ?? '')),
    when:
      kind === 'CoreGroupTriggerRule'
        ? { type: 'group', group: ids['group'] ?? '', update: fields['member_update'] ?? 'added' }
        : { type: 'node', kind: fields['node_kind'] ?? '', mutation: fields['mutation_action'] ?? '', matches },
  }));
}

function doesOf(action: ServerAction | undefined): TraceRule['does'] {
  const { generator, group } = action?.ids ?? {};
  if (generator !== undefined) return { definition: generator };
  if (group === undefined) return undefined;
  return { group, change: action?.fields['member_action'] === 'remove_member' ? 'removed' : 'added' };
}

/**
 * Whether an event is one that a rule waits for, whatever its scope and whether it is active. Matches are met by one event
 * together, values compare as text, and nothing equals a missing value (facts 2). Events do not name the relationships that
 * changed, only the peers: a relationship match may be met when there are any.
 */
export function fitsRule({ when }: TraceRule, event: NodeEvent): boolean {
  if (when.type === 'group') {
    return event.node?.id === when.group && event.event === `infrahub.group.member_${when.update}`;
  }
  if (event.node?.kind !== when.kind || event.event !== `infrahub.node.${when.mutation}`) return false;
  return when.matches.every((match) => {
    if (match.kind === 'CoreNodeTriggerRelationshipMatch') return event.related.length > 0;
    const changed = event.attributes.find(({ name, action }) => name === match.member && action !== 'UNCHANGED');
    if (!changed) return false;
    const wants = match.fields['value_match'] ?? 'value';
    const value = wants !== 'value' && wants !== 'value_full' ? true : isWanted(changed.value, match.fields['value']);
    const previous =
      wants !== 'value_previous' && wants !== 'value_full'
        ? true
        : isWanted(changed.previous, match.fields['value_previous']);
    return value && previous;
  });
}

/**
 * Whether an event that fits a rule is one that it waits for, as far as events tell: a relationship match is met by some of
 * the changes of peers only, and which relationship changed is not told.
 */
export function isCertain({ when }: TraceRule): boolean {
  return when.type === 'group' || when.matches.every(({ kind }) => kind !== 'CoreNodeTriggerRelationshipMatch');
}

function isWanted(value: string | undefined, wanted = ''): boolean {
  return value !== undefined && value === wanted;
}

/** Whether a rule runs on a branch (facts 2). */
export function isInScope({ scope }: TraceRule, isDefaultBranch: boolean): boolean {
  if (scope === 'all_branches') return true;
  return (scope === 'other_branches') !== isDefaultBranch;
}

/** The attribute that an event is told by: the first that one of the rules watches. */
export function watchedAttribute(
  event: NodeEvent,
  rules: readonly TraceRule[],
): NodeEvent['attributes'][number] | undefined {
  const watched = rules.flatMap(({ when }) => (when.type === 'node' ? when.matches.map(({ member }) => member) : []));
  const changed = event.attributes.filter(({ action }) => action !== 'UNCHANGED');
  return changed.find(({ name }) => watched.includes(name)) ?? changed[0];
}
