import { expect, test } from 'vitest';
import { hasSyntaxProblems } from '../../../server/src/model/project/fileFacts';
import { openRepository, readFolder } from '../../support/repository';

const fabric = readFolder('examples/fabric');
const junk = ['', '"', "'", '[', '{', '\n  x\n', ': :', '\n\t- ', '- -\n'];

/** The text cut off or spoilt at evenly spread places. */
function* spoilt(text: string, places: number): Iterable<string> {
  for (let at = 0; at < places; at++) {
    const offset = Math.floor((text.length * at) / places);
    const added = junk[at % junk.length] ?? '';
    yield text.slice(0, offset) + added;
    if (added !== '') yield text.slice(0, offset) + added + text.slice(offset);
  }
}

test.each([
  ['/.infrahub.yml', 60],
  ['/objects/90_triggers.yml', 60],
  ['/objects/01_groups.yml', 20],
  ['/objects/04_racks.yml', 20],
  ['/schemas/logical_design.yml', 20],
])('a syntax error in %s makes no other file wrong', { timeout: 60_000 }, async (path, places) => {
  const { service, uri } = await openRepository(fabric);
  const good = fabric.find(([name]) => name === path)?.[1] ?? '';
  const ids = (name: string): string[] => service.diagnostics(uri(name)).map(({ finding }) => finding.rule.id);
  let broken = 0;
  for (const text of spoilt(good, places)) {
    service.updateDocument(uri(path), good);
    service.updateDocument(uri(path), text);
    const facts = service.target(uri(path))?.file.facts;
    if (!facts || !hasSyntaxProblems(facts)) continue;
    broken++;
    const others = fabric.flatMap(([name]) => (name === path ? [] : ids(name).map((id) => `${name} ${id}`)));
    expect(others, JSON.stringify(text)).toEqual([]);
    if (path === '/.infrahub.yml') {
      const own = service.diagnostics(uri(path)).filter(({ finding }) => finding.rule.evidence === 'project');
      expect(own.map(({ message }) => message)).toEqual([]);
    }
  }
  expect(broken).toBeGreaterThan(places / 3);
});

test('names of a configuration that was never right are not called missing', async () => {
  const files = fabric.map(
    ([name, text]) => [name, name === '/.infrahub.yml' ? `${text.slice(0, 900)}\n"` : text] as const,
  );
  const { service, uri } = await openRepository(files);
  expect(service.diagnostics(uri('/.infrahub.yml')).length).toBeGreaterThan(0);
  const others = files.flatMap(([name]) => (name === '/.infrahub.yml' ? [] : service.diagnostics(uri(name))));
  expect(others.map(({ message }) => message)).toEqual([]);
});

test.each(['/objects/90_triggers.yml', '/objects/01_groups.yml'])(
  'while a kind or a key of the frame of %s is half typed, nothing is concluded from what it no longer has',
  { timeout: 60_000 },
  async (path) => {
    const { service, uri } = await openRepository(fabric);
    const good = fabric.find(([name]) => name === path)?.[1] ?? '';
    const wrong: string[] = [];
    for (const text of halfTypedFrames(good)) {
      service.updateDocument(uri(path), text.whole);
      const others = fabric.flatMap(([name]) => (name === path ? [] : service.diagnostics(uri(name))));
      wrong.push(...others.map(({ finding, message }) => `${text.now}: ${finding.rule.id}: ${message}`));
    }
    expect(wrong).toEqual([]);
  },
);

/** The text with the word behind each `kind:`, or the key of an envelope, cut off at every place, gone, or with a slip. */
function* halfTypedFrames(text: string): Iterable<{ readonly now: string; readonly whole: string }> {
  for (const found of text.matchAll(/(?<=^ *kind: )Core\w+|^(?:spec|  kind|  data)(?=:)/gm)) {
    const word = found[0].trimStart();
    const start = found.index + found[0].length - word.length;
    const cuts = Array.from(word, (_, at) => word.slice(0, at));
    for (const now of [...cuts, `${word.slice(1, 2)}${word.slice(0, 1)}${word.slice(2)}`, `${word}s`]) {
      yield { now: `${word} → ${now}`, whole: text.slice(0, start) + now + text.slice(start + word.length) };
    }
  }
}
