import { targetFit, type TargetFit } from '../model/cascade/targetFit';
import type { Generator } from '../model/project/generatorIndex';
import { placeOf } from '../model/named';
import type { Project } from '../model/project/project';
import type { LinkedRule } from '../model/triggers/linkedRule';
import type { TriggerRule } from '../model/triggers/triggers';
import { listOf } from './cascade/steps';
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
when only one of them shows it.`,
  appliesTo: 'project',
  check(project, context) {
    const generators = new Map(project.generators.map((generator) => [generator.name, generator]));
    const fits = new Map<Generator, Map<string, TargetFit>>();
    const fitOf = (kind: string, generator: Generator): TargetFit => {
      const known = fits.get(generator) ?? new Map<string, TargetFit>();
      fits.set(generator, known);
      const fit = known.get(kind) ?? targetFit(kind, generator, project);
      known.set(kind, fit);
      return fit;
    };
    for (const linked of project.triggers.linkedRules) {
      for (const { generator: runs } of linked.actions) {
        const generator = runs && generators.get(runs.value);
        if (generator) checkTriggerRule({ linked, generator, fitOf }, context);
      }
    }
  },
});

interface Question {
  readonly linked: LinkedRule;
  readonly generator: Generator;
  readonly fitOf: (kind: string, generator: Generator) => TargetFit;
}

function checkTriggerRule({ linked, generator, fitOf }: Question, { project, report }: RuleContext): void {
  const trigger = linked.rule;
  if (!trigger.active || !trigger.nodeKind) return;
  const kind = watchedKind(trigger, project)?.kind;
  const fit = kind === undefined ? 'unknown' : fitOf(kind, generator);
  if (kind === undefined || fit === 'fits' || fit === 'unknown') return;
  const expected = listOf([...new Set([...generator.memberKinds, ...generator.queryKinds])]);
  const { entry, name: declared, targets } = generator.definition;
  report({
    at: placeOf(trigger.item.chunk, trigger.nodeKind),
    message:
      `${ruleLabel(trigger)} runs ${generator.name} for ${kind}, but that is a generator for ${expected}: ` +
      `unless the ${kind} is a member of its group ${targets?.value}, the run fails. ` +
      `Watch ${expected}, or use the action of another generator.`,
    severity: fit === 'differs' ? undefined : 'hint',
    related: declared && [{ at: placeOf(entry.chunk, declared), message: `${generator.name} is defined here` }],
    fixes: () => actionFixes(kind, trigger, project),
  });
}

/** The actions whose generator is for the kind. */
function actionFixes(kind: string, { item, action }: TriggerRule, project: Project): Fix[] {
  if (!action) return [];
  const fitting = project.generators.filter((generator) => generator.memberKinds.includes(kind));
  const names = fitting.flatMap((generator) =>
    project.triggers.actionsByGenerator.get(generator.name).flatMap((each) => each.name?.value ?? []),
  );
  return changeTo(item, placeOf(item.chunk, action), [...new Set(names)]);
}
