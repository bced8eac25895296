import { configureRules, type Configuration, type RuleWorld } from './configure';
import type { MembershipEvent, SimulatedEvent } from './event';
import type { Reason } from './reason';
import { whyNot } from './ruleVerdict';
import type { SimulatedAction, SimulatedRule } from './simulatedRule';

/** Who is in which group, on the branch of an event. */
export interface Membership {
  /** Undefined when the branch has no such group. */
  members(group: string): ReadonlySet<string> | undefined;
}

export interface SimulationInput extends RuleWorld {
  readonly membership: Membership;
  /** Default: all rules as they are now. */
  readonly configuration?: Configuration;
}

/** A rule with the reason why it does not run; undefined when it does. */
export interface Verdict {
  readonly rule: SimulatedRule;
  readonly reason: Reason | undefined;
}

interface FromRule {
  readonly rule: string;
  readonly action: string;
}

/** What a rule starts. */
export type Effect =
  | (FromRule & { readonly type: 'run'; readonly generator: string; readonly node: string })
  /** The action fails: the node is no member of the generator's target group (facts 10.4). */
  | (FromRule & {
      readonly type: 'notTarget';
      readonly generator: string;
      readonly node: string;
      readonly group: string;
    })
  /** The action fails: the branch of the event has no such group (facts 2). */
  | (FromRule & { readonly type: 'noGroup'; readonly group: string; readonly node: string })
  /** A membership changes, and what follows from that. */
  | (FromRule & { readonly type: 'membership'; readonly event: MembershipEvent; readonly then: Simulation });

/** What an event leads to. */
export interface Simulation {
  readonly event: SimulatedEvent;
  /** One for each rule, in the order given. */
  readonly verdicts: readonly Verdict[];
  /** In the order of the rules; two rules with one action start it twice (facts 10.12). */
  readonly effects: readonly Effect[];
}

/** Follows an event through the rules to the runs it starts. */
export function simulate(event: SimulatedEvent, input: SimulationInput): Simulation {
  const configuration = input.configuration ?? configureRules(input);
  const verdicts = input.rules.map((rule): Verdict => {
    const reason = configuration.left.get(rule) ?? whyNot(rule, event);
    return { rule, reason };
  });
  const actions = new Map(input.actions.map((action) => [action.name, action]));
  const effects = verdicts.flatMap(({ rule, reason }) => {
    const action = reason ? undefined : actions.get(rule.action);
    if (!action) return [];
    const nodes = event.type === 'node' ? [event.node] : event.members;
    return nodes.flatMap((node) => effectOf({ rule, action, node, event, input: { ...input, configuration } }) ?? []);
  });
  return { event, verdicts, effects };
}

interface Started {
  readonly rule: SimulatedRule;
  readonly action: SimulatedAction;
  readonly node: string;
  readonly event: SimulatedEvent;
  readonly input: SimulationInput;
}

/** Undefined when nothing changes: the node is in the group, or out of it, already. */
function effectOf({ rule, action, node, event, input }: Started): Effect | undefined {
  const from = { rule: rule.name, action: action.name };
  if (action.type === 'generator') {
    const { generator } = action;
    const group = input.generators.get(generator) ?? '';
    const isTarget = input.membership.members(group)?.has(node) ?? false;
    return isTarget
      ? { type: 'run', ...from, generator, node }
      : { type: 'notTarget', ...from, generator, node, group };
  }
  const { group, memberAction } = action;
  const members = input.membership.members(group);
  if (!members) return { type: 'noGroup', ...from, group, node };
  const adds = memberAction === 'add_member';
  if (members.has(node) === adds) return undefined;
  const { branch, isDefaultBranch } = event;
  const change = adds ? 'added' : 'removed';
  const followed: MembershipEvent = { type: 'membership', branch, isDefaultBranch, group, change, members: [node] };
  const membership = withMember(input.membership, group, node, adds);
  return { type: 'membership', ...from, event: followed, then: simulate(followed, { ...input, membership }) };
}

/** The same groups after one change, so that what follows sees it and every chain ends. */
function withMember(before: Membership, changed: string, node: string, isMember: boolean): Membership {
  return {
    members(group) {
      const members = before.members(group);
      if (group !== changed || !members) return members;
      const next = new Set(members);
      if (isMember) next.add(node);
      else next.delete(node);
      return next;
    },
  };
}
