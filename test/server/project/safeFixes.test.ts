import { expect, test } from 'vitest';
import { applyEdits } from '../../support/check';
import { openRepository } from '../../support/repository';

const path = '/objects/triggers.yml';

/** The file after all safe fixes of one run. */
async function fixed(text: string): Promise<string | undefined> {
  const repository = await openRepository([[path, text]]);
  const uri = repository.uri(path);
  return applyEdits(repository, repository.service.safeFixes(uri, repository.service.diagnostics(uri))).get(path);
}

const item = (id: string): string =>
  `kind: Object\nspec:\n  kind: CoreStandardGroup\n  data:\n    # cascade-disable-next-line ${id}\n    - name: a\n`;

test('several fixes in one file are made in one run', async () => {
  const text = `---\n${item('unknown-actoin')}---\n${item('unknown-generater')}`;
  expect(await fixed(text)).toBe(`---\n${item('unknown-action')}---\n${item('unknown-generator')}`);
});

test('a file of several documents gets its leading marker once', async () => {
  const text = `${item('unknown-actoin')}---\n${item('unknown-generater')}`;
  expect(await fixed(text)).toBe(`---\n${item('unknown-action')}---\n${item('unknown-generator')}`);
});

test('a file of one document gets no marker', async () => {
  expect(await fixed(item('unknown-actoin'))).toBe(item('unknown-action'));
});

test('line breaks stay those of the file', async () => {
  const windows = (text: string): string => text.replaceAll('\n', '\r\n');
  const text = windows(`${item('unknown-actoin')}---\n${item('unknown-generater')}`);
  expect(await fixed(text)).toBe(windows(`---\n${item('unknown-action')}---\n${item('unknown-generator')}`));
});

test('an unsafe fix is not among them', async () => {
  const text =
    'kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    - {name: a, node_kind: CoreRepository, mutation_action: update}\n';
  expect(await fixed(text)).toBe(text);
});
