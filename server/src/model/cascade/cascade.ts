import type { Project } from '../project/project';
import type { Generator } from '../project/generatorIndex';
import type { LinkedRule } from '../triggers/linkedRule';
import type { Action, TriggerRule } from '../triggers/triggers';
import { allSides, commonSides, sidesOf, type BranchSides } from './branchSides';
import type { Cause, Write } from './cause';
import { lazy } from '../../base/lazy';
import { perObject } from '../../base/perObject';
import { runToEnd } from '../../base/steps';
import { findCycles, type Cycle } from './cycles';
import { ruleFires, type Fires } from './ruleMatch';
import { writesOf } from './writes';
import type { KindModel } from '../kinds/kindModel';

/** What follows from a cause: the rules and the action in order, and the generator that runs in the end. */
export interface Consequence {
  /** The rule that sees the cause and, through a group action, the rule that sees what follows; none for a dispatch. */
  readonly rules: readonly TriggerRule[];
  /** The action that starts the generator; none for a dispatch. */
  readonly action: Action | undefined;
  readonly runs: Generator;
  readonly fires: Exclude<Fires, 'no'>;
  /** On which branches all of it happens; never empty. */
  readonly sides: BranchSides;
  /** A rule without matches is among the rules: it sees every update, whatever it is meant for. */
  readonly unspecific: boolean;
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
  /** The generators that active rules of the files run, with these rules. */
  readonly triggered: ReadonlyMap<Generator, readonly TriggerRule[]>;
  /** What follows from a cause that a person or a generator brings about. */
  consequences(cause: Cause): Consequence[];
  /** The circles of generators, found when first asked for. */
  cycles(): readonly Cycle[];
}

/** More pairs of a cause and a rule than this are not looked at; real repositories have a few thousand. */
const maxPairs = 100_000;
/** As many are looked at between two steps. */
const pairsPerStep = 512;

/** A cause while it is followed. */
interface Trail {
  readonly cause: Cause;
  readonly rules: readonly TriggerRule[];
  readonly sure: boolean;
  readonly sides: BranchSides;
  readonly unspecific: boolean;
  readonly mayChangeToo?: (member: string) => boolean;
}

/** Rules of one kind by what they watch, those without matches, which see everything, under each name and by themselves. */
const rulesByMember = perObject((rules: readonly LinkedRule[]) => {
  const byMember = new Map<string, LinkedRule[]>();
  for (const { matchesOfName } of rules) {
    for (const { member } of matchesOfName) if (member) byMember.set(member.value, []);
  }
  const without: LinkedRule[] = [];
  for (const rule of rules) {
    if (rule.matchesOfName.length === 0) {
      without.push(rule);
      for (const list of byMember.values()) list.push(rule);
    }
    for (const { member } of rule.matchesOfName) {
      const list = member && byMember.get(member.value);
      if (list && list.at(-1) !== rule) list.push(rule);
    }
  }
  return { byMember, without };
});

/** The writes of generators; kept as long as the generators and the kinds are. */
export type WriteMemo = WeakMap<Generator, { readonly kinds: KindModel; readonly writes: readonly Write[] }>;

/**
 * Derives the cascade, which is given at the last step; work is proportional to the rules, and to the writes times the rules
 * of their kinds.
 */
