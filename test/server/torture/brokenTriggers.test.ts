import { describe, expect, test } from 'vitest';
import { openRepository, readFolder, type Repository } from '../../support/repository';

const fabric = readFolder('examples/fabric');
const path = '/objects/90_triggers.yml';
const good = fabric.find(([name]) => name === path)?.[1] ?? '';
const syntax = 'yaml-syntax-error';

/** What is found besides what the example has anyway: rule ids by file. */
function added({ files, service }: Repository, known: readonly string[]): string[] {
  return [...files.keys()]
    .flatMap((uri) =>
      service
        .diagnostics(uri)
        .map(({ finding, message }) => `${uri.slice(uri.lastIndexOf('/'))} ${finding.rule.id}: ${message}`),
    )
    .filter((each) => !known.includes(each) && !each.includes(` ${syntax}: `));
}

/** The first place of `from` has another text. */
function spoilt(from: string, to: string): string {
  expect(good).toContain(from);
  return good.replace(from, to);
}

const settings = { profile: 'all' as const };

describe.each([
  ['branch_scope: other_branches', 'branch_scope: "other_branches'],
  ['mutation_action: updated', 'mutation_action: "updated'],
  ['node_kind: NetworkPod', 'node_kind: "NetworkPod'],
  ['attribute_name: checksum', "attribute_name: 'checksum"],
  ['name: trigger-pod-generator-checksum', 'name: "trigger-pod-generator-checksum'],
  ['name: trigger-pod-generator-checksum', 'name:trigger-pod-generator-checksum'],
  ['name: trigger-pod-generator-checksum', 'name: trigger: pod'],
  ['action: run-pod-generator', 'action: "run-pod-generator'],
  ['attribute_name: amount_of_spines', 'attribute_name: "amount_of_spines'],
  ['generator: generate-pod', 'generator: "generate-pod'],
  ['- name: run-pod-generator', '- name: "run-pod-generator'],
  [
    '      node_kind: NetworkPod\n',
    '<<<<<<< HEAD\n      node_kind: NetworkPod\n=======\n      node_kind: NetworkPods\n>>>>>>> other\n',
  ],
  ['kind: CoreNodeTriggerRule', 'kind: "CoreNodeTriggerRule'],
])('%s → %s', (from, to) => {
  test('says nothing but that while it is typed', async () => {
    const repository = await openRepository(fabric, { settings });
    const known = added(repository, []);
    repository.service.updateDocument(repository.uri(path), spoilt(from, to));
    expect(repository.service.diagnostics(repository.uri(path)).some(({ finding }) => finding.rule.id === syntax)).toBe(
      true,
    );
    expect(added(repository, known)).toEqual([]);
  });

  test('says nothing but that when it was never right', async () => {
    const known = added(await openRepository(fabric, { settings }), []);
    const files = fabric.map(([name, text]) => [name, name === path ? spoilt(from, to) : text] as const);
    const repository = await openRepository(files, { settings });
    expect(added(repository, known)).toEqual([]);
  });
});

test('a mistake in a whole item of the same file is still shown', async () => {
  const text = spoilt('branch_scope: other_branches', 'branch_scope: "other_branches');
  const last = text.lastIndexOf('attribute_name: ') + 'attribute_name: '.length;
  const files = fabric.map(
    ([name, own]) =>
      [
        name,
        name === path ? `${text.slice(0, last)}nonsense_x\n${text.slice(text.indexOf('\n', last) + 1)}` : own,
      ] as const,
  );
  const found = added(await openRepository(files), []);
  expect(found).toEqual([expect.stringContaining('unknown-match-attribute')]);
});
