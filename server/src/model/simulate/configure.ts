import type { Reason } from './reason';
import type { SimulatedAction, SimulatedRule } from './simulatedRule';

/** What rules rest on. */
export interface RuleWorld {
  readonly rules: readonly SimulatedRule[];
  readonly actions: readonly SimulatedAction[];
  /** Generator definitions that are on the default branch, with the groups of their targets, by name. */
  readonly generators: ReadonlyMap<string, string>;
  /** Names of the groups that are on the default branch. */
  readonly groups: ReadonlySet<string>;
}

/** What became of the rules when they were configured: only a configured rule runs. */
export interface Configuration {
  /** A rule that stops the configuration of all; those configured before stay as they were (facts 2, #10463). */
  readonly stoppedBy: string | undefined;
  readonly configured: readonly SimulatedRule[];
  /** The others, each with the reason. */
  readonly left: ReadonlyMap<SimulatedRule, Reason>;
}

/** Configures all rules, as the server does after each change of a rule, action or match. */
export function configureRules(world: RuleWorld, before: readonly SimulatedRule[] = []): Configuration {
  const actions = new Map(world.actions.map((action) => [action.name, action]));
  const stopping = world.rules.find(
    (rule) => rule.active && rule.type === 'group' && actions.get(rule.action)?.type === 'group',
  );
  const left = new Map<SimulatedRule, Reason>();
  for (const rule of world.rules) {
    const reason =
      stopping && !before.includes(rule)
        ? ({ kind: 'configurationStopped', by: stopping.name } as const)
        : reasonToLeave(rule, actions.get(rule.action), world);
    if (reason) left.set(rule, reason);
  }
  const configured = stopping ? before : world.rules.filter((rule) => !left.has(rule));
  return { stoppedBy: stopping?.name, configured, left };
}

function reasonToLeave(
  rule: SimulatedRule,
  action: SimulatedAction | undefined,
  { generators, groups }: RuleWorld,
): Reason | undefined {
  if (!rule.active) return { kind: 'inactive' };
  if (!action) return { kind: 'unresolved', missing: 'action', name: rule.action };
  if (action.type === 'generator' && !generators.has(action.generator)) {
    return { kind: 'unresolved', missing: 'generator', name: action.generator };
  }
  const group = [
    action.type === 'group' ? action.group : undefined,
    rule.type === 'group' ? rule.group : undefined,
  ].find((name) => name !== undefined && !groups.has(name));
  return group === undefined ? undefined : { kind: 'unresolved', missing: 'group', name: group };
}
