import type { KindModel } from '../../model/kinds/kindModel';
import { answerFields, answerKeys } from '../../model/queries/answerKeys';
import type { RootFieldFacts } from '../../model/queries/queryFacts';
import type { Expression, FunctionStatement } from '../../syntax/python/ast';
import { onlyBinding, type Binding } from './functionSyntax';

/** What a part of the answer to a generator's query is, as GraphQL gives it. */
export type Answer =
  | { readonly part: 'data' }
  /** `{"edges": […]}` of a kind; `mayBeEmpty` unless the query asks for the target itself. */
  | (Below & { readonly part: 'connection' | 'edges'; readonly mayBeEmpty: boolean })
  /** `{"node": …}`, of an edge or of a relationship to one; `optional`: the relationship may have nobody there. */
  | (Below & { readonly part: 'holder' | 'node'; readonly optional: boolean });

interface Below {
  readonly kind: string;
  /** The key by which the answer has it. */
  readonly of: string;
  readonly root: RootFieldFacts;
  /** Fields from the root field on, by their names in the schema. */
  readonly way: readonly string[];
}

/** Reads what expressions of a method mean in terms of the query. Silent on whatever is not plain. */
export interface AnswerReader {
  answerOf(expression: Expression): Answer | undefined;
}

export interface AnswerSource {
  readonly syntax: FunctionStatement;
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  readonly kinds: KindModel;
  readonly rootFields: readonly RootFieldFacts[];
}

const maxHops = 30;

function wayTo({ root, way }: Below, key: string): string[] {
  return answerFields(root, [...answerKeys(root, way), key]).map(String);
}

/** A reader for `generate`, whose parameter is the answer. */
export function answerReader({ syntax, bindings, kinds, rootFields }: AnswerSource): AnswerReader {
  const data = syntax.params[1]?.name;

  const member = (of: Answer, key: string): Answer | undefined => {
    switch (of.part) {
      case 'data': {
        const field = rootFields.find((each) => (each.alias ?? each.name) === key);
        if (!field || !kinds.get(field.name)) return undefined;
        // A field that is filtered by a parameter finds the target, which is there.
        const mayBeEmpty = !field.arguments.some((argument) => argument.variables.length > 0);
        return { part: 'connection', kind: field.name, mayBeEmpty, of: field.name, root: field, way: [] };
      }
      case 'connection': {
        const way = wayTo(of, key);
        return way.at(-1) === 'edges' ? { ...of, part: 'edges', way } : undefined;
      }
      case 'holder': {
        const way = wayTo(of, key);
        return way.at(-1) === 'node' ? { ...of, part: 'node', way } : undefined;
      }
      case 'node': {
        const way = wayTo(of, key);
        const relationship = kinds.relationship(of.kind, way.at(-1) ?? key);
        if (!relationship) return undefined;
        const { peer: kind, optional, cardinality } = relationship;
        const below = { kind, of: key, root: of.root, way };
        return cardinality === 'one'
          ? { ...below, part: 'holder', optional }
          : { ...below, part: 'connection', mayBeEmpty: true };
      }
      case 'edges':
        return undefined;
    }
  };

  const item = (of: Answer | undefined): Answer | undefined =>
    of?.part === 'edges' ? { ...of, part: 'holder', optional: false } : undefined;

  const read = (expression: Expression, hops: number): Answer | undefined => {
    if (hops > maxHops) return undefined;
    if (expression.kind === 'name') {
      if (expression.name === data && !bindings.has(expression.name)) return { part: 'data' };
      const binding = onlyBinding(bindings, expression.name);
      const value = binding?.value && binding.by !== 'other' ? read(binding.value, hops + 1) : undefined;
      return binding?.by === 'element' ? item(value) : value;
    }
    const [index] = expression.kind === 'subscript' && expression.indexes.length === 1 ? expression.indexes : [];
    if (expression.kind !== 'subscript' || index?.kind !== 'literal') return undefined;
    const of = read(expression.object, hops + 1);
    if (of && typeof index.value === 'string') return member(of, index.value);
    return typeof index.value === 'number' ? item(of) : undefined;
  };

  return { answerOf: (expression) => read(expression, 0) };
}
