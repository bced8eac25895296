import type { TextPart } from '../base/place';
import { touches, type TextRange } from '../base/textRange';
import { elementOf } from '../model/config/configWords';
import { entryField, generatorDefinitions, type GeneratorDefinition } from '../model/config/configFile';
import type { Named } from '../model/named';
import { hasField } from '../model/objects/objectFile';
import type { Project, ProjectFile } from '../model/project/project';
import type { TriggerMatch, TriggerRule } from '../model/triggers/triggers';

/** A default that is not written and that bites; `offset` is relative to the start of the file. */
export interface InlayHint {
  readonly offset: number;
  /** As it would be written: `branch_scope: default_branch`. */
  readonly label: string;
  /** A sentence: what follows from it. */
  readonly tooltip: string;
}

/** The hints of a file that stand in `within`. */
export function inlayHints(project: Project, file: ProjectFile, within: TextRange): InlayHint[] {
  const { objects, role, config } = file.facts;
  const hints: InlayHint[] = [];
  if (role === 'object' && objects) {
    for (const rule of objects.rules) hints.push(...ruleHints(rule));
    for (const match of objects.matches) hints.push(...matchHints(match));
  }
  if (config && config === project.config) {
    for (const definition of generatorDefinitions(config)) hints.push(...generatorHints(project, definition));
  }
  return hints.filter(({ offset }) => touches(within, offset));
}

function ruleHints({ item, name, nodeKind }: TriggerRule): InlayHint[] {
  if (hasField(item, 'branch_scope')) return [];
  // Facts 2: the default of the server.
  const tooltip = 'The rule fires on the default branch only, never on a working branch.';
  return behind(item.chunk, name ?? nodeKind, 'branch_scope: default_branch', tooltip);
}

function matchHints({ item, kind, member }: TriggerMatch): InlayHint[] {
  if (kind !== 'CoreNodeTriggerAttributeMatch' || hasField(item, 'value_match')) return [];
  const tooltip = 'The attribute has to get exactly the value of `value`; `any` is every change.';
  return behind(item.chunk, member, 'value_match: value', tooltip);
}

function generatorHints(project: Project, definition: GeneratorDefinition): InlayHint[] {
  const { entry, name, filePath, classNameField } = definition;
  const hints: InlayHint[] = [];
  if (filePath && !classNameField) {
    const tooltip = `The class in ${filePath.value} has to be called Generator.`;
    hints.push(...behind(entry.chunk, filePath, 'class_name: Generator', tooltip));
  }
  const known = elementOf(project.configModel, 'generator_definitions')?.keys ?? [];
  const flags = ['execute_in_proposed_change', 'execute_after_merge'].filter(
    (key) => known.some((each) => each.key === key) && !entryField(entry, key),
  );
  if (name && flags.length > 0 && isTriggered(project, name.value)) {
    const label = flags.map((key) => `${key}: true`).join(', ');
    const tooltip = 'Rules start this generator; besides, it runs as a check of proposed changes or after a merge.';
    hints.push(...behind(entry.chunk, name, label, tooltip));
  }
  return hints;
}

/** True when a rule of the repository runs the generator. */
function isTriggered({ triggers }: Project, generator: string): boolean {
  return triggers.actionsByGenerator
    .get(generator)
    .some(({ name }) => name !== undefined && triggers.rulesByAction.has(name.value));
}

function behind(part: TextPart, named: Named | undefined, label: string, tooltip: string): InlayHint[] {
  return named ? [{ offset: part.start + named.range.end, label, tooltip }] : [];
}
