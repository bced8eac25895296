import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics } from '../../support/check';
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

test('either of them alone is fine', async () => {
  expect(recordedInput('repositories', 'cfg25-yaml-only').configFile).toBe('.infrahub.yaml');
  await checkDiagnostics(rule, '\n#- /.infrahub.yaml\nqueries: []\n');
  await checkDiagnostics(rule, '\n#- /.infrahub.yml\nqueries: []\n');
});
