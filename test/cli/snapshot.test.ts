import { expect, test } from 'vitest';
import { snapshotText } from '../../server/src/snapshot';
import { serverNode, serverOf } from '../support/remote';
import { git, useCommandLine, write } from './commandLine';

const { folderWith, run } = useCommandLine();

const rule = (kind: string): string =>
  `---\nkind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n` +
  `    - {name: a, node_kind: ${kind}, mutation_action: updated, branch_scope: all_branches, action: run-it,\n` +
  `       matches: {kind: CoreNodeTriggerAttributeMatch, data: [{attribute_name: name, value_match: any}]}}\n`;
const server = serverOf([serverNode('DcimDevice')], {
  version: '1.10.4',
  actions: [{ kind: 'CoreGeneratorAction', name: 'run-it', fields: {} }],
});

function repository(kind: string, snapshot = snapshotText(server, new Date(0))): string {
  return folderWith({
    '.infrahub.yml': 'objects: [objects]\n',
    '.infrahub-cascade.yml': 'snapshot: .infrahub-cascade.snapshot.json\n',
    '.infrahub-cascade.snapshot.json': snapshot,
    'objects/a.yml': rule(kind),
  });
}

test('a snapshot of the server lets the command check exactly', async () => {
  const { code, stdout } = await run(['check', repository('DcimDevice')]);
  expect(stdout).toBe('No findings in 3 files.\n');
  expect(code).toBe(0);
  const wrong = await run(['check', repository('PowerFeed')]);
  expect(wrong.stdout).toContain("there is no kind 'PowerFeed'");
  expect(wrong.code).toBe(1);
});

test('one that git ignores is read too', async () => {
  const folder = repository('DcimDevice');
  write(`${folder}/.gitignore`, '*.json\n');
  git(folder, 'init', '-q');
  expect((await run(['check', folder])).stdout).toBe('No findings in 3 files.\n');
});

test('one that is broken is told, and proves nothing', async () => {
  const { code, stdout } = await run(['check', repository('PowerFeed', '{"format": 1')]);
  expect(stdout).toContain('.infrahub-cascade.yml\n  1:11  warning');
  expect(stdout).toContain('The file is not JSON.');
  expect(stdout).not.toContain("there is no kind 'PowerFeed'");
  expect(code).toBe(0);
});
