import type { Site } from '../facts';
import { someValue, unknownValue, type Value } from '../values';
import { type MutationText, mutationsIn } from './mutations';
import type { NodeInfo } from './nodes';
import type { Records } from './records';

export interface GraphqlCall {
  readonly site: Site;
  readonly query: Value;
  readonly variables: Value;
  readonly conditional: boolean;
}

/**
 * Records what `client.execute_graphql` does: a dispatch, or writes that go past tracking. A text that is put together has
 * values, members and whole mutations that do not show; so has one whose data is a variable.
 */
export function recordGraphql(records: Records, { site, query, variables, conditional }: GraphqlCall): void {
  const text = query.is === 'constant' && typeof query.value === 'string' ? query.value : undefined;
  const shown = text ?? (query.is === 'opaque' ? plainText(query.text) : '');
  const { range, file } = site;
  const mutations = mutationsIn(shown).map((each) => (text === undefined ? withoutValues(each) : each));
  const isHidden = ({ operation, attributes }: MutationText): boolean =>
    operation !== 'run' && (text === undefined || (operation === 'update' && attributes.length === 0));
  for (const [at, mutation] of mutations.entries()) {
    if (mutation.operation === 'run') {
      const generator = generatorName(variables);
      records.dispatches.push({ ...site, ...(generator !== undefined && { generator }), conditional });
    } else if (mutation.operation === 'update') {
      for (const { name, constant, variable } of mutation.attributes) {
        records.writes.push({
          ...site,
          node: { is: 'opaque', text: `mutation ${at}`, parts: [] },
          info: { ...mutated, kind: mutation.kind, fetched: true },
          attribute: name,
          attributeRange: range,
          value: constant === undefined ? variableValue(variables, variable) : { is: 'constant', value: constant },
          fromOld: false,
          guarded: false,
          conditional,
          bare: true,
        });
      }
    } else if (mutation.operation === 'create') {
      records.creates.push({
        ...site,
        node: { is: 'opaque', text: `mutation ${at}`, parts: [] },
        info: { ...mutated, kind: mutation.kind, created: true },
        create: {
          attributes: mutation.attributes.map(({ name, constant }) => ({
            name,
            ...(constant !== undefined && { constant }),
            names: [],
            valueChangesEveryRun: false,
            range,
          })),
          open: true,
          conditional,
        },
      });
    } else if (mutation.operation === 'delete') {
      const node: Value = { is: 'opaque', text: '', parts: [] };
      records.deletes.push({ ...site, node, info: { ...mutated, kind: mutation.kind, fetched: true } });
    } else records.unknowns.push({ reason: 'mutation', range, file });
  }
  const isQuery = text !== undefined && !/\bmutation\b/.test(text);
  if (mutations.some(isHidden) || (mutations.length === 0 && !isQuery))
    records.unknowns.push({ reason: 'mutation', range, file });
}

/** The text of an f-string, or of a string with `%`, as the server would get it but for what is put in. */
function plainText(source: string): string {
  return source
    .replace(/\\(["'])/g, '$1')
    .replace(/\{\{/g, '{')
    .replace(/\}\}/g, '}');
}

/** `{value: "{checksum}"}` is no constant. */
function withoutValues(mutation: MutationText): MutationText {
  return { ...mutation, attributes: mutation.attributes.map(({ name }) => ({ name })) };
}

const mutated: NodeInfo = { fetched: false, created: false, isNode: true, untracked: true };

function variableValue(variables: Value, name: string | undefined): Value {
  if (variables.is !== 'dict' || name === undefined) return unknownValue;
  return variables.entries.find((entry) => entry.key === name)?.value ?? unknownValue;
}

/** The definition's name when its id was fetched by a literal name. */
function generatorName(variables: Value): string | undefined {
  let name: string | undefined;
  someValue(variables, (part) => {
    if (part.is !== 'node' || part.name?.is !== 'constant' || typeof part.name.value !== 'string') return false;
    if (part.kind.is !== 'constant' || part.kind.value !== 'CoreGeneratorDefinition') return false;
    name = part.name.value;
    return true;
  });
  return name;
}
