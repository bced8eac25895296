import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix } from '../../support/check';
import { openRepository } from '../../support/repository';

const rule = 'invalid-config-file';

async function found(name: string): Promise<string[]> {
  const { text = '', accepted } = recordedInput('config', name);
  expect(accepted, name).toBe(false);
  const repository = await openRepository([['/.infrahub.yml', text]]);
  const all = repository.service.diagnostics(repository.uri('/.infrahub.yml'));
  return all
    .filter(({ finding }) => finding.rule.id === rule)
    .map(({ range, severity }) => `${severity} ${JSON.stringify(text.slice(range.start, range.end))}`);
}

test('what is no mapping', async () => {
  expect(await found('file-empty')).toEqual(['error ""']);
  expect(await found('file-comment-only')).toEqual(['error "# nothing yet"']);
  expect(await found('file-null')).toEqual(['error "~"']);
  expect(await found('file-text-at-top')).toEqual(['error "queries"']);
  expect(await found('file-list-at-top')).toEqual(['error "- queries: []"']);
});

test('a second document', async () => {
  expect(await found('file-two-documents')).toEqual(['error "---"']);
  expect(await found('file-trailing-separator')).toEqual(['error "---"']);
});

test('one mapping, also an empty one or one that ends with ...', async () => {
  expect(recordedInput('config', 'good-empty-mapping').accepted).toBe(true);
  expect(recordedInput('config', 'good-end-marker').accepted).toBe(true);
  await checkDiagnostics(rule, '\n#- /.infrahub.yml\n{}\n');
  await checkDiagnostics(rule, '\n#- /.infrahub.yml\n---\nqueries: []\n...\n');
  await checkDiagnostics(rule, '\n#- /.infrahub.yml\n\uFEFFqueries: []\n');
});

test('the fixes write an empty mapping, or join the documents', async () => {
  await checkFix(rule, '\n#- /.infrahub.yml\n# nothing\n', '\n#- /.infrahub.yml\n# nothing\n{}\n');
  await checkFix(
    rule,
    '\n#- /.infrahub.yml\n---\nqueries: []\n---\nobjects: []\n',
    '\n#- /.infrahub.yml\n---\nqueries: []\nobjects: []\n',
  );
  await checkFix(rule, '\n#- /.infrahub.yml\n---\nqueries: []\n---\n', '\n#- /.infrahub.yml\n---\nqueries: []\n');
});
