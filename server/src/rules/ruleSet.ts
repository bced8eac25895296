import { groupBy } from '../base/groupBy';
import type { Rule, SubjectName } from './rule';

/** What the findings of a rule about one object depend on besides the object. */
export type Layer = 'object' | 'kinds' | 'project';

export const layers: readonly Layer[] = ['object', 'kinds', 'project'];

/** Subjects that are one object; what is found about them is kept by chunk. */
const objectSubjects: readonly SubjectName[] = ['objectItem', 'triggerItem', 'triggerRule', 'triggerMatch', 'action'];

type BySubject = ReadonlyMap<SubjectName, readonly Rule[]>;

/** The rules that are on, sorted by what they look at. */
export interface RuleSet {
  readonly bySubject: BySubject;
  readonly byLayer: Readonly<Record<Layer, BySubject>>;
  /** Some rule about objects looks at other files. */
  readonly asksProject: boolean;
}

/** Sorts rules; give the same set for the same rules, because what was found is kept for the set. */
export function ruleSetOf(rules: readonly Rule[]): RuleSet {
  const inLayer = (layer: Layer): BySubject =>
    groupBy(
      rules.filter((rule) => layerOf(rule) === layer),
      (rule) => rule.appliesTo,
    );
  const byLayer = { object: inLayer('object'), kinds: inLayer('kinds'), project: inLayer('project') };
  return {
    bySubject: groupBy(rules, (rule) => rule.appliesTo),
    byLayer,
    asksProject: objectSubjects.some((subject) => byLayer.project.has(subject)),
  };
}

function layerOf(rule: Rule): Layer {
  if (rule.reads === 'kinds' || (rule.evidence === 'file' && rule.dependsOnVersion)) return 'kinds';
  return rule.evidence === 'file' ? 'object' : 'project';
}