export function* cascadeInSteps(project: Project, memo: WriteMemo): IterableIterator<void, Cascade> {
  const { generators, triggers, kinds } = project;
  const byName = new Map(generators.map((generator) => [generator.name, generator]));
  const candidates = (cause: Cause): readonly LinkedRule[] => {
    if (cause.type === 'dispatch') return [];
    if (cause.type === 'membership') return triggers.linkedByGroup.get(cause.group);
    const heirs = kinds.heirs(cause.kind).map((heir) => heir.kind);
    const ofKinds = [cause.kind, ...heirs].map((kind) => triggers.linkedByKind.get(kind));
    if (cause.type === 'created') return ofKinds.flat();
    const member = cause.type === 'attribute' ? cause.attribute : cause.relationship;
    return ofKinds.flatMap((rules) => {
      const { byMember, without } = rulesByMember(rules);
      return byMember.get(member) ?? without;
    });
  };

  let pairsLeft = maxPairs;
  function* follow(trail: Trail): IterableIterator<void, Consequence[]> {
    const found: Consequence[] = [];
    for (const { rule, matchesOfName: matches, actions } of candidates(trail.cause)) {
      if (pairsLeft-- <= 0) break;
      if (pairsLeft % pairsPerStep === 0) yield;
      const { cause, mayChangeToo } = trail;
      const fires = ruleFires({ rule, matches, cause, kinds, mayChangeToo });
      if (fires === 'no') continue;
      const sides = commonSides(trail.sides, sidesOf(rule));
      if (sides.length === 0) continue;
      const sure = trail.sure && fires === 'yes';
      const rules = [...trail.rules, rule];
      const unspecific = trail.unspecific || (rule.kind === 'CoreNodeTriggerRule' && matches.length === 0);
      for (const action of actions) {
        if (action.kind === 'CoreGeneratorAction') {
          const runs = byName.get(action.generator?.value ?? '');
          if (runs) found.push({ rules, action, runs, fires: sure ? 'yes' : 'maybe', sides, unspecific });
          continue;
        }
        // A group rule with a group action is never configured (facts 2), so there is one hop at most.
        if (!action.group || rule.kind === 'CoreGroupTriggerRule') continue;
        const change = action.memberAction === 'remove_member' ? 'removed' : 'added';
        // Whoever is a member already does not join again.
        const joined: Cause = { type: 'membership', group: action.group.value, change };
        const further = yield* follow({ cause: joined, rules, sure: false, sides, unspecific });
        for (const each of further) found.push(each);
      }
    }
    return found;
  }

  function* consequences(
    cause: Cause,
    start: Pick<Trail, 'sure' | 'mayChangeToo'>,
  ): IterableIterator<void, Consequence[]> {
    if (cause.type !== 'dispatch') {
      return yield* follow({ cause, rules: [], sides: allSides, unspecific: false, ...start });
    }
    const runs = byName.get(cause.generator);
    return runs ? [{ rules: [], action: undefined, runs, fires: 'yes', sides: allSides, unspecific: false }] : [];
  }

  const perGenerator: (readonly Write[])[] = [];
  for (const generator of generators) {
    const known = memo.get(generator);
    const writes = known?.kinds === kinds ? known.writes : writesOf(generator, kinds);
    if (known?.writes !== writes) memo.set(generator, { kinds, writes });
    perGenerator.push(writes);
    yield;
  }
  const edges: Edge[] = [];
  for (const writes of perGenerator) {
    const together = changesTogether(writes);
    for (const write of writes) {
      // Whoever is a member already does not join again.
      const start = { sure: write.cause.type !== 'membership', mayChangeToo: together(write) };
      for (const consequence of yield* consequences(write.cause, start)) edges.push({ write, ...consequence });
    }
    yield;
  }
  return {
    writes: perGenerator.flat(),
    edges,
    complete: pairsLeft > 0 && generators.every(isKnown),
    triggered: new Map(
      generators.flatMap((generator) => {
        const actions = triggers.actionsByGenerator.get(generator.name);
        const rules = actions.flatMap((action) => triggers.rulesByAction.get(action.name?.value ?? ''));
        const active = rules.filter((rule) => rule.active);
        return active.length > 0 ? [[generator, active] as const] : [];
      }),
    ),
    cycles: lazy(() => findCycles(project)),
    consequences: (cause) => {
      pairsLeft = maxPairs;
      return runToEnd(consequences(cause, { sure: true }));
    },
  };
}

/** True when the text shows everything that the generator writes, creates and starts. */
export function isKnown({ code, codeIsWhole }: Generator): boolean {
  if (!code || !codeIsWhole || code.stub || code.unknown || code.openBases.length > 0) return false;
  const effects = [...code.writes, ...code.creates, ...code.relationships];
  return (
    effects.every(({ kind }) => kind !== undefined) && code.dispatches.every((call) => call.generator !== undefined)
  );
}

/** For a write of a generator whose code is known: the members that one save of it may change besides. */
function changesTogether(writes: readonly Write[]): (write: Write) => Trail['mayChangeToo'] {
  const generator = writes[0]?.generator;
  if (!generator || !isKnown(generator)) return () => undefined;
  const members = new Map<string, Set<string>>();
  for (const { cause } of writes) {
    if (cause.type !== 'attribute' && cause.type !== 'relationship') continue;
    const known = members.get(cause.kind) ?? new Set<string>();
    members.set(cause.kind, known.add(cause.type === 'attribute' ? cause.attribute : cause.relationship));
  }
  return ({ cause }) => {
    if (cause.type !== 'attribute' && cause.type !== 'relationship') return undefined;
    const changed = members.get(cause.kind);
    return (member) => changed?.has(member) ?? false;
  };
}
