import type { Project } from '../project/project';
import type { Generator } from '../project/generatorIndex';
import type { Action, TriggerRule } from '../triggers/triggers';
import type { Cause, Write } from './cause';
import { ruleFires, type Fires } from './ruleMatch';
import { writesOf } from './writes';

/** What follows from a cause: the rules and actions in order, and the generator that runs in the end. */
export interface Consequence {
  /** The rule that sees the cause, and, through group actions, the rules that see what follows. */
  readonly rules: readonly TriggerRule[];
  readonly action: Action;
  readonly runs: Generator;
  readonly fires: Exclude<Fires, 'no'>;
}

/** A write of one generator that makes another (or the same) run: cause → rule → effect. */
export interface Edge extends Consequence {
  readonly write: Write;
}

/** The cascade of a project, as far as its files show it. */
export interface Cascade {
  readonly writes: readonly Write[];
  readonly edges: readonly Edge[];
  /** False when the code of a generator is not fully known: then nothing follows from a write that is missing. */
  readonly complete: boolean;
  /** The generators that have a rule in the files that runs them. */
  readonly triggered: ReadonlySet<Generator>;
  /** What follows from a cause that a person or a generator brings about. */
  consequences(cause: Cause): Consequence[];
}

/** Group actions lead to group rules at most this often in a row. */
const maxGroupHops = 5;

export function buildCascade(project: Project): Cascade {
  const { generators, triggers, kinds } = project;
  const byName = new Map(generators.map((generator) => [generator.name, generator]));
  const writes = generators.flatMap((generator) => writesOf(generator, kinds));
  const rulesByKind = rulesFor(triggers.rules);

  const follow = (cause: Cause, path: readonly TriggerRule[], sure: boolean): Consequence[] => {
    const candidates = rulesByKind(cause, (kind) => kinds.heirs(kind).map((heir) => heir.kind));
    return candidates.flatMap((rule) => {
      const matches = [...triggers.matchesByRule.get(rule.name?.value ?? '')];
      const fires = ruleFires({ rule, matches, cause, kinds });
      if (fires === 'no') return [];
      const still = sure && fires === 'yes';
      const rules = [...path, rule];
      return [...triggers.actionsByName.get(rule.action?.value ?? '')].flatMap((action): Consequence[] => {
        const runs = byName.get(action.generator?.value ?? '');
        if (runs) return [{ rules, action, runs, fires: still ? 'yes' : 'maybe' }];
        if (action.kind !== 'CoreGroupAction' || !action.group || rules.length > maxGroupHops) return [];
        const change = action.memberAction === 'remove_member' ? 'removed' : 'added';
        return follow({ type: 'membership', group: action.group.value, change }, rules, still);
      });
    });
  };

  const triggered = new Set<Generator>();
  for (const rule of triggers.rules) {
    for (const action of triggers.actionsByName.get(rule.action?.value ?? '')) {
      const generator = byName.get(action.generator?.value ?? '');
      if (generator) triggered.add(generator);
    }
  }
  const complete = generators.every(({ code }) => code !== undefined && !code.stub && !code.unknown);
  return {
    writes,
    edges: writes.flatMap((write) => follow(write.cause, [], true).map((consequence) => ({ write, ...consequence }))),
    complete,
    triggered,
    consequences: (cause) => follow(cause, [], true),
  };
}

/** Rules that a cause may concern, found by kind or group, so that a write does not look at every rule. */
function rulesFor(rules: readonly TriggerRule[]): (cause: Cause, heirs: (kind: string) => string[]) => TriggerRule[] {
  const byKey = new Map<string, TriggerRule[]>();
  for (const rule of rules) {
    const key = rule.kind === 'CoreGroupTriggerRule' ? `group ${rule.group?.value}` : `kind ${rule.nodeKind?.value}`;
    byKey.set(key, [...(byKey.get(key) ?? []), rule]);
  }
  return (cause, heirs) => {
    if (cause.type === 'membership') return byKey.get(`group ${cause.group}`) ?? [];
    return [cause.kind, ...heirs(cause.kind)].flatMap((kind) => byKey.get(`kind ${kind}`) ?? []);
  };
}
