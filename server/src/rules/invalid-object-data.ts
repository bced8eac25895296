import { fieldOf, type Field } from '../model/named';
import type { ObjectDocument } from '../model/objects/objectFile';
import { asList, asMap, asScalar, entryOf, isNull, keyText } from '../syntax/yaml/access';
import type { YamlMap } from '../syntax/yaml/nodes';
import { chunkNodes } from '../syntax/yaml/yamlFile';
import { indented } from './envelopeEdits';
import { isReadable, onOneLine } from './filePlaces';
import { askedKey, misspeltKey, renameMisspelt } from './misspeltKey';
import { defineRule, type Fix, type RuleContext } from './rule';
import type { Edit } from '../edits/edit';
import { removeEntry, replaceValue } from '../edits/yamlEdits';

const refuses = 'The loader refuses this file, and with it the whole load:';
/** What pydantic takes for a boolean. */
const booleanWord = /^(?:true|false|yes|no|on|off|t|f|y|n|1|0)(?:\.0)?$/i;

export const rule = defineRule({
  id: 'invalid-object-data',
  catalogue: 'OBJ02',
  title: 'spec.data is missing or no list of objects',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `\`data\` under \`spec\` is a list of mappings; null, a mapping, a text, or an item that is no mapping is refused
(\`Input should be a valid list\`, \`data.0: Input should be a valid dictionary\`). Without \`data\`, or with \`data\` beside \`spec\`,
the file is accepted and **nothing is loaded** (facts/versions/object-files.md §3, and recorded from the SDK): a warning.
\`parameters\` is a mapping, its \`expand_range\` a boolean; other keys in it are ignored, so a slip of that one is a warning.`,
  appliesTo: 'objectDocument',
  check(document, context) {
    const { root, chunk, yaml } = document;
    const spec = asMap(entryOf(root, 'spec')?.value);
    if (!root || !spec || document.documentKind?.value === 'Menu' || !isReadable(yaml)) return;
    checkParameters(document, spec, context);
    const { data } = document;
    if (!data) return checkMissing({ document, root, spec }, context);
    if (yaml.itemChunks.length > 0 || asList(data.node)) return checkItems(document, data, context);
    const at = { part: chunk, range: data.keyRange };
    const entry = spec.entries.findLast((each) => keyText(each) === 'data');
    if (isNull(data.node)) {
      context.report({
        at,
        message: `${refuses} there is nothing under data, and it must be a list. Write [] for an empty one.`,
        fixes: () => (entry ? fix('Write an empty list', replaceValue(chunk, spec, entry, [])) : []),
      });
      return;
    }
    context.report({
      at,
      message: `${refuses} data must be a list of objects, each beginning with a dash.`,
      fixes: () => [...namedItems(document, data), ...madeList(document, data)],
    });
  },
});

interface WithoutData {
  readonly document: ObjectDocument;
  readonly root: YamlMap;
  readonly spec: YamlMap;
}

function checkMissing({ document: { chunk }, root, spec }: WithoutData, { report }: RuleContext): void {
  const beside = fieldOf(entryOf(root, 'data'));
  // A slip in what an alias brings stands elsewhere.
  const isOwn = entryOf(root, 'spec')?.value?.type === 'map';
  const slip = beside || !isOwn ? undefined : misspeltKey(spec, 'data', ['kind', 'parameters']);
  const specKey = root.entries.findLast((entry) => keyText(entry) === 'spec')?.key;
  report({
    at: { part: chunk, range: beside?.keyRange ?? (slip?.key ?? specKey ?? root).range },
    message: beside
      ? 'Nothing is loaded from this document: data stands beside spec, where the loader ignores it. Move it below spec.'
      : `Nothing is loaded from this document: spec has no data.${askedKey(slip)}`,
    severity: 'warning',
    fixes: () => (beside ? movedBelowSpec(chunk, root) : slip ? renameMisspelt(chunk, slip) : []),
  });
}

/** Possible where `data` follows `spec` at once: then it only has to be indented. */
function movedBelowSpec(chunk: ObjectDocument['chunk'], root: YamlMap): Fix[] {
  const index = root.entries.findLastIndex((entry) => keyText(entry) === 'spec');
  const data = root.entries[index + 1];
  const spec = root.entries[index]?.value;
  if (root.flow || spec?.type !== 'map' || spec.flow || !data || keyText(data) !== 'data') return [];
  const first = spec.entries[0]?.range.start ?? 0;
  const column = first - (chunk.text.lastIndexOf('\n', first - 1) + 1);
  return fix('Move data below spec', indented(chunk, [data], '', column));
}

