import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseYamlFile } from '../../../server/src/syntax/yaml/yamlFile';
import { applyEdits } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';

const rounds = 150;
const paths = ['/objects/90_triggers.yml', '/.infrahub.yml'];
const values = ['', 'null', '[]', '{}', '[a, b]', '{a: b}', '3', 'true', 'GeneratorTarget', 'any', 'deleted', "''"];
const insertions = ['\t', ': ', '- ', '{', ']', '&a ', '*a', '"', "'", '|', '#', '\n---\n', '😀', '<<: *a'];

/** The same numbers at every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
}

function mutated(text: string, next: (below: number) => number): string {
  const lines = text.split('\n');
  const line = next(lines.length);
  const at = next(text.length);
  const other = lines[next(lines.length)] ?? '';
  const changed = (value: string): string => lines.with(line, value).join('\n');
  const own = lines[line] ?? '';
  switch (next(8)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + next(30));
    case 1:
      return text.slice(0, at) + insertions[next(insertions.length)] + text.slice(at);
    case 2:
      return lines.toSpliced(line, 1).join('\n');
    case 3:
      return lines.toSpliced(line, 0, other).join('\n');
    case 4:
      return changed(own.replace(/: .*/, `: ${values[next(values.length)]}`));
    case 5:
      return changed(own.replace(/\S.*/, other.trim()));
    case 6:
      return changed(own.replace(/\w(?=\w\W*$)/, ''));
    default:
      return text.replaceAll('\n', '\r\n');
  }
}

function problems(text: string): number {
  const parts = parseYamlFile('file:///a.yml', text).documents.flatMap(({ head, itemChunks }) => [head, ...itemChunks]);
  return parts.reduce((sum, { tree }) => sum + tree.problems.length, 0);
}

test.each(paths)(
  'whatever is in %s, no rule fails, and every fix leaves readable YAML',
  async (path) => {
    const files = readFolder(fileURLToPath(new URL('../../../examples/fabric', import.meta.url)));
    const original = files.find(([each]) => each === path)?.[1] ?? '';
    const repository = await openRepository(files);
    const uri = repository.uri(path);
    const next = numbers(7);
    const broken: string[] = [];
    let fixes = 0;
    for (let round = 0; round < rounds; round++) {
      let text = original;
      for (let edits = next(4); edits >= 0; edits--) text = mutated(text, next);
      repository.files.set(uri, text);
      repository.service.updateDocument(uri, text);
      const readable = problems(text) === 0;
      for (const { finding } of repository.service.diagnostics(uri)) {
        for (const fix of finding.fixes?.() ?? []) {
          fixes++;
          const fixed = applyEdits(repository, repository.service.resolveFix(uri, fix)).get(path) ?? '';
          if (readable && problems(fixed) > 0) broken.push(`${finding.rule.id}: ${fix.title}\n${text}\n=>\n${fixed}`);
        }
      }
    }
    expect(fixes).toBeGreaterThan(rounds);
    expect(broken).toEqual([]);
  },
  60_000,
);
