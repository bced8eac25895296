import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { applyEdits } from '../support/check';
import { openRepository, readFolder } from '../support/repository';
import { findingSpan, makeMistake } from './mistake';
import { mistakes } from './mistakes';

const fabric = readFolder(fileURLToPath(new URL('../../examples/fabric', import.meta.url)));

/** `rule file:line "marked text"` of every finding, for messages that help. */
async function findingsOf(files: readonly (readonly [string, string])[]) {
  const repository = await openRepository(files);
  const found = files.flatMap(([path]) =>
    repository.service.diagnostics(repository.uri(path)).map((diagnostic) => ({ path, diagnostic })),
  );
  return { repository, found };
}

it('the example has no finding', async () => {
  const { found } = await findingsOf(fabric);
  expect(found.map(({ path, diagnostic }) => `${path} ${diagnostic.finding.rule.id}: ${diagnostic.message}`)).toEqual(
    [],
  );
});

it.each(mistakes)('$name: is reported, and its first fix repairs it', async (mistake) => {
  const file = `/${mistake.file}`;
  const original = fabric.find(([path]) => path === file)?.[1] ?? '';
  const { text, changed } = makeMistake(mistake, original);
  const files = fabric.map(([path, content]): [string, string] => [path, path === file ? text : content]);
  const at = mistake.atFile === undefined ? file : `/${mistake.atFile}`;
  const atText = files.find(([path]) => path === at)?.[1] ?? '';
  const span = mistake.atFile === undefined ? findingSpan(mistake, atText, changed) : findingSpan(mistake, atText);

  const { repository, found } = await findingsOf(files);
  const all = found.map(
    ({ path, diagnostic }) =>
      `${path} ${diagnostic.finding.rule.id} ${JSON.stringify(atTextOf(path, diagnostic.range))}`,
  );
  const own = found.find(
    ({ path, diagnostic: { finding, range } }) =>
      finding.rule.id === mistake.rule && path === at && range.start <= span.end && span.start <= range.end,
  );
  expect(
    own,
    `no ${mistake.rule} at ${at} ${JSON.stringify(mistake.at)}; there is: ${all.join('; ') || 'nothing'}`,
  ).toBeTruthy();
  if (!own) return;

  const fixes = own.diagnostic.finding.fixes?.() ?? [];
  if (mistake.fixTitle !== undefined) expect(fixes.map((fix) => fix.title)).toContain(mistake.fixTitle);
  const fix = mistake.fixTitle === undefined ? fixes[0] : fixes.find((each) => each.title === mistake.fixTitle);
  if (mistake.fixable === false) {
    expect(fixes).toEqual([]);
    return;
  }
  expect(fix, 'a fix is offered').toBeTruthy();
  if (!fix) return;
  const repaired = applyEdits(repository, repository.service.resolveFix(repository.uri(at), fix));
  const after = await findingsOf([...repaired]);
  const left = after.found.filter(({ diagnostic }) => diagnostic.finding.rule.id === mistake.rule);
  expect(left.map(({ path, diagnostic }) => `${path}: ${diagnostic.message}`)).toEqual([]);

  function atTextOf(path: string, range: { start: number; end: number }): string {
    return (files.find(([each]) => each === path)?.[1] ?? '').slice(range.start, range.end).slice(0, 40);
  }
});
