import { expect, test } from 'vitest';
import { openRepository, readFolder, type Repository } from '../../support/repository';

/** A second file of triggers has its place. */
const fabric = readFolder('examples/fabric').map(([path, text]): [string, string] => {
  return [
    path,
    text.replace('  - objects/90_triggers.yml\n', '  - objects/90_triggers.yml\n  - objects/95_triggers.yml\n'),
  ];
});
const schema = '/schemas/logical_design.yml';
const triggers = '/objects/90_triggers.yml';
const others = '/objects/95_triggers.yml';
const config = '/.infrahub.yml';
const textOf = (path: string): string => fabric.find(([name]) => name === path)?.[1] ?? '';
const brokenItem = '    - name: zz\n      branch_scope: other_branches\n      action: *nope\n';

/** What the files hold, besides their syntax errors, once they have these texts, edited one after another. */
async function afterEdits(texts: readonly (readonly [string, string])[], added: readonly [string, string][] = []) {
  const repository = await openRepository([...fabric, ...added]);
  for (const [path, text] of texts) repository.service.updateDocument(repository.uri(path), text);
  return findings(repository);
}

function findings({ files, service }: Repository): string[] {
  return [...files.keys()].flatMap((uri) =>
    service
      .diagnostics(uri)
      .filter(({ finding }) => finding.rule.id !== 'yaml-syntax-error')
      .map(({ finding, message }) => `${uri.slice(uri.lastIndexOf('/'))} ${finding.rule.id}: ${message}`),
  );
}

const replaced = (path: string, from: string, to: string, end = ''): [string, string] => {
  const text = textOf(path);
  expect(text).toContain(from);
  return [path, text.replaceAll(from, to) + end];
};

const secondRule = `---
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: other
      branch_scope: other_branches
      node_kind: NetworkPod
      mutation_action: updated
      action: run-pod-generator
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: checksum
            value_match: any
`;

test.each<[string, (readonly [string, string])[]]>([
  [
    'an attribute is added where the schema has an error elsewhere, then a match asks for it',
    [
      replaced(
        schema,
        '      - name: amount_of_spines',
        '      - name: foo\n        kind: Text\n        optional: true\n      - name: amount_of_spines',
        '\nextensions: [\n',
      ),
      [others, secondRule.replace('checksum', 'foo')],
    ],
  ],
  [
    'a generator is renamed where the configuration has an error elsewhere, then its action follows',
    [
      replaced(config, 'generate-pod', 'generate-podx', '\nmenus: [\n'),
      replaced(triggers, 'generator: generate-pod', 'generator: generate-podx'),
    ],
  ],
  [
    'a rule is renamed while an anchor is missing elsewhere',
    [replaced(triggers, 'trigger-pod-generator-checksum', 'trigger-pod-renamed', brokenItem)],
  ],
  [
    'an action is renamed with the rules that run it while an anchor is missing elsewhere',
    [replaced(triggers, 'run-pod-generator', 'run-pods', brokenItem)],
  ],
])('%s: nothing is found', async (_, texts) => {
  expect(await afterEdits(texts, [[others, secondRule.replace('checksum', 'name')]])).toEqual([]);
});

test('a kind is renamed where the schema has an error elsewhere, then the rules follow: it is not unknown', async () => {
  const found = await afterEdits([
    replaced(schema, '  - name: Pod\n', '  - name: Podx\n', '\nextensions: [\n'),
    replaced(triggers, 'node_kind: NetworkPod', 'node_kind: NetworkPodx'),
  ]);
  expect(found.filter((each) => each.includes(' unknown-'))).toEqual([]);
});

test('a rule that is taken out of a broken file is no twin of another one', async () => {
  const added: [string, string][] = [[others, secondRule]];
  const found = await afterEdits([], added);
  expect(found).toEqual([expect.stringContaining('duplicate-trigger')]);
  const without = textOf(triggers).replace(
    / {4}- name: trigger-pod-generator-checksum\n[\s\S]*?value_match: any\n/,
    brokenItem,
  );
  expect(without).not.toContain('trigger-pod-generator-checksum');
  expect(await afterEdits([[triggers, without]], added)).toEqual([]);
});

test('what nearly equals a name is no slip while a part of the files that may hold it cannot be read', async () => {
  const action = { from: 'action: run-pod-generator', to: 'action: run-pods-generator' };
  const other = secondRule.replace(action.from, action.to).replace('checksum', 'role');
  const added: [string, string][] = [[others, other]];
  const before = await afterEdits([], added);
  expect(before).toEqual([expect.stringContaining('unknown-action')]);
  expect(await afterEdits([[triggers, `${textOf(triggers)}    - [`]], added)).toEqual([]);
});
