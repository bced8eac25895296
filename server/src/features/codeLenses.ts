import { locate } from '../base/place';
import type { FileRange } from '../base/place';
import { shiftRange, type TextRange } from '../base/textRange';
import { normalPath } from '../model/config/configFile';
import type { Cause } from '../model/cascade/cause';
import { placeOf } from '../model/named';
import type { Generator } from '../model/project/generatorIndex';
import { presentPlace } from '../model/project/presentPlace';
import type { Project, ProjectFile } from '../model/project/project';
import { withoutQuotes } from '../model/symbols/mention';
import { occurrences, occurrencesOf, symbolAt } from '../model/symbols/occurrences';
import type { Symbol } from '../model/symbols/symbol';
import type { Action, TriggerRule } from '../model/triggers/triggers';
import type { Position } from './position';

/** What a lens says, and the places it is about. */
export interface CodeLens {
  /** `2 rules · 14 targets · signals LocationRack`. */
  readonly title: string;
  readonly places: readonly FileRange[];
}

const separator = ' · ';
/** At most this many names are shown. */
const maxNames = 3;

/** Where a file has lenses: at the names of generators, rules, actions and kinds it declares, and of generator classes. */
export function codeLensRanges(project: Project, file: ProjectFile): TextRange[] {
  const { role, objects } = file.facts;
  // Object files may be large; what they say of rules and actions is known.
  if (role === 'object') {
    const ranges = [...(objects?.rules ?? []), ...(objects?.actions ?? [])].flatMap(nameRange);
    return ranges.sort((a, b) => a.start - b.start);
  }
  if (role !== 'config' && role !== 'schema' && role !== 'python') return [];
  return occurrences(project, file).flatMap(({ symbol, at, role: mentioned }) => {
    const isWanted = mentioned === 'declaration' && hasLens(project, symbol);
    return isWanted ? [locate(at).range] : [];
  });
}

function nameRange({ item: { chunk }, name }: TriggerRule | Action): TextRange[] {
  const range = name && withoutQuotes(chunk.text, name.range);
  return range ? [shiftRange(range, chunk.start)] : [];
}

/** The lens at the name that stands at a position; undefined when there is none any more. */
export function codeLensAt({ project, file, offset }: Position): CodeLens | undefined {
  const symbol = symbolAt(project, file, offset)?.symbol;
  if (!symbol || !hasLens(project, symbol)) return undefined;
  switch (symbol.type) {
    case 'generator':
      return generatorLens(project, generatorsNamed(project, symbol.name));
    case 'class':
      return classLens(project, symbol.path, symbol.name);
    case 'rule':
      return ruleLens(project, project.triggers.rulesByName.get(symbol.name));
    case 'action':
      return actionLens(project, project.triggers.actionsByName.get(symbol.name));
    case 'kind':
      return kindLens(project, symbol);
    default:
      return undefined;
  }
}

/** The generators that the name at a position is the definition or the class of; by name. */
export function generatorsAt({ project, file, offset }: Position): string[] {
  const symbol = symbolAt(project, file, offset)?.symbol;
  if (symbol?.type === 'generator') return generatorsNamed(project, symbol.name).map(({ name }) => name);
  if (symbol?.type !== 'class') return [];
  return generatorsOfClass(project, symbol.path, symbol.name).map(({ name }) => name);
}

function hasLens(project: Project, symbol: Symbol): boolean {
  if (symbol.type === 'class') return generatorsOfClass(project, symbol.path, symbol.name).length > 0;
  return ['generator', 'rule', 'action', 'kind'].includes(symbol.type);
}

function generatorLens(project: Project, generators: readonly Generator[]): CodeLens {
  const rules = generators.flatMap((generator) => rulesOf(project, generator));
  const targets = generators.map(({ definition }) => definition.targets?.value);
  const members = targets.flatMap((target) => [...(project.triggers.membersOf.get(target ?? '')?.values() ?? [])]);
  const edges = project.cascade.edges.filter(({ write }) => generators.includes(write.generator));
  const signals = edges.map(({ write }) => subjectOf(write.cause));
  return {
    title: line(
      count(rules.length, 'rule'),
      members.length > 0 && count(sum(members), 'target'),
      names('signals', signals),
    ),
    places: placesOf(project, rules),
  };
}

