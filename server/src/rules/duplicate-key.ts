import type { ProjectFile } from '../model/project/project';
import { groupBy } from '../base/groupBy';
import { lazy } from '../base/lazy';
import { asMap, entryOf, keyText } from '../syntax/yaml/access';
import type { YamlDuplicate, YamlEntry } from '../syntax/yaml/nodes';
import type { YamlChunk, YamlDocument } from '../syntax/yaml/yamlFile';
import { lineBreakOf, linesOf } from './envelopeEdits';
import { chunksOf } from './filePlaces';
import { defineRule, type Fix, type RuleContext } from './rule';
import { strayBlocks } from './strayBlock';
import type { Edit, PlacedEdit } from '../edits/edit';
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
load the last of them only: every kind needs a document of its own, and documents are separated by \`---\`. Where several keys of
an item of a list repeat, the \`- \` of the next item is missing. An ignored entry is removed by \`--fix\` only when it is the one
repeated key of its mapping and its value is the one that counts.`,
  appliesTo: 'file',
  check(file, context) {
    const { role, yaml } = file.facts;
    if (!yaml || role === 'parked') return;
    const stray = lazy(() => strayEntries(file, context));
    let left = maxReported;
    for (const document of yaml.documents) {
      for (const chunk of chunksOf(document)) {
        // While somebody types, a key may seem to stand in the mapping above.
        if (chunk.tree.problems.length > 0) continue;
        const byMap = groupBy(chunk.tree.duplicates, ({ map }) => map);
        for (const duplicate of chunk.tree.duplicates) {
          // A repeated section of `.infrahub.yml` is a rule of its own.
          if (role === 'config' && duplicate.map === chunk.tree.root) continue;
          if (role === 'object' && stray().has(duplicate.ignored)) continue;
          if (left-- <= 0) return;
          const repeated = new Set((byMap.get(duplicate.map) ?? []).map(({ ignored }) => keyText(ignored)));
          reportDuplicate({ file, document, chunk, duplicate, repeated }, context);
        }
      }
    }
  },
});

/** The entries of blocks that stand beside their keys: several in one object have the same keys, and another rule tells of them. */
function strayEntries({ facts }: ProjectFile, { project }: RuleContext): Set<YamlEntry> {
  const items = (facts.documents ?? []).flatMap((document) => document.items);
  const repeating = items.filter(({ chunk, node }) => chunk.tree.duplicates.some(({ map }) => map === node));
  return new Set(
    repeating.flatMap((item) => {
      const kind = item.kind === undefined ? undefined : project.kinds.get(item.kind);
      return kind ? strayBlocks(item, kind, project).flatMap(({ entries }) => entries) : [];
    }),
  );
}

interface Found {
  readonly file: ProjectFile;
  readonly document: YamlDocument;
  readonly chunk: YamlChunk;
  readonly duplicate: YamlDuplicate;
  /** All keys of the mapping that stand in it several times. */
  readonly repeated: ReadonlySet<string | undefined>;
}

function reportDuplicate(found: Found, { report }: RuleContext): void {
  const { chunk, duplicate, repeated } = found;
  const { ignored, counts } = duplicate;
  const key = keyText(ignored) ?? '';
  const split = splitDocument(found);
  const begun = newItem(found);
  const severalRepeat = repeated.size > 1;
  const hint =
    split.length > 0
      ? ' Separate the two kinds with ---.'
      : severalRepeat && begun
        ? ` Is a dash missing before the second ${begun.key}?`
        : '';
  report({
    at: { part: chunk, range: ignored.key?.range ?? ignored.range },
    message:
      (found.file.facts.role === 'settings' ? `This ${key} does not count` : `The loader ignores this ${key}`) +
      `: the key stands again further down, and only the last one counts.${hint}`,
    tags: ['unnecessary'],
    related: [{ at: { part: chunk, range: counts.key?.range ?? counts.range }, message: 'This one counts' }],
    fixes: () => {
      const begin = begun ? [begun.fix] : [];
      const remove = withoutIgnored(found);
      return severalRepeat ? [...split, ...begin, remove] : [...split, remove, ...begin];
    },
  });
}

/**
 * Nothing that is written is lost when the value is the one that counts. Where several keys repeat, a dash or a `---`
 * is missing, and what is ignored is half of an object that somebody wants.
 */
function withoutIgnored({ chunk, duplicate, repeated }: Found): Fix {
  const { map, ignored, counts } = duplicate;
  return {
    title: `Remove the ${keyText(ignored) ?? 'entry'} that is ignored`,
    safe: repeated.size === 1 && isSameValue(chunk, ignored, counts),
    edits: [removeEntry(chunk, map, ignored)],
  };
}

/** True when both say the same, and nothing else can refer to the first of them. */
function isSameValue({ text }: YamlChunk, ignored: YamlEntry, counts: YamlEntry): boolean {
  const [one, other] = [ignored, counts].map(({ key, range }) => text.slice(key?.range.end ?? range.start, range.end));
  if (one === undefined || one.includes('&')) return false;
  if (one.replace(':', '').trim() === other?.replace(':', '').trim()) return true;
  const [a, b] = [ignored.value, counts.value];
  if (a?.type !== 'scalar' || b?.type !== 'scalar' || a.value instanceof Date) return false;
  return a.value !== undefined && a.value === b.value;
}

/** Begins a new item of a list wherever a key repeats; undefined when the mapping is no block item behind its dash. */
function newItem({ chunk, duplicate, repeated }: Found): { readonly key: string; readonly fix: Fix } | undefined {
  const { entries, flow } = duplicate.map;
  const first = entries[0];
  if (!first || flow || (repeated.size === 1 && !repeated.has(keyText(first)))) return undefined;
  const lineStart = (entry: YamlEntry): number => chunk.text.lastIndexOf('\n', entry.range.start - 1) + 1;
  const dash = /- +$/.exec(chunk.text.slice(lineStart(first), first.range.start))?.[0];
  if (dash === undefined) return undefined;
  const seen = new Set<string | undefined>();
  const begins = entries.filter((entry) => {
    const key = keyText(entry);
    if (!repeated.has(key)) return false;
    const again = seen.has(key);
    if (again) seen.clear();
    seen.add(key);
    return again;
  });
  const edits = begins.map(({ range }): PlacedEdit => {
    return { at: { part: chunk, range: { start: range.start - dash.length, end: range.start } }, newText: dash };
  });
  // An anchor, a tag or a `?` before the key.
  if (edits.some(({ at }) => chunk.text.slice(at.range.start, at.range.end).trim() !== '')) return undefined;
  return { key: keyText(begins[0] ?? first) ?? 'key', fix: { title: 'Begin a new item', safe: false, edits } };
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
  const states = (part: typeof before): boolean => needed.every((key) => isStated(part?.get(key)));
  if (!before || !after || !second || !states(before) || !states(after)) return [];
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

/** True when the entry says something that makes a document; what is half typed makes none. */
function isStated(entry: YamlEntry | undefined): boolean {
  if (entry && keyText(entry) === 'spec') return asMap(entry.value) !== undefined;
  return entry?.value !== undefined && !(entry.value.type === 'scalar' && entry.value.source === '');
}
