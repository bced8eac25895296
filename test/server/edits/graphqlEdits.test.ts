import { expect, test } from 'vitest';
import { selectionEdits, type WantedSelection } from '../../../server/src/edits/graphqlEdits';

function reading(text: string, ...wanted: readonly Omit<WantedSelection, 'root'>[]): string | undefined {
  const all = wanted.map((each) => ({ root: 'Pod', ...each }));
  return selectionEdits({ uri: 'file:///q.gql', text }, all)
    ?.toSorted((one, other) => other.at.range.start - one.at.range.start)
    .reduce((now, { at: { range }, newText }) => now.slice(0, range.start) + newText + now.slice(range.end), text);
}

const id = { path: ['id'], form: 'plain' } as const;
const amount = { path: ['amount'], form: 'attribute' } as const;
const above = { path: ['parent', 'amount'], form: 'attribute' } as const;

test.each([
  [
    'id first',
    'query Q {\n  Pod {\n    edges {\n      node {\n        name { value }\n      }\n    }\n  }\n}\n',
    id,
    'query Q {\n  Pod {\n    edges {\n      node {\n        id\n        name { value }\n      }\n    }\n  }\n}\n',
  ],
  [
    'an attribute last',
    'query Q {\n\tPod {\n\t\tedges {\n\t\t\tnode {\n\t\t\t\tid # own\n\t\t\t}\n\t\t}\n\t}\n}\n',
    amount,
    'query Q {\n\tPod {\n\t\tedges {\n\t\t\tnode {\n\t\t\t\tid # own\n\t\t\t\tamount {\n\t\t\t\t\tvalue\n\t\t\t\t}\n\t\t\t}\n\t\t}\n\t}\n}\n',
  ],
  [
    'on one line',
    'query { Pod { edges { node { id } } } }',
    amount,
    'query { Pod { edges { node { id amount { value } } } } }',
  ],
  [
    'a relationship',
    'query { Pod { edges { node { id } } } }',
    above,
    'query { Pod { edges { node { id parent { node { amount { value } } } } } } }',
  ],
  [
    'in a relationship that is read',
    'query { Pod { edges { node { parent { node { id } } } } } }',
    above,
    'query { Pod { edges { node { parent { node { id amount { value } } } } } } }',
  ],
  [
    'the value of what is read otherwise',
    'query { Pod { edges { node { amount { id } } } } }',
    amount,
    'query { Pod { edges { node { amount { value id } } } } }',
  ],
  [
    'before an alias and a fragment',
    'query { Pod { edges { node { n: name { value } ...More } } } }',
    id,
    'query { Pod { edges { node { id n: name { value } ...More } } } }',
  ],
  [
    'there already',
    'query { Pod { edges { node { id amount { value } } } } }',
    amount,
    'query { Pod { edges { node { id amount { value } } } } }',
  ],
])('%s', (_, before, wanted, after) => {
  expect(reading(before, wanted)).toBe(after);
  expect(reading(after, wanted)).toBe(after);
});

test('several at once', () => {
  expect(reading('query { Pod { edges { node { name { value } } } } }', id, amount, above)).toBe(
    'query { Pod { edges { node { id name { value } amount { value } parent { node { amount { value } } } } } } }',
  );
});

test.each([
  ['a syntax error', 'query { Pod { edges { node { id } }'],
  ['two operations', 'query A { Pod { edges { node { id } } } }\nquery B { Pod { edges { node { id } } } }'],
  ['another kind', 'query { Rack { edges { node { id } } } }'],
  ['a count only', 'query { Pod { count } }'],
  ['its name as the alias of another field', 'query { Pod { edges { node { amount: id } } } }'],
])('nowhere: %s', (_, text) => {
  expect(reading(text, amount)).toBeUndefined();
});
