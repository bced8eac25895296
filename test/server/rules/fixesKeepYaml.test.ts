import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseYamlFile } from '../../../server/src/syntax/yaml/yamlFile';
import { applyEdits } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';

const rounds = 150;
/** Slips that people make, in a file of examples/fabric: what is found, and what stands there instead. */
type Slips = readonly (readonly [find: RegExp, replacement: string])[];
const triggerSlips: Slips = [
  [/attribute_name/g, 'attribut_name'],
  [/: checksum/g, ': checksm'],
  [/value_match: any/g, 'value_match: changed'],
  [/ +value_match: any\n/g, ''],
  [/modification_type: added/g, 'modification_type: add'],
  [/mutation_action: updated/g, 'mutation_action: update'],
  [/branch_scope: other_branches/g, 'branch_scope: other-branches'],
  [/ +branch_scope: .*\n/g, ''],
  [/ +kind: Core\w+Match\n/g, ''],
  [/ +action: .*\n/g, ''],
  [/- name: trigger/g, '  name: trigger'],
  [/(?<=CoreNodeTrigger\w+)Match/g, 'Matches'],
  [/(?<=CoreNodeTriggerRul)e/g, ''],
  [/(?<= +)data:(?=\n +- (?:attr|rel))/g, 'daa:'],
  [/\n( +)matches:/g, '\n$1matches: {}\n$1matches:'],
  [/: NetworkPod/g, ': NetworkPods'],
  [/generator: generate-pod/g, 'generator: generate-pd'],
  [/\n---\n/g, '\n'],
];
const configSlips: Slips = [
  [/generator_definitions:/g, 'generators:'],
  [/file_path: /g, 'filepath: '],
  [/ +query: .*\n/g, ''],
  [/(?<=query: .*)_/g, '-'],
  [/\.gql/g, '.graphql'],
  [/(?<=targets: \w+)s/g, ''],
  [/Generator\n/g, 'Generators\n'],
  [/name__value/g, 'nam__value'],
  [/- name: /g, '  name: '],
  [/execute_after_merge: false/g, 'execute_after_merge: never'],
  [/files:\n +- /g, 'files: '],
  [/objects\/0/g, 'object/0'],
];
const inputs: readonly (readonly [path: string, slips: Slips])[] = [
  ['/objects/90_triggers.yml', triggerSlips],
  ['/.infrahub.yml', configSlips],
];
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

/** The text with one of the slips, in any of the places where it can be made. */
function slipped(text: string, slips: Slips, next: (below: number) => number): string {
  const [find, replacement] = slips[next(slips.length)] ?? [/$/g, ''];
  const found = [...text.matchAll(find)];
  const at = found[next(Math.max(found.length, 1))]?.index ?? -1;
  return text.replace(find, (...match: unknown[]) => {
    const [whole, first] = [String(match[0]), typeof match[1] === 'string' ? match[1] : ''];
    return match.includes(at) ? replacement.replaceAll('$1', first) : whole;
  });
}

function problems(text: string): number {
  const parts = parseYamlFile('file:///a.yml', text).documents.flatMap(({ head, itemChunks }) => [head, ...itemChunks]);
  return parts.reduce((sum, { tree }) => sum + tree.problems.length, 0);
}

test.each(inputs)(
  'whatever is in %s, no rule fails, and every fix leaves readable YAML',
  async (path, slips) => {
    const files = readFolder(fileURLToPath(new URL('../../../examples/fabric', import.meta.url)));
    const original = files.find(([each]) => each === path)?.[1] ?? '';
    const repository = await openRepository(files);
    const uri = repository.uri(path);
    const next = numbers(7);
    const broken: string[] = [];
    let fixes = 0;
    const texts: string[] = [];
    for (let round = 0; round < rounds; round++) {
      let text = original;
      for (let edits = next(4); edits >= 0; edits--) text = mutated(text, next);
      texts.push(text);
    }
    for (let round = 0; round < rounds; round++) {
      let text = original;
      for (let edits = next(3); edits >= 0; edits--) text = slipped(text, slips, next);
      texts.push(next(4) === 0 ? mutated(text, next) : text);
    }
    for (const text of texts) {
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
    expect(fixes).toBeGreaterThan(3 * rounds);
    expect(broken).toEqual([]);
  },
  60_000,
);
