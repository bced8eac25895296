import type { KindModel } from '../../model/kinds/kindModel';
import type { RootFieldFacts } from '../../model/queries/queryFacts';
import type { Expression, FunctionStatement } from '../../syntax/python/ast';
import { onlyBinding, type Binding } from './functionSyntax';

/** What a part of the answer to a generator's query is, as GraphQL gives it. */
export type Answer =
  | { readonly part: 'data' }
  /** `{"edges": […]}` of a kind; `mayBeEmpty` unless the query asks for the target itself. */
  | { readonly part: 'connection' | 'edges'; readonly kind: string; readonly mayBeEmpty: boolean; readonly of: string }
  /** `{"node": …}`, of an edge or of a relationship to one; `optional`: the relationship may have nobody there. */
  | { readonly part: 'holder' | 'node'; readonly kind: string; readonly optional: boolean; readonly of: string };

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
        return { part: 'connection', kind: field.name, mayBeEmpty, of: field.name };
      }
      case 'connection':
        return key === 'edges' ? { ...of, part: 'edges' } : undefined;
      case 'holder':
        return key === 'node' ? { ...of, part: 'node' } : undefined;
      case 'node': {
        const relationship = kinds.relationship(of.kind, key);
        if (!relationship) return undefined;
        const { peer: kind, optional, cardinality } = relationship;
        return cardinality === 'one'
          ? { part: 'holder', kind, optional, of: key }
          : { part: 'connection', kind, mayBeEmpty: true, of: key };
      }
      case 'edges':
        return undefined;
    }
  };

  const item = (of: Answer | undefined): Answer | undefined =>
    of?.part === 'edges' ? { part: 'holder', kind: of.kind, optional: false, of: of.of } : undefined;

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
