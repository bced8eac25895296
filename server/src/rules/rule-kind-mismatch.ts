import { targetFit, type TargetFit } from '../model/cascade/targetFit';
import type { Generator } from '../model/project/generatorIndex';
import { placeOf } from '../model/named';
import type { Project } from '../model/project/project';
import type { Action, TriggerRule } from '../model/triggers/triggers';
import { listOf } from './cascade/steps';
import { quotedInPython } from './config/pythonStrings';
import { defineRule, type Fix, type RuleContext } from './rule';
import { changeTo } from './triggers/fixes';
import { ruleLabel, watchedKind } from './triggers/parts';

export const rule = defineRule({
  id: 'rule-kind-mismatch',
  catalogue: 'X06',
  title: 'A rule hands objects of one kind to a generator for another kind',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `The action runs the generator for the object that changed. If that is no member of the generator's target group the
run fails: \`Target <id> is not part of the group\` (facts 10.4, observed). A warning when neither a member of the group in the
files nor the query of the generator is of the rule's kind (heirs of generics and groups of several kinds count); a hint
when only one of them shows it. Where the query reads the kind, that is a hint only if it reads no member of the group
in the files, and no Python file names the group. Of a group rule the kinds are those of the members that its group has in
the files: a hint, as others may join.`,
  appliesTo: 'project',
  check(project, context) {
    const generators = new Map(project.generators.map((generator) => [generator.name, generator]));
    // Many rules watch one kind for one generator: what is to be said of them is the same.
    const fits = new Map<Generator, Map<string, TargetFit>>();
    const fitOf = (trigger: TriggerRule, generator: Generator): TargetFit => {
      const known = fits.get(generator) ?? new Map<string, TargetFit>();
      fits.set(generator, known);
      const named = trigger.nodeKind?.value ?? '';
      let fit = known.get(named);
      if (fit === undefined) {
        fit = judge(trigger, generator, project);
        known.set(named, fit);
      }
      return fit;
    };
    for (const { rule: trigger, actions } of project.triggers.linkedRules) {
      if (trigger.active && trigger.group) checkGroupRule({ trigger, actions, generators }, context);
      if (!trigger.active || !trigger.nodeKind) continue;
      for (const name of new Set(actions.map(({ generator: runs }) => runs?.value))) {
        const generator = name === undefined ? undefined : generators.get(name);
        const fit = generator ? fitOf(trigger, generator) : 'unknown';
        if (generator && fit !== 'fits' && fit !== 'unknown') reportMismatch({ trigger, generator, fit }, context);
      }
    }
  },
});

function judge(trigger: TriggerRule, generator: Generator, project: Project): TargetFit {
  const kind = watchedKind(trigger, project)?.kind;
  if (kind === undefined) return 'unknown';
  const fit = targetFit(kind, generator, project);
  if (fit === 'fits' || !readsKind(generator, kind, project)) return fit;
  // A script may make members of the group.
  const group = generator.definition.targets?.value ?? '';
  return quotedInPython(project, new Set([group])).size > 0 ? 'unknown' : fit;
}

function readsKind({ queryKinds }: Generator, kind: string, { kinds }: Project): boolean {
  return queryKinds.some((read) => kinds.isA(kind, read));
}

interface GroupRule {
  readonly trigger: TriggerRule;
  readonly actions: readonly Action[];
  readonly generators: ReadonlyMap<string, Generator>;
}

/** What will join a group is not known; the members that it has show what it is for. */
function checkGroupRule({ trigger, actions, generators }: GroupRule, { project, report }: RuleContext): void {
  const { item, group } = trigger;
  const kinds = [...(project.triggers.membersOf.get(group?.value ?? '')?.keys() ?? [])];
  if (!group || kinds.length === 0) return;
  for (const name of new Set(actions.map(({ generator }) => generator?.value ?? ''))) {
    const generator = generators.get(name);
    const targets = generator?.definition.targets?.value;
    if (!generator || targets === undefined || targets === group.value) continue;
    if (!kinds.every((kind) => ['differs', 'doubtful'].includes(targetFit(kind, generator, project)))) continue;
    const expected = listOf([...new Set([...generator.memberKinds, ...generator.queryKinds])]);
    report({
      at: placeOf(item.chunk, group),
      message:
        `${ruleLabel(trigger)} runs ${generator.name} for members of ${group.value}, which are ${listOf(kinds)} in the files, ` +
        `but that is a generator for ${expected}: for what is no member of its group ${targets} the run fails.`,
      severity: 'hint',
      fixes: () => (kinds.length === 1 ? actionFixes(kinds[0] ?? '', trigger, project) : []),
    });
  }
}

interface Mismatch {
  readonly trigger: TriggerRule;
  readonly generator: Generator;
  readonly fit: TargetFit;
}

function reportMismatch({ trigger, generator, fit }: Mismatch, { project, report }: RuleContext): void {
  const kind = watchedKind(trigger, project)?.kind;
  if (kind === undefined || !trigger.nodeKind) return;
  const { entry, name: declared, targets } = generator.definition;
  const group = targets?.value ?? '';
  const isRead = readsKind(generator, kind, project);
  const members = listOf(generator.memberKinds);
  const expected = listOf([...new Set([...generator.memberKinds, ...generator.queryKinds])]);
  report({
    at: placeOf(trigger.item.chunk, trigger.nodeKind),
    message: isRead
      ? `${ruleLabel(trigger)} runs ${generator.name} for ${kind}, but in the files all members of its group ${group} are ` +
        `${members}: unless the ${kind} is a member too, the run fails. ` +
        `Make it a member, or name its group in targets of ${generator.name}.`
      : `${ruleLabel(trigger)} runs ${generator.name} for ${kind}, but that is a generator for ${expected}: ` +
        `unless the ${kind} is a member of its group ${group}, the run fails. ` +
        `Watch ${expected}, or use the action of another generator.`,
    severity: fit === 'differs' ? undefined : 'hint',
    related: declared && [{ at: placeOf(entry.chunk, declared), message: `${generator.name} is defined here` }],
    fixes: () => actionFixes(kind, trigger, project),
  });
}

/** The actions whose generator is for the kind. */
function actionFixes(kind: string, { item, action }: TriggerRule, project: Project): Fix[] {
  if (!action) return [];
  const fitting = project.generators.filter((generator) => targetFit(kind, generator, project) === 'fits');
  const names = fitting.flatMap((generator) =>
    project.triggers.actionsByGenerator.get(generator.name).flatMap((each) => each.name?.value ?? []),
  );
  const others = new Set(names.filter((name) => name !== action.value));
  return changeTo(item, placeOf(item.chunk, action), [...others]);
}
