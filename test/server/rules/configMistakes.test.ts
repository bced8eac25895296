import { expect, test } from 'vitest';
import { configMistakes } from '../../mistakes/config';
import { findingSpan, makeMistake } from '../../mistakes/mistake';
import { applyEdits } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';

const example = readFolder('examples/fabric');

test.each(configMistakes)('$name: reported at its place, and mended', async (mistake) => {
  const original = new Map(example).get(`/${mistake.file}`) ?? '';
  const { text, changed } = makeMistake(mistake, original);
  const files = new Map([...example, [`/${mistake.file}`, text]]);
  const carrier = mistake.atFile ?? mistake.file;
  const span = findingSpan(mistake, files.get(`/${carrier}`) ?? '', mistake.atFile ? undefined : changed);
  const repository = await openRepository(files);
  const uri = repository.uri(`/${carrier}`);
  const found = repository.service.diagnostics(uri).filter((each) => each.finding.rule.id === mistake.rule);
  const hit = found.find(({ range }) => range.start < span.end && range.end > span.start);
  expect(
    hit,
    JSON.stringify(repository.service.diagnostics(uri).map((each) => [each.finding.rule.id, each.range])),
  ).toBeDefined();
  const fixes = hit?.finding.fixes?.() ?? [];
  const titles = fixes.map((fix) => fix.title);
  const first = fixes[0];
  expect(titles).not.toEqual([]);
  if (mistake.fixTitle !== undefined) expect(titles[0]).toBe(mistake.fixTitle);
  if (!first) return;
  const mended = await openRepository(applyEdits(repository, repository.service.resolveFix(uri, first)));
  const left = [...mended.files.keys()].flatMap((file) => mended.service.diagnostics(file));
  expect(left.filter((each) => each.finding.rule.id === mistake.rule).map((each) => each.message)).toEqual([]);
});

test('the example itself is silent', async () => {
  const repository = await openRepository(example);
  const found = [...repository.files.keys()].flatMap((file) => repository.service.diagnostics(file));
  expect(found.map((each) => `${each.finding.at.part.uri} ${each.finding.rule.id}: ${each.message}`)).toEqual([]);
});
