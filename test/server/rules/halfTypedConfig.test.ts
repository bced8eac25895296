import { expect, test } from 'vitest';
import { openRepository, readFolder, type Repository } from '../../support/repository';

const example = readFolder('examples/fabric');
const path = '/.infrahub.yml';
const config = example.find(([each]) => each === path)?.[1] ?? '';

/** What is found in the configuration once it has this text, besides that it has a syntax error. */
function besides(repository: Repository, text: string): string[] {
  const uri = repository.uri(path);
  repository.service.updateDocument(uri, config);
  repository.service.updateDocument(uri, text);
  const ids = repository.service.diagnostics(uri).map(({ finding }) => finding.rule.id);
  return ids.includes('yaml-syntax-error') ? ids.filter((id) => id !== 'yaml-syntax-error') : [];
}

test.each(['"', "'", '[', '{', ': ', '\t', '- ', '\n', '\nxy\n', '\nxy', '*', '@'])(
  'half-typed text with %j in it: a syntax error, and nothing that only seems to follow from it',
  async (typed) => {
    const repository = await openRepository(example);
    expect(besides(repository, config)).toEqual([]);
    for (let at = typed.length; at < config.length; at += 97) {
      const text = config.slice(0, at) + typed + config.slice(at);
      expect(besides(repository, text), text.slice(at - 40, at + 40)).toEqual([]);
    }
  },
);

test('a line break in a key', async () => {
  const at = config.indexOf('files:\n') + 'file'.length;
  const text = `${config.slice(0, at)}\n${config.slice(at)}`;
  expect(besides(await openRepository(example), text)).toEqual([]);
});

test('what stands before the broken place is still told', async () => {
  const text = `${config.replace('class_name', 'classname')}\n  - {name: a, fil`;
  expect(besides(await openRepository(example), text)).toEqual(['unknown-config-key']);
});
