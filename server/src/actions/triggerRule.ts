import type { Edit } from '../edits/edit';
import type { YamlDataMap } from '../edits/yamlText';
import type { Project } from '../model/project/project';
import type { TriggerRule } from '../model/triggers/triggers';
import type { BranchScope } from '../protocol/connect';
import { freeName, joined, setKey } from '../rules/triggers/fixes';
import { addObject } from './addObject';

/** What a rule looks at: any change of an attribute, a value it gets, or a new peer of a relationship. */
export type Watched =
  | { readonly type: 'attribute'; readonly name: string; readonly value?: string }
  | { readonly type: 'relationship'; readonly name: string };

export interface WantedRule {
  readonly generator: string;
  readonly kind: string;
  readonly watched: Watched;
  readonly scope: BranchScope;
}

const fileStem = 'triggers';

/** Edits that add the action that runs a generator; none when there is one, undefined when it cannot be written. */
export function actionEdits(project: Project, generator: string): Edit[] | undefined {
  if (actionOf(project, generator) !== undefined) return [];
  return addObject(project, {
    kind: 'CoreGeneratorAction',
    data: { name: freeName(actionName(generator), project), generator },
    // What a rule refers to has to be loaded first (facts/versions/object-files.md §6).
    beside: { kinds: ['CoreNodeTriggerRule', 'CoreGroupTriggerRule', 'CoreGroupAction'], where: 'before' },
    stem: fileStem,
  });
}

/**
 * Edits that make the action of a generator run when objects of a kind change: a new rule, or an existing one made
 * active with the wanted scope. None when the rule is there; undefined when the generator has no action or the rule
 * cannot be written.
 */
export function ruleEdits(project: Project, wanted: WantedRule): Edit[] | undefined {
  const action = actionOf(project, wanted.generator);
  if (action === undefined) return undefined;
  const known = findRule(project, wanted);
  if (known) {
    return [
      ...(known.active ? [] : [setKey(known.item, 'active', true)]),
      ...(scopeOf(known) === wanted.scope ? [] : [setKey(known.item, 'branch_scope', wanted.scope)]),
    ];
  }
  return addObject(project, {
    kind: 'CoreNodeTriggerRule',
    data: {
      name: freeName(ruleName(wanted, project), project),
      branch_scope: wanted.scope,
      node_kind: wanted.kind,
      mutation_action: 'updated',
      action,
      matches: matchesOf(wanted.watched),
    },
    beside: { kinds: ['CoreGeneratorAction', 'CoreGroupAction'], where: 'after' },
    stem: fileStem,
  });
}

/** The rule that runs the generator for exactly this change; an active one before others. */
export function findRule(
  project: Project,
  { generator, kind, watched }: Pick<WantedRule, 'generator' | 'kind' | 'watched'>,
): TriggerRule | undefined {
  const actions = project.triggers.actionsByGenerator.get(generator);
  const rules = actions.flatMap((action) => project.triggers.rulesByAction.get(action.name?.value ?? ''));
  const found = rules.filter((rule) => rule.nodeKind?.value === kind && sees(rule, watched, project));
  return found.find((rule) => rule.active) ?? found[0];
}

/** The scope that counts: the server's default when none is written (facts 2). */
export function scopeOf({ branchScope }: TriggerRule): string {
  return branchScope?.value ?? 'default_branch';
}

function sees(rule: TriggerRule, watched: Watched, project: Project): boolean {
  const matches = project.triggers.matchesByRule.get(rule.name?.value ?? '');
  const [match] = matches;
  if (rule.mutationAction?.value !== 'updated' || !match || matches.length > 1) return false;
  if (match.member?.value !== watched.name) return false;
  if (watched.type === 'relationship') {
    return match.kind === 'CoreNodeTriggerRelationshipMatch' && (match.modificationType?.value ?? 'added') === 'added';
  }
  if (match.kind !== 'CoreNodeTriggerAttributeMatch') return false;
  const form = match.valueMatch?.value ?? 'value';
  return watched.value === undefined ? form === 'any' : form === 'value' && match.value?.value === watched.value;
}

function matchesOf(watched: Watched): YamlDataMap {
  if (watched.type === 'relationship') {
    return {
      kind: 'CoreNodeTriggerRelationshipMatch',
      data: [{ relationship_name: watched.name, modification_type: 'added' }],
    };
  }
  const { name, value } = watched;
  const match: YamlDataMap =
    value === undefined
      ? { attribute_name: name, value_match: 'any' }
      : { attribute_name: name, value_match: 'value', value };
  return { kind: 'CoreNodeTriggerAttributeMatch', data: [match] };
}

function actionOf(project: Project, generator: string): string | undefined {
  return project.triggers.actionsByGenerator.get(generator).find(({ name }) => name)?.name?.value;
}

/** `generate-pod` → `run-pod-generator`, as in the guide; other names keep all their words. */
function actionName(generator: string): string {
  return joined('run', layerName(generator)).replaceAll('-', separatorOf(generator));
}

function ruleName({ generator, kind, watched }: WantedRule, project: Project): string {
  const base = joined('trigger', layerName(generator)).replaceAll('-', separatorOf(generator));
  const name = joined(base, watched.name);
  // Only where one generator has targets of several kinds does the kind tell its rules apart.
  return project.triggers.rulesByName.has(name) ? joined(name, kind) : name;
}

function layerName(generator: string): string {
  const layer = /^(?:generate|run|create|build)[-_](.+)$/i.exec(generator)?.[1] ?? generator;
  return /generator/i.test(layer) ? layer : `${layer}-generator`;
}

function separatorOf(generator: string): string {
  return generator.includes('_') && !generator.includes('-') ? '_' : '-';
}
