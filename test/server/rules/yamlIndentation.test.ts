import { expect, test } from 'vitest';
import { applyEdits } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';
import { yamlValues } from '../../support/yamlValues';

const rule = 'yaml-syntax-error';
const example = readFolder('examples/fabric');
const paths = example.flatMap(([path]) => (/^\/(?:\.infrahub|objects\/.*)\.yml$/.test(path) ? path : []));

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

interface Broken {
  /** What was done, and where: `3 alone +1: - name`. */
  readonly name: string;
  readonly text: string;
  /** The same with everything moved a column further. */
  readonly further: string;
  readonly line: number;
}

/** The file with one line, a line and what is below it, or the dash alone, one column away from where it stood. */
function* broken(text: string): Iterable<Broken> {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const indent = indentOf(line);
    const word = /^ *(?<word>- \w+(?=:)|\w+(?=:)|- .*)/.exec(line)?.groups?.['word'];
    if (!word) continue;
    const after = lines.findIndex((each, at) => at > index && /\S/.test(each) && indentOf(each) <= indent);
    const end = after < 0 ? lines.length : after;
    for (const by of [-1, 1]) {
      if (indent + by < 0) continue;
      const shifted = (each: string): string => (by > 0 ? each.replace(/^(?=.)/, ' ') : each.slice(1));
      const change = (how: string, count: number, changed: (each: string) => string): Broken => {
        const next = lines.map((each, at) => (at >= index && at < index + count ? changed(each) : each));
        const further = next.map((each, at) => (at >= index && at < index + count ? changed(each) : each));
        const name = `${index + 1} ${how} ${by > 0 ? '+1' : '-1'}: ${word}`;
        return { name, text: next.join('\n'), further: further.join('\n'), line: index };
      };
      yield change('alone', 1, shifted);
      if (end > index + 1) yield change('block', end - index, shifted);
      if (by < 0 && /^ +-/.test(line)) yield change('dash', 1, (each) => each.replace(' -', '- '));
    }
  }
}

/** Each of the file's texts with one mistake: where it is found, and what the fix makes of it. */
async function check(path: string, original: string) {
  const repository = await openRepository(example);
  const uri = repository.uri(path);
  const wrong: string[] = [];
  let mended = 0;
  for (const { name, text, further, line } of broken(original)) {
    if (yamlValues(text) !== undefined) continue;
    repository.files.set(uri, text);
    repository.service.updateDocument(uri, text);
    const errors = repository.service.diagnostics(uri).filter(({ finding }) => finding.rule.id === rule);
    const lines = errors.map(({ range }) => text.slice(0, range.start).split('\n').length - 1);
    if (lines.length !== 1 || lines[0] !== line) wrong.push(`${name} is found in line ${lines.join(', ')}`);
    const fixes = errors.flatMap(({ finding }) => finding.fixes?.() ?? []);
    // As far from one place as from another where it could stand.
    const isUnclear = yamlValues(further) !== undefined;
    if (fixes.length !== (isUnclear ? 0 : 1)) wrong.push(`${name} has ${fixes.length} fixes`);
    for (const fix of fixes) {
      const fixed = applyEdits(repository, repository.service.resolveFix(uri, fix)).get(path) ?? '';
      if (yamlValues(fixed) === yamlValues(original)) mended++;
      else wrong.push(`${name}: ${fix.title}\n${fixed}`);
    }
  }
  return { wrong, mended };
}

test.each(paths)('%s with one line a column away: told there, and mended so that it says the same', async (path) => {
  const original = example.find(([each]) => each === path)?.[1] ?? '';
  const { wrong, mended } = await check(path, original);
  expect(wrong).toEqual([]);
  expect(mended).toBeGreaterThan(original.split('\n').length);
});

test('the same with line breaks of Windows, and with four blanks a step', async () => {
  const path = '/.infrahub.yml';
  const original = example.find(([each]) => each === path)?.[1] ?? '';
  for (const text of [
    original.replaceAll('\n', '\r\n'),
    original.replaceAll(/^ +/gm, '$&$&').replaceAll(/^( *)- /gm, '$1-   '),
  ]) {
    const { wrong, mended } = await check(path, text);
    expect(wrong).toEqual([]);
    expect(mended).toBeGreaterThan(100);
  }
});
