import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { applyEdits, checkDiagnostics } from '../../support/check';
import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';

const rule = 'second-config-file';

test('.infrahub.yaml beside .infrahub.yml is not read', async () => {
  expect(recordedInput('repositories', 'cfg25-both-files')).toMatchObject({
    accepted: true,
    configFile: '.infrahub.yml',
  });
  const repository = await openRepository([
    ['/.infrahub.yml', 'queries: []\n'],
    ['/.infrahub.yaml', 'queries: [\nmore: 1\n'],
  ]);
  const found = repository.service.diagnostics(repository.uri('/.infrahub.yaml'));
  expect(
    found.filter(({ finding }) => finding.rule.id === rule).map(({ range, severity }) => [range, severity]),
  ).toEqual([[{ start: 0, end: 'queries: ['.length }, 'warning']]);
});

test('the file that is not read can be deleted, but only by who asks for it', async () => {
  const before = '\n#- /.infrahub.yml\nqueries: []\n#- /.infrahub.yaml\nqueries: []\n#- /a.txt\n';
  const { files } = parseFixture(before);
  const repository = await openRepository(files);
  const uri = repository.uri('/.infrahub.yaml');
  const found = repository.service.diagnostics(uri);
  const [fix, ...others] = found.flatMap(({ finding }) => (finding.rule.id === rule ? (finding.fixes?.() ?? []) : []));
  expect(others).toEqual([]);
  expect(fix).toMatchObject({ title: 'Delete .infrahub.yaml', safe: false });
  const left = applyEdits(repository, fix ? repository.service.resolveFix(uri, fix) : []);
  expect([...left.keys()]).toEqual(['/.infrahub.yml', '/a.txt']);
  expect(repository.service.safeFixes(uri, found)).toEqual([]);
});

test('either of them alone is fine', async () => {
  expect(recordedInput('repositories', 'cfg25-yaml-only').configFile).toBe('.infrahub.yaml');
  await checkDiagnostics(rule, '\n#- /.infrahub.yaml\nqueries: []\n');
  await checkDiagnostics(rule, '\n#- /.infrahub.yml\nqueries: []\n');
});
