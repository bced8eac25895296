import type { Constant } from '../../../syntax/python/ast';

/** A mutation named in the text of a GraphQL document. */
export interface MutationText {
  readonly name: string;
  readonly kind: string;
  readonly operation: 'create' | 'update' | 'delete' | 'run' | 'other';
  /** Attributes given as `name: {value: …}`: a literal, or the name of a variable. */
  readonly attributes: readonly { readonly name: string; readonly constant?: Constant; readonly variable?: string }[];
}

const attributePattern =
  /(\w+)\s*:\s*\{[^{}]*?\bvalue\s*:\s*("(?:[^"\\]|\\.)*"|true|false|null|-?\d+(?:\.\d+)?|\$\w+)/g;

/** The mutations in a document, as far as a look at its text shows; empty for queries. */
export function mutationsIn(text: string): MutationText[] {
  const body = text.replace(/#.*$/gm, '');
  if (!/\bmutation\b/.test(body)) return [];
  const fields = [...body.matchAll(/\b([A-Z]\w*)\s*\(\s*(?=[a-z]\w*\s*:)/g)];
  return fields.map((field, at): MutationText => {
    const name = field[1] ?? '';
    const block = body.slice(field.index, fields[at + 1]?.index);
    const match = /^(\w+?)(Create|Update|Upsert|Delete)$/.exec(name);
    const attributes = [...block.matchAll(attributePattern)].map((found) =>
      givenAttribute(found[1] ?? '', found[2] ?? ''),
    );
    return { name, kind: match?.[1] ?? name, operation: operationOf(name, match?.[2]), attributes };
  });
}

function operationOf(name: string, suffix: string | undefined): MutationText['operation'] {
  if (name === 'CoreGeneratorDefinitionRun') return 'run';
  if (suffix === 'Create') return 'create';
  if (suffix === 'Delete') return 'delete';
  return suffix === undefined ? 'other' : 'update';
}

function givenAttribute(name: string, text: string): MutationText['attributes'][number] {
  if (text.startsWith('$')) return { name, variable: text.slice(1) };
  if (text.startsWith('"')) return { name, constant: text.slice(1, -1) };
  if (text === 'null') return { name, constant: null };
  return { name, constant: text === 'true' || text === 'false' ? text === 'true' : Number(text) };
}
