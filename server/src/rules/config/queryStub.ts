import { entriesOf, entryText, parametersOf, type ConfigEntry } from '../../model/config/configFile';
import type { KindModel } from '../../model/kinds/kindModel';
import { targetKinds } from '../../model/project/definitions';
import type { Project } from '../../model/project/project';

/**
 * The text of a new query with the name: it finds one target by the parameters of those who run it, `user` and whoever
 * names the same query, as far as the files show what the targets are. A variable that nothing reads would be refused, so
 * without a known kind there is none.
 */
export function queryStub(project: Project, name: string, user: ConfigEntry): string {
  const head = `query ${graphqlName(name)}`;
  const runs = runsOf(project, user);
  const kind = kindOf(project, runs);
  const filters = kind === undefined ? [] : filtersOf(project.kinds, kind, runs);
  if (kind === undefined || filters.length === 0) return `${head} {\n  __typename\n}\n`;
  const variables = filters.map(({ variable, type, isNeeded }) => `$${variable}: ${type}${isNeeded ? '!' : ''}`);
  const given = filters.map(
    ({ variable, argument, isList }) => `${argument}: ${isList ? `[$${variable}]` : `$${variable}`}`,
  );
  const attributes = [...new Set(filters.flatMap(({ attribute }) => attribute ?? []))];
  const members = ['id', '__typename', ...attributes.flatMap((each) => [`${each} {`, '  value', '}'])];
  return [
    `${head}(${variables.join(', ')}) {`,
    `  ${kind}(${given.join(', ')}) {`,
    '    edges {',
    '      node {',
    ...members.map((line) => `        ${line}`),
    '      }',
    '    }',
    '  }',
    '}',
    '',
  ].join('\n');
}

/** The entries whose parameters go to the query that `user` names: generators, and artifacts of transforms. */
function runsOf({ config }: Project, user: ConfigEntry): ConfigEntry[] {
  const query = entryText(user, 'query')?.value;
  const namesIt = (entry: ConfigEntry): boolean => entryText(entry, 'query')?.value === query;
  const transforms = entriesOf(config, 'jinja2_transforms').filter(namesIt);
  const names = new Set(transforms.flatMap(({ name }) => name?.value ?? []));
  const artifacts = entriesOf(config, 'artifact_definitions').filter((entry) =>
    names.has(entryText(entry, 'transformation')?.value ?? ''),
  );
  return [...entriesOf(config, 'generator_definitions').filter(namesIt), ...artifacts];
}

/** The one kind of all targets. */
function kindOf(project: Project, runs: readonly ConfigEntry[]): string | undefined {
  const kinds = new Set<string | undefined>();
  for (const run of runs) {
    const targets = targetKinds(project, run);
    for (const kind of targets && targets.proof !== 'some' ? targets.kinds : [undefined]) kinds.add(kind);
  }
  const [only, ...others] = kinds;
  return others.length === 0 ? only : undefined;
}

interface Filter {
  readonly variable: string;
  readonly argument: string;
  readonly isList: boolean;
  readonly type: string;
  readonly isNeeded: boolean;
  /** The attribute of the target that it finds it by. */
  readonly attribute?: string;
}

function filtersOf(kinds: KindModel, kind: string, runs: readonly ConfigEntry[]): Filter[] {
  const given = runs.map(
    (run) => new Map(parametersOf(run).map(({ variable, path }) => [variable.value, path?.value])),
  );
  const variables = [...new Set(given.flatMap((each) => [...each.keys()]))];
  const filters = variables.flatMap((variable): Filter[] => {
    const path = given.map((each) => each.get(variable)).find((each) => each !== undefined);
    const filter = path === undefined ? undefined : filterOf(kinds, kind, path);
    if (!filter || !/^[_A-Za-z]\w*$/.test(variable)) return [];
    return [{ ...filter, variable, isNeeded: given.every((each) => each.has(variable)) }];
  });
  // An argument can be given once.
  return filters.filter((filter, at) => filters.findIndex(({ argument }) => argument === filter.argument) === at);
}

/** How objects of the kind are found by what a path leads to, at most one relationship away (facts/versions/graphql-derivation.md §3). */
function filterOf(kinds: KindModel, kind: string, path: string): Omit<Filter, 'variable' | 'isNeeded'> | undefined {
  const found = kinds.attributePath(kind, path);
  if (!found.ok || found.through.length > 1) return undefined;
  const { attribute, property, through } = found;
  if (!attribute && property === 'id') return { argument: path.replace(/id$/, 'ids'), isList: true, type: 'ID' };
  const type = attribute && property === 'value' ? typeOf(attribute.kind) : undefined;
  if (!attribute || type === undefined) return undefined;
  return { argument: path, isList: false, type, ...(through.length === 0 && { attribute: attribute.name }) };
}

/** Of an argument that takes the value of an attribute; undefined for lists and the like (facts/versions/graphql-derivation.md §3). */
function typeOf(attributeKind: string): string | undefined {
  switch (attributeKind) {
    case 'Number':
    case 'NumberPool':
      return 'BigInt';
    case 'Bandwidth':
      return 'Int';
    case 'Boolean':
    case 'Checkbox':
      return 'Boolean';
    case 'DateTime':
      return 'DateTime';
    case 'List':
    case 'JSON':
    case 'Any':
    case '':
      return undefined;
    default:
      return 'String';
  }
}

/** A GraphQL name made of any text. */
function graphqlName(text: string): string {
  return text.replaceAll(/\W/g, '_').replace(/^(?=\d)/, '_');
}
