import { expect, test } from 'vitest';
import { locate } from '../../../server/src/base/place';
import { occurrences, occurrencesOf } from '../../../server/src/model/symbols/occurrences';
import { symbolText } from '../../../server/src/model/symbols/symbol';
import { openRepository, readFolder } from '../../support/repository';

test('where an occurrence is certain, its range is the name', async () => {
  const { service } = await openRepository(readFolder('examples/fabric'));
  const [project] = service.projects();
  const types = new Set<string>();
  for (const file of project?.allFiles() ?? []) {
    for (const { symbol, at, certain } of project ? occurrences(project, file) : []) {
      const { range } = locate(at);
      const text = file.text.slice(range.start, range.end);
      types.add(symbol.type);
      // A kind is declared by its name without the namespace.
      const name = symbolText(symbol);
      if (certain) expect(symbol.type === 'kind' && name.endsWith(text) ? name : text).toBe(name);
    }
  }
  expect([...types].toSorted()).toEqual(
    'action attribute choice class generator group kind path query relationship rule variable'.split(' '),
  );
});

test('names that are only probably meant are not certain', async () => {
  const { service } = await openRepository([
    ['/.infrahub.yml', 'objects: [objects]\nqueries: [{name: q, file_path: q.gql}]\n'],
    ['/q.gql', 'query q { NetworkPod { count } }'],
    [
      '/objects/a.yml',
      `kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - {name: a, action: &run run}
    - {name: b, action: *run}
    - {name: c, action: "r\\x75n"}
    - {name: d, action: 'run'}
`,
    ],
    ['/objects/b.yml.bak', 'kind: Object\nspec: {kind: CoreGeneratorAction, data: [{name: run}]}\n'],
  ]);
  const [project] = service.projects();
  if (!project) throw new Error('no project');
  const certainty = (type: 'action' | 'query', name: string): boolean[] =>
    occurrencesOf(project, { type, name }).map(({ occurrence }) => occurrence.certain);
  // Plain, alias, escape, quoted; then the file that is not loaded.
  expect(certainty('action', 'run')).toEqual([true, false, false, true, false]);
  // The entry, and the operation that may be called otherwise.
  expect(new Set(certainty('query', 'q'))).toEqual(new Set([false, true]));
});
