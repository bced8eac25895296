import { expect, test } from 'vitest';
import { createCompletion } from '../../../server/src/features/completion/complete';
import type { CompletionProvider } from '../../../server/src/features/completion/provider';
import { completionAt } from '../../support/checkCompletion';
import { openRepository } from '../../support/repository';

const word: CompletionProvider = {
  id: 'word',
  applies: () => true,
  items: () => [{ label: 'word', kind: 'key', insert: { type: 'key', key: 'word' } }],
};
const broken: CompletionProvider = {
  id: 'broken',
  applies: () => true,
  items: () => {
    throw new Error('no');
  },
};

test('a provider that fails is reported once, and the others answer', async () => {
  const { service, uri } = await openRepository([['/objects/a.yml', '\n']]);
  const target = service.target(uri('/objects/a.yml'));
  if (!target) throw new Error('no file');
  const bugs: string[] = [];
  const complete = createCompletion([broken, word], (id, error) => bugs.push(`${id}: ${String(error)}`));
  for (let times = 0; times < 3; times++) {
    expect(complete({ ...target, offset: 0 }).items.map((item) => item.label)).toEqual(['word']);
  }
  expect(bugs).toEqual(['broken: Error: no']);
});

const manyKinds = (value: string): string => `
#- /.infrahub.yml
schemas: [schemas]
objects: [objects]
#- /schemas/a.yml
nodes:
${Array.from({ length: 700 }, (_, index) => `  - {namespace: Many, name: Kind${index}, attributes: []}`).join('\n')}
#- /objects/a.yml
kind: Object
spec:
  kind: ${value}
`;

test('a long list is cut, and the client is told to ask again', async () => {
  const { result } = await completionAt(manyKinds('$0'));
  expect(result.items).toHaveLength(500);
  expect(result.isIncomplete).toBe(true);
});

test('what is typed narrows the list before it is cut', async () => {
  const { result } = await completionAt(manyKinds('ManyKind699$0'));
  expect(result.items.map((item) => item.label)).toEqual(['ManyKind699']);
  expect(result.isIncomplete).toBe(true);
});

test('a short list is whole', async () => {
  const { result } = await completionAt('kind: Object\nspec:\n  kind: $0\n');
  expect(result.isIncomplete).toBe(false);
});
