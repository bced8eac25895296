import type { ProjectFile } from '../model/project/project';
import { asMap, entryOf, keyText } from '../syntax/yaml/access';
import type { YamlDuplicate, YamlEntry, YamlMap } from '../syntax/yaml/nodes';
import type { YamlChunk, YamlDocument } from '../syntax/yaml/yamlFile';
import { lineBreakOf, linesOf } from './envelopeEdits';
import { chunksOf } from './filePlaces';
import { defineRule, type Fix, type RuleContext } from './rule';
import type { Edit } from '../edits/edit';
import { removeEntry } from '../edits/yamlEdits';

/** A broken file may hold thousands. */
const maxReported = 100;

export const rule = defineRule({
  id: 'duplicate-key',
  catalogue: 'OBJ03',
  title: 'A key stands twice in one mapping',
  severity: 'warning',
  recommended: true,
  evidence: 'file',
  docs: `The loader accepts a repeated key, takes the last one and ignores the others without a word
(facts/versions/object-files.md §1, and recorded from the SDK). Two \`spec\` blocks in one document, or two kinds in one \`spec\`,
load the last of them only: every kind needs a document of its own, and documents are separated by \`---\`.`,
  appliesTo: 'file',
  check(file, context) {
    const { role, yaml } = file.facts;
    if (!yaml || role === 'parked') return;
    let left = maxReported;
    for (const document of yaml.documents) {
      for (const chunk of chunksOf(document)) {
        // While somebody types, a key may seem to stand in the mapping above.
        if (chunk.tree.problems.length > 0) continue;
        for (const duplicate of chunk.tree.duplicates) {
          // A repeated section of `.infrahub.yml` is a rule of its own.
          if (role === 'config' && duplicate.map === chunk.tree.root) continue;
          if (left-- > 0) reportDuplicate({ file, document, chunk, duplicate }, context);
        }
      }
    }
  },
});

interface Found {
  readonly file: ProjectFile;
  readonly document: YamlDocument;
  readonly chunk: YamlChunk;
  readonly duplicate: YamlDuplicate;
}

function reportDuplicate(found: Found, { report }: RuleContext): void {
  const { chunk, duplicate } = found;
  const { map, ignored, counts } = duplicate;
  const key = keyText(ignored) ?? '';
  const split = splitDocument(found);
  report({
    at: { part: chunk, range: ignored.key?.range ?? ignored.range },
    message:
      (found.file.facts.role === 'settings' ? `This ${key} does not count` : `The loader ignores this ${key}`) +
      ': the key stands again further down, and only the last one counts.' +
      (split.length > 0 ? ' Separate the two kinds with ---.' : ''),
    tags: ['unnecessary'],
    related: [{ at: { part: chunk, range: counts.key?.range ?? counts.range }, message: 'This one counts' }],
    fixes: () => [...split, ...withoutIgnored(chunk, map, ignored)],
  });
}

/** Nobody sees the ignored value, unless it carries an anchor. */
function withoutIgnored(chunk: YamlChunk, map: YamlMap, ignored: YamlEntry): Fix[] {
  const anchored = chunk.text.slice(ignored.range.start, ignored.range.end).includes('&');
  const title = `Remove the ${keyText(ignored) ?? 'entry'} that is ignored`;
  return [{ title, safe: !anchored, edits: [removeEntry(chunk, map, ignored)] }];
}

/** Two documents out of one that states two kinds; empty where that is not what happened. */
function splitDocument({ file, document, chunk, duplicate }: Found): Fix[] {
  const root = chunk.tree.root;
  if (file.facts.role !== 'object' || root?.type !== 'map' || root.flow || chunk !== document.head) return [];
  const spec = asMap(entryOf(root, 'spec')?.value);
  const isRoot = duplicate.map === root;
  if (!isRoot && (duplicate.map !== spec || spec.flow)) return [];
  const { entries } = duplicate.map;
  const seen = new Set<string>();
  const from = entries.findIndex((entry) => seen.size === seen.add(keyText(entry) ?? '').size);
  const [before, after] = [entries.slice(0, from), entries.slice(from)].map(
    (part) => new Map(part.map((entry) => [keyText(entry), entry])),
  );
  const needed = isRoot ? ['spec'] : ['kind', 'data'];
  const second = entries[from];
  if (!before || !after || !second || !needed.every((key) => before.has(key) && after.has(key))) return [];
  const head = isRoot
    ? ['apiVersion', 'kind'].flatMap((key) => (after.has(key) ? [] : (before.get(key) ?? [])))
    : root.entries.filter((entry) => ['apiVersion', 'kind'].includes(keyText(entry) ?? ''));
  const lineBreak = lineBreakOf(chunk);
  const opening = isRoot ? '' : `spec:${lineBreak}`;
  const newText = `---${lineBreak}${head.map((entry) => linesOf(chunk, entry)).join('')}${opening}`;
  const start = chunk.text.lastIndexOf('\n', second.range.start - 1) + 1;
  const edits: Edit[] = [{ at: { part: chunk, range: { start, end: start } }, newText }];
  const first = file.facts.yaml?.documents[0];
  if (first && !first.marked)
    edits.unshift({ at: { part: first.head, range: { start: 0, end: 0 } }, newText: `---${lineBreak}` });
  return [{ title: 'Make it two documents', safe: false, edits }];
}