function checkItems({ yaml }: ObjectDocument, data: Field, { report }: RuleContext): void {
  for (const chunk of yaml.itemChunks.length > 0 ? yaml.itemChunks : [yaml.head]) {
    for (const node of chunkNodes(yaml, chunk, data.node)) {
      if (asMap(node)) continue;
      // An item of an alias stands elsewhere; the key is the place to mend.
      const range = node && data.node?.type !== 'alias' ? onOneLine(chunk.text, node.range) : data.keyRange;
      report({
        at: { part: node ? chunk : yaml.head, range },
        message: `${refuses} every item of data must be an object with keys and values.`,
      });
      // All items of an alias would have that one place.
      if (data.node?.type === 'alias') return;
    }
  }
}

function checkParameters({ chunk }: ObjectDocument, spec: YamlMap, { report }: RuleContext): void {
  const field = fieldOf(entryOf(spec, 'parameters'));
  if (!field) return;
  const entry = spec.entries.findLast((each) => keyText(each) === 'parameters');
  const parameters = asMap(field.node);
  if (!parameters) {
    report({
      at: { part: chunk, range: field.keyRange },
      message: `${refuses} parameters must be a mapping. Leave it out when there are none.`,
      fixes: () => (entry ? fix('Remove parameters', removeEntry(chunk, spec, entry)) : []),
    });
    return;
  }
  const expand = fieldOf(entryOf(parameters, 'expand_range'));
  const slip = expand || field.node?.type !== 'map' ? undefined : misspeltKey(field.node, 'expand_range', []);
  if (slip) {
    report({
      at: { part: chunk, range: slip.key.range },
      message: `The loader ignores ${slip.written}, so no range is expanded.${askedKey(slip)}`,
      severity: 'warning',
      fixes: () => renameMisspelt(chunk, slip),
    });
  }
  const scalar = asScalar(expand?.node);
  if (!expand || (scalar && booleanWord.test(scalar.source))) return;
  const own = parameters.entries.findLast((each) => keyText(each) === 'expand_range');
  report({
    at: { part: chunk, range: expand.keyRange },
    message: `${refuses} expand_range must be true or false.`,
    fixes: () =>
      ['true', 'false'].flatMap((word) =>
        own ? fix(`Change to ${word}`, replaceValue(chunk, parameters, own, word === 'true')) : [],
      ),
  });
}

/** The mapping under `data` as the only item of a list. */
function madeList({ chunk }: ObjectDocument, { node, keyRange }: Field): Fix[] {
  if (node?.type !== 'map') return [];
  if (node.flow) {
    const at = { part: chunk, range: node.range };
    return fix('Make it a list', { at, newText: `[${chunk.text.slice(node.range.start, node.range.end)}]` });
  }
  const { start } = node.range;
  const lineStart = chunk.text.lastIndexOf('\n', start - 1) + 1;
  if (start <= keyRange.end || chunk.text.slice(lineStart, start).trim() !== '') return [];
  const edit = indented(chunk, node.entries, '', 2);
  const column = start - lineStart;
  return fix('Make it a list', {
    ...edit,
    newText: `${' '.repeat(column)}- ${edit.newText.slice(column + 2)}`,
  });
}

/** A mapping of names to objects, as other tools have it: each becomes an item that begins with its name. */
function namedItems({ chunk }: ObjectDocument, { node }: Field): Fix[] {
  if (node?.type !== 'map' || node.flow) return [];
  const edits = node.entries.map((entry): Edit | undefined => {
    const object = entry.value?.type === 'map' && !entry.value.flow ? entry.value : undefined;
    const first = object?.entries[0]?.range.start;
    if (!object || !entry.key || first === undefined || object.entries.some((each) => keyText(each) === 'name'))
      return undefined;
    const { start, end } = entry.key.range;
    const blanks = columnOf(chunk.text, first) - columnOf(chunk.text, start) - 1;
    const colon = chunk.text.indexOf(':', end) + 1;
    if (chunk.text.slice(end, colon) !== ':') return undefined;
    const between = chunk.text.slice(colon, first).replaceAll(/(?:^|\s)#.*$/gm, '');
    if (entry.key.type !== 'scalar' || blanks < 1 || between.trim() !== '') return undefined;
    const newText = `-${' '.repeat(blanks)}name: ${chunk.text.slice(start, end)}`;
    return { at: { part: chunk, range: { start, end: colon } }, newText };
  });
  if (edits.includes(undefined)) return [];
  return [{ title: 'Make each an item with its name', safe: false, edits: edits.flatMap((edit) => edit ?? []) }];
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function fix(title: string, edit: Edit | undefined): Fix[] {
  return edit ? [{ title, safe: false, edits: [edit] }] : [];
}
