import { expect, test } from 'vitest';
import { openRepository, readFolder } from '../../support/repository';

const path = '/objects/90_triggers.yml';

/** The rules that find anything in the triggers of examples/fabric with lines put before the first `matches:`. */
async function findings(...lines: readonly string[]): Promise<string[]> {
  const files = new Map(readFolder('examples/fabric'));
  const text = files.get(path)?.replace('matches:', lines.map((line) => `${line}\n      `).join('') + 'matches:') ?? '';
  const repository = await openRepository(files.set(path, text));
  return repository.service.diagnostics(repository.uri(path)).map(({ finding }) => finding.rule.id);
}

const match = 'kind: CoreNodeTriggerAttributeMatch, data: ';

test.each([
  ['a block of nothing', 'matches: {}'],
  ['a block without kind', 'matches: {data: []}'],
  ['a block without data', 'matches: {kind: CoreNodeTriggerAttributeMatch}'],
  ['a block with a slip', 'matches: {kid: CoreNodeTriggerAttributeMatch, data: []}'],
  ['plain matches', 'matches: [{attribute_name: role}]'],
  ['a match without its mandatory field', `matches: {${match}[{value_match: any}]}`],
  ['a match on what is no attribute', `matches: {${match}[{attribute_name: checksm, value_match: any}]}`],
  ['a match with a word that is none', `matches: {${match}[{attribute_name: role, value_match: sometimes}]}`],
  ['a match with an unknown field', `matches: {${match}[{attribut_name: role, value_match: any}]}`],
  ['a match with a list for one value', `matches: {${match}[{attribute_name: [role], value_match: any}]}`],
  ['a list for one value', 'description: [a, b]', 'description: a'],
  [
    'blocks in a block',
    'matches: {kind: CoreNodeTriggerRule, data: [{name: a, matches: {}, action: {kind: CoreGroupAction, data: {a: b}}}]}',
  ],
])('a value that a repeated key replaces is not judged: %s', async (_, ...lines) => {
  expect(await findings(...lines)).toEqual(['duplicate-key']);
});

test('a repeated action is judged where it counts', async () => {
  const wrong = ['action: {name: a}', 'action: {data: {name: a}}', 'action: {kind: CoreGroupAction, data: {nme: a}}'];
  for (const action of wrong) {
    expect(await findings(action, 'action: run-pod-generator')).toEqual(['duplicate-key', 'duplicate-key']);
    expect(await findings('action: run-rack-generator', action)).toContainEqual(
      expect.stringMatching(/^(?:missing-nested-kind|unknown-object-field)$/),
    );
  }
});

test('every merge key counts', async () => {
  const merged = ['<<: {description: a}', '<<: {description: b}'];
  expect(await findings(...merged)).toEqual([]);
});

test('the fix of a wrong block leaves the one that counts alone', async () => {
  const files = new Map(readFolder('examples/fabric'));
  const before = files.get(path) ?? '';
  const text = before.replace('matches:', 'matches: {}\n      matches:');
  const repository = await openRepository(files.set(path, text));
  const uri = repository.uri(path);
  const titles = repository.service
    .diagnostics(uri)
    .flatMap(({ finding }) => (finding.fixes?.() ?? []).map(({ title }) => title));
  expect(titles).toEqual(['Remove the matches that is ignored']);
});

test.each([
  ['name', 'data: {name: nothing, name: trigger-pod-generator-checksum}'],
  ['data', 'data: {name: nothing}, data: {name: trigger-pod-generator-checksum}'],
])('of several keys %s in the rule that a match names, the last counts', async (_, data) => {
  const files = new Map(readFolder('examples/fabric'));
  const head =
    '---\napiVersion: infrahub.app/v1\nkind: Object\nspec:\n  kind: CoreNodeTriggerAttributeMatch\n  data:\n';
  const match = `    - {attribute_name: role, value_match: any, trigger: {kind: CoreNodeTriggerRule, ${data}}}`;
  const repository = await openRepository(files.set(path, `${files.get(path) ?? ''}${head}${match}\n`));
  const found = repository.service.diagnostics(repository.uri(path)).map(({ finding }) => finding.rule.id);
  expect(found).toContain('matches-in-one-mutation');
});
