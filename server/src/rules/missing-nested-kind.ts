import type { Relationship } from '../model/kinds/kind';
import { fields, itemLabel, type ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';
import type { TextRange } from '../base/textRange';
import { asList, asMap, entryOf, isNull, keyText, resolved } from '../syntax/yaml/access';
import type { YamlEntry, YamlMap, YamlNode } from '../syntax/yaml/nodes';
import { blockAround } from './blockAround';
import { dataOf } from './config/values';
import { insertFirst } from './envelopeEdits';
import { askedKey, misspeltKey, renameMisspelt } from './misspeltKey';
import { defineRule, type Fix, type RuleContext } from './rule';
import type { Edit } from '../edits/edit';
import { change } from './triggers/fixes';
import { replaceValue } from '../edits/yamlEdits';

/** How many kinds are offered. */
const maxOffers = 4;

export const rule = defineRule({
  id: 'missing-nested-kind',
  catalogue: 'OBJ13',
  title: 'A nested block does not say of which kind its objects are, or has no data',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  docs: `\`matches\`, \`action\` and \`group\` lead to a generic, so a block under them is \`{kind: …, data: …}\`. Without \`kind\` the
loader takes the kind of the whole document (\`matches.1.node_kind: node_kind is mandatory\`), without \`data\` it says
\`Relationship action must be a dict with 'data'\` (facts/versions/object-files.md §5, and recorded from the SDK). The file is
refused, and nothing at all is loaded.`,
  appliesTo: 'triggerItem',
  check(item, context) {
    const kind = item.kind === undefined ? undefined : context.project.kinds.get(item.kind);
    // Behind a syntax error fields are hidden, or are none.
    if (item.chunk.tree.problems.length > 0) return;
    if (!kind) return;
    for (const { key, keyRange, node } of fields(item)) {
      const relationship = kind.relationships.get(key);
      if (!relationship) continue;
      const found = { item, relationship, keyRange, project: context.project };
      const list = asList(node);
      for (const block of list?.items ?? [node]) {
        const map = asMap(block);
        if (map) checkBlock({ ...found, isAlone: !list, isOwn: block?.type === 'map' }, map, context);
      }
    }
  },
});

interface Found {
  readonly item: ObjectItem;
  readonly relationship: Relationship;
  readonly keyRange: TextRange;
  readonly project: Project;
  /** The block is the whole value, not one of a list. */
  readonly isAlone: boolean;
  /** The block stands where it is used, not behind an alias. */
  readonly isOwn: boolean;
}

function checkBlock(found: Found, block: YamlMap, { report }: RuleContext): void {
  const { item, relationship, keyRange, project } = found;
  const { name, cardinality, peer } = relationship;
  const at = { part: item.chunk, range: keyRange };
  const refused = 'The loader refuses this file, and with it the whole load:';
  const data = entryOf(block, 'data');
  const shape = data && wrongShape(found, resolved(data.value));
  if (shape) {
    const edit = relationship.cardinality === 'many' && found.isAlone ? oneItemList(item, block, data) : undefined;
    report({
      at: data.key ? { part: item.chunk, range: data.key.range } : at,
      message: `${refused} data under ${name} of ${itemLabel(item)} must be ${shape}.`,
      fixes: () => (edit ? [{ title: 'Make it a list', safe: false, edits: [edit] }] : blockAround(found)),
    });
  }
  const slipOf = (key: string) => (found.isOwn ? misspeltKey(block, key, ['kind', 'data']) : undefined);
  if (!data) {
    const slip = slipOf('data');
    report({
      at: slip ? { part: item.chunk, range: slip.key.range } : at,
      message:
        `${refused} ${name} of ${itemLabel(item)} must be ` +
        (cardinality === 'one'
          ? 'a name or a block with kind and data.'
          : 'a block, or a list of blocks, with kind and data.') +
        askedKey(slip),
      fixes: () => (slip ? renameMisspelt(item.chunk, slip) : [...withData(found, block), ...blockAround(found)]),
    });
    return;
  }
  const kindEntry = entryOf(block, 'kind');
  if ((kindEntry && !isNull(resolved(kindEntry.value))) || !project.kinds.get(peer)?.isGeneric) return;
  const slip = kindEntry ? undefined : slipOf('kind');
  const key = kindEntry?.key ?? slip?.key;
  report({
    at: key ? { part: item.chunk, range: key.range } : at,
    message:
      `${refused} the block under ${name} of ${itemLabel(item)} does not say of which kind its objects are.` +
      askedKey(slip),
    fixes: () =>
      slip
        ? renameMisspelt(item.chunk, slip)
        : kindsFor(found, block).flatMap((kind) =>
            change(`Add kind: ${kind}`, [
              kindEntry ? replaceValue(item.chunk, block, kindEntry, kind) : insertFirst(item.chunk, block, { kind }),
            ]),
          ),
  });
}

/** What `data` has to be, where it is something else; several blocks in a list hold one object each. */
function wrongShape({ relationship, isAlone }: Found, data: YamlNode | undefined): string | undefined {
  if (relationship.cardinality === 'one' || !isAlone) return data?.type === 'map' ? undefined : 'one object';
  return data?.type === 'list' && data.items.every((each) => asMap(each)) ? undefined : 'a list of objects';
}

/** A mapping under `data` as the only item of a list. */
function oneItemList(item: ObjectItem, block: YamlMap, data: YamlEntry): Edit | undefined {
  const { value } = data;
  if (value?.type !== 'map') return undefined;
  const object = dataOf(value);
  return object === undefined ? undefined : replaceValue(item.chunk, block, data, [object]);
}

/** Kinds that have all the fields of the block's first object; all that can stand there when none has. */
function kindsFor({ relationship, project }: Found, block: YamlMap): string[] {
  const data = resolved(entryOf(block, 'data')?.value);
  const first = asMap(data?.type === 'list' ? data.items[0] : data);
  const keys = (first?.entries ?? []).flatMap((entry) => keyText(entry) ?? []);
  const heirs = project.kinds.heirs(relationship.peer);
  const fitting = heirs.filter((heir) => keys.every((key) => heir.attributes.has(key) || heir.relationships.has(key)));
  return (fitting.length > 0 ? fitting : heirs).slice(0, maxOffers).map((heir) => heir.kind);
}

/** `action: {name: x}`: what was meant is mostly the name alone. */
function withData({ item, relationship }: Found, block: YamlMap): Fix[] {
  const entry = item.node.entries.findLast((each) => keyText(each) === relationship.name);
  const [only, ...others] = block.entries;
  const name = only && keyText(only) === 'name' && others.length === 0 ? only.value : undefined;
  if (!entry || relationship.cardinality !== 'one' || name?.type !== 'scalar') return [];
  return change(`Write the name only`, [replaceValue(item.chunk, item.node, entry, name.source)]);
}