function classLens(project: Project, path: string, name: string): CodeLens {
  const generators = generatorsOfClass(project, path, name);
  const { title, places } = generatorLens(project, generators);
  const called = generators.map((generator) => generator.name);
  return { title: line(names('runs as', called), title), places };
}

function ruleLens(project: Project, rules: readonly TriggerRule[]): CodeLens {
  const edges = project.cascade.edges.filter((edge) => edge.rules.some((rule) => rules.includes(rule)));
  const actions = rules.flatMap(({ action }) => project.triggers.actionsByName.get(action?.value ?? ''));
  const setters = edges.map(({ write }) => write.generator.name);
  return {
    title: line(effects(actions) || 'no known effect', names('set off by', setters)),
    places: edges.flatMap(({ write }) => {
      const uri = project.fileAt(write.path)?.uri;
      return uri === undefined ? [] : [{ uri, range: write.range }];
    }),
  };
}

function actionLens(project: Project, actions: readonly Action[]): CodeLens {
  const rules = actions.flatMap(({ name }) => project.triggers.rulesByAction.get(name?.value ?? ''));
  return { title: line(count(rules.length, 'rule'), effects(actions)), places: placesOf(project, rules) };
}

function kindLens(project: Project, symbol: Symbol & { name: string }): CodeLens {
  const rules = project.triggers.rules.filter(({ nodeKind }) => nodeKind?.value === symbol.name);
  const writers = project.cascade.writes.flatMap(({ cause, generator }) =>
    'kind' in cause && cause.kind === symbol.name ? [generator.name] : [],
  );
  const mentions = occurrencesOf(project, symbol).filter(({ occurrence }) => occurrence.role === 'reference');
  return {
    title: line(count(rules.length, 'rule'), names('written by', writers), count(mentions.length, 'reference')),
    places: mentions.map(({ occurrence }) => locate(occurrence.at)),
  };
}

function effects(actions: readonly Action[]): string {
  const runs = actions.flatMap(({ generator }) => generator?.value ?? []);
  const adds = actions.filter(({ group, memberAction }) => group && memberAction !== 'remove_member');
  const removes = actions.filter(({ group, memberAction }) => group && memberAction === 'remove_member');
  const groups = (list: readonly Action[]): string[] => list.flatMap(({ group }) => group?.value ?? []);
  return line(names('runs', runs), names('adds to', groups(adds)), names('takes out of', groups(removes)));
}

function subjectOf(cause: Cause): string {
  switch (cause.type) {
    case 'attribute':
    case 'relationship':
    case 'created':
      return cause.kind;
    case 'membership':
      return cause.group;
    case 'dispatch':
      return cause.generator;
  }
}

function generatorsNamed({ generators }: Project, name: string): Generator[] {
  return generators.filter((generator) => generator.name === name);
}

function generatorsOfClass({ generators }: Project, path: string, name: string): Generator[] {
  return generators.filter(
    ({ definition: { filePath, className } }) =>
      filePath !== undefined && normalPath(filePath.value) === path && className === name,
  );
}

function rulesOf({ triggers }: Project, { name }: Generator): TriggerRule[] {
  const actions = triggers.actionsByGenerator.get(name);
  const rules = actions.flatMap((action) => triggers.rulesByAction.get(action.name?.value ?? ''));
  return [...new Set(rules)];
}

function placesOf(project: Project, rules: readonly TriggerRule[]): FileRange[] {
  return rules.flatMap(({ item, name }) => presentPlace(project, placeOf(item.chunk, name ?? item.node)) ?? []);
}

function line(...parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(separator);
}

function names(verb: string, all: readonly string[]): string {
  const distinct = [...new Set(all)];
  const more = distinct.length > maxNames ? `, … (${distinct.length})` : '';
  return distinct.length === 0 ? '' : `${verb} ${distinct.slice(0, maxNames).join(', ')}${more}`;
}

function count(number: number, what: string): string {
  return number === 0 ? `no ${what}s` : `${number} ${what}${number === 1 ? '' : 's'}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
