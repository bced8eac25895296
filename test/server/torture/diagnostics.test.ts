import { expect, test } from 'vitest';
import { hasSyntaxProblems } from '../../../server/src/model/project/fileFacts';
import type { Diagnostic } from '../../../server/src/rules/diagnose';
import { openRepository, readFolder, type Repository } from '../../support/repository';
import { randomEdit, seededRandom } from '../../support/random';
import { exampleTexts, sampleTexts } from './samples';

/** A file of each role; what is put into them is any text at all. */
const paths = ['/objects/a.yml', '/.infrahub.yml', '/schemas/a.yml', '/.infrahub-cascade.yml', '/menus/a.yml'];
const config = 'schemas: [schemas]\nobjects: [objects]\nmenus: [menus]\n';

const syntaxErrors = ['yaml-syntax-error', 'invalid-config-file'];

/** The log of the repository throws, so a rule that throws fails the test. */
async function repositoryWith(files: Iterable<readonly [string, string]>): Promise<Repository> {
  return openRepository(new Map<string, string>([['/.infrahub.yml', config], ...files]));
}

/** Diagnostics, once it is certain that their places lie inside of the file. */
function checked(repository: Repository, path: string): Diagnostic[] {
  const text = repository.text(path);
  const found = repository.service.diagnostics(repository.uri(path));
  for (const { range, finding, related } of found) {
    const inside = 0 <= range.start && range.start <= range.end && range.end <= text.length;
    expect(inside, `${finding.rule.id} ${range.start}-${range.end} of ${text.length}`).toBe(true);
    for (const { range: other } of related) expect(other.start <= other.end).toBe(true);
    for (const fix of finding.fixes?.() ?? []) {
      for (const edit of repository.service.resolveFix(repository.uri(path), fix)) {
        if (!('uri' in edit) || edit.uri !== repository.uri(path)) continue;
        const { start, end } = edit.range;
        expect(0 <= start && start <= end && end <= text.length, `${finding.rule.id} ${fix.title}`).toBe(true);
      }
    }
  }
  return found;
}

function shown(found: readonly Diagnostic[]): string[] {
  return found.map(
    ({ range, severity, message, finding }) =>
      `${range.start}-${range.end} ${severity} ${finding.rule.id} ${message} ${
        finding
          .fixes?.()
          .map(({ title }) => title)
          .join() ?? ''
      }`,
  );
}

test.each(sampleTexts())('every prefix has findings or none, in any kind of file: %s', async (_, sample) => {
  const repository = await repositoryWith([]);
  for (const path of paths) {
    const step = Math.max(1, Math.ceil(sample.length / (path.startsWith('/objects') ? 6 : 2)));
    for (let length = 0; length <= sample.length; length += step) {
      repository.service.updateDocument(repository.uri(path), sample.slice(0, length));
      checked(repository, path);
    }
    repository.service.updateDocument(repository.uri(path), sample);
    checked(repository, path);
    repository.service.updateDocument(repository.uri(path), path === '/.infrahub.yml' ? config : '');
  }
});

test.each(sampleTexts())('after every edit the findings are those of a fresh start: %s', async (name, sample) => {
  const random = seededRandom(sample.length + name.length);
  const path = name.startsWith('config/') ? '/.infrahub.yml' : '/objects/a.yml';
  const repository = await repositoryWith([[path, sample]]);
  let text = sample;
  for (let round = 0; round < 3; round++) {
    text = round === 2 ? sample : randomEdit(text, random);
    repository.service.updateDocument(repository.uri(path), text);
    const fresh = await repositoryWith([[path, text]]);
    const facts = fresh.service.target(fresh.uri(path))?.file.facts;
    // What a broken file said before it was broken is kept, so only what one file proves is the same.
    const proven = (found: Diagnostic[]): Diagnostic[] =>
      facts && hasSyntaxProblems(facts) ? found.filter(({ finding }) => finding.rule.evidence === 'file') : found;
    const [found, expected] = [checked(repository, path), checked(fresh, path)];
    expect(shown(proven(found)), JSON.stringify(text)).toEqual(shown(proven(expected)));
  }
});

test(
  'edits anywhere in the example repository: the findings of all files are those of a fresh start',
  { timeout: 60_000 },
  async () => {
    const files = new Map(readFolder('examples/fabric'));
    const edited = exampleTexts().map(([path]) => path);
    const random = seededRandom(42);
    const repository = await openRepository(files);
    const allOf = (of: Repository): Map<string, string[]> =>
      new Map([...files.keys()].map((path) => [path, shown(checked(of, path))]));
    let compared = 0;
    let before = allOf(repository);
    for (let round = 0; round < 22; round++) {
      const path = edited[random(edited.length)] ?? '';
      const good = files.get(path) ?? '';
      const text = randomEdit(good, random);
      files.set(path, text);
      repository.service.updateDocument(repository.uri(path), text);
      const fresh = await openRepository(files);
      const [found, expected] = [allOf(repository), allOf(fresh)];
      if (!syntaxErrors.some((id) => expected.get(path)?.some((each) => each.includes(id)))) {
        expect(found, `an edit of ${path}: ${JSON.stringify(text)}`).toEqual(expected);
        before = found;
        compared++;
        continue;
      }
      // What the file said before is kept, for the sake of the other files: it may silence findings there, no more.
      for (const [other, findings] of found) {
        const known = new Set([...(before.get(other) ?? []), ...(expected.get(other) ?? [])]);
        if (other !== path)
          expect(
            findings.filter((each) => !known.has(each)),
            `${other}, ${path} edited`,
          ).toEqual([]);
      }
      files.set(path, good);
      repository.service.updateDocument(repository.uri(path), good);
      expect(allOf(repository), `${path} as it was`).toEqual(before);
    }
    expect(compared).toBeGreaterThan(5);
  },
);
