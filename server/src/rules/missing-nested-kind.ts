import type { Kind, Relationship } from '../model/kinds/kind';
import { fields, itemLabel, type ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';
import type { TextRange } from '../base/textRange';
import { isTriggerItem } from '../model/triggers/triggers';
import { asList, asMap, asScalar, entryOf, isNull, keyText, resolved, textOf } from '../syntax/yaml/access';
import type { YamlEntry, YamlMap, YamlNode } from '../syntax/yaml/nodes';
import { blockAround } from './blockAround';
import { dataOf } from './config/values';
import { insertFirst } from './envelopeEdits';
import { onOneLine } from './filePlaces';
import { mayBeDerived, nodeKindNames } from './kindNames';
import { askedKey, misspeltKey, renameMisspelt } from './misspeltKey';
import { judgeMissing } from './openWorld';
import { defineRule, type Fix, type RuleContext } from './rule';
import { plainReferences } from './plainReference';
import { refusedForm, type RefusedForm } from './relationshipForm';
import { isForServer } from './sidePaths';
import { indentStrayBlock, strayBlockOf, strayKeys, type StrayBlock } from './strayBlock';
import { indentStrayItems } from './strayItems';
import type { Edit } from '../edits/edit';
import { change, ownEntry } from './triggers/fixes';
import { removeEntry, replaceScalar, replaceValue } from '../edits/yamlEdits';

/** How many kinds are offered. */
const maxOffers = 4;
const refuses = 'The loader refuses this file, and with it the whole load:';

export const rule = defineRule({
  id: 'missing-nested-kind',
  catalogue: 'OBJ13',
  title: 'A nested block has no data, or no kind that there is, or something else stands in its place',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  docs: `\`matches\`, \`action\` and \`group\` lead to a generic, so a block under them is \`{kind: …, data: …}\`. Without \`kind\` the
loader takes the kind of the whole document (\`matches.1.node_kind: node_kind is mandatory\`), without \`data\` it says
\`Relationship action must be a dict with 'data'\` (facts/versions/object-files.md §5, and recorded from the SDK). The file is
refused, and nothing at all is loaded; so it is for a kind that the schema does not have (\`Unable to find the schema\`).

A relationship to many, such as \`member_of_groups\`, takes a list of names, a list of blocks, or a block. A plain value is refused
(\`Relationship member_of_groups doesn't have the right format many / <class 'str'>\`), and so is a list with numbers or empty items,
or with names and blocks (\`Invalid structure for a relationship of cardinality many\`); a relationship to one does not take a
number or a list with anything but the parts of one human-friendly id
(\`Too many objects provided for a relationship of cardinality one\`; all recorded from the SDK). \`{hfid: …}\` and \`{id: …}\` are no
references here, and a key without a value is refused, also where \`kind\` and \`data\` follow at its own column: they are fields of
the object then. Objects that are no rule, action or match are not judged in folders of
tests, examples or documentation, nor for a missing \`kind\`.`,
  appliesTo: 'objectItem',
  check(item, context) {
    const kind = item.kind === undefined ? undefined : context.project.kinds.get(item.kind);
    // Behind a syntax error fields are hidden, or are none.
    if (item.chunk.tree.problems.length > 0) return;
    if (!kind || kind.isGeneric) return;
    const ofTrigger = isTriggerItem(item);
    checkEntries({ item, kind, ofTrigger }, context);
    if (!ofTrigger) return;
    for (const { key, keyRange, node } of fields(item)) {
      const relationship = kind.relationships.get(key);
      if (!relationship || strayBlockOf({ item, kind, project: context.project }, ownEntry(item, key))) continue;
      checkBlocks({ item, relationship, keyRange, project: context.project }, node, context);
    }
  },
});

interface Judged {
  readonly item: ObjectItem;
  readonly kind: Kind;
  /** It is a rule, action or match. */
  readonly ofTrigger: boolean;
}

/** Of every object, so of the entries as they are; all that is said of objects that are no rule, action or match. */
function checkEntries({ item, kind, ofTrigger }: Judged, context: RuleContext): void {
  const { project } = context;
  for (const entry of item.node.entries) {
    const name = keyText(entry);
    const relationship = name === undefined ? undefined : kind.relationships.get(name);
    const { key, value } = entry;
    if (!relationship || !key || ownEntry(item, relationship.name) !== entry) continue;
    const form = refusedForm(value, relationship.cardinality);
    const stray = strayBlockOf({ item, kind, project }, entry);
    if (stray) {
      if (ofTrigger || isForServer(item, project)) reportStray(item, stray, context);
    } else if (form) {
      if (ofTrigger ? !isOfOtherRule(item, entry) : isForServer(item, project))
        reportForm({ item, entry, form }, context);
    } else if (!ofTrigger && hasBlocks(value) && isForServer(item, project)) {
      checkBlocks({ item, relationship, keyRange: key.range, project }, value, context);
    } else if (!ofTrigger && isNull(value) && isForServer(item, project)) {
      const { name: field, optional } = relationship;
      context.report({
        at: { part: item.chunk, range: key.range },
        message: `${refuses} ${field} of ${itemLabel(item)} has no value.${optional ? ' Leave the key out.' : ''}`,
        fixes: () => [
          ...indentStrayItems({ item, kind, project }, field),
          ...(optional ? change(`Remove ${field}`, [removeEntry(item.chunk, item.node, entry)]) : []),
        ],
      });
    }
  }
}

function reportStray(item: ObjectItem, stray: StrayBlock, { report }: RuleContext): void {
  const { head, entries } = stray;
  const keys = strayKeys(stray);
  const [stand, them] = entries.length === 1 ? ['stands', 'it'] : ['stand', 'them'];
  report({
    at: { part: item.chunk, range: (head.key ?? head).range },
    message: `${refuses} ${keys} ${stand} beside ${keyText(head) ?? ''} of ${itemLabel(item)}, not below it. Indent ${them}.`,
    fixes: () => change(`Indent ${keys} below ${keyText(head) ?? ''}`, [indentStrayBlock(item.chunk, stray)]),
  });
}

/** Of a plain value under the matches of a rule. */
function isOfOtherRule(item: ObjectItem, entry: YamlEntry): boolean {
  return item.kind === 'CoreNodeTriggerRule' && keyText(entry) === 'matches' && asScalar(entry.value) !== undefined;
}

function hasBlocks(value: YamlNode | undefined): boolean {
  return asMap(value) !== undefined || (asList(value)?.items.some(asMap) ?? false);
}

interface Refused {
  readonly item: ObjectItem;
  readonly entry: YamlEntry;
  readonly form: RefusedForm;
}

function reportForm({ item, entry, form }: Refused, { report }: RuleContext): void {
  const { key, value } = entry;
  const place = value?.type === 'alias' ? key : (form.item ?? value ?? key);
  if (!place) return;
  report({
    at: { part: item.chunk, range: onOneLine(item.chunk.text, place.range) },
    message: `${refuses} ${keyText(entry) ?? ''} of ${itemLabel(item)} ${form.words}.`,
    fixes: () => mended(item, entry, form),
  });
}

/** A name as the only one of a list, or a number as a text. */
function mended({ chunk, node }: ObjectItem, entry: YamlEntry, { unquoted }: RefusedForm): Fix[] {
  const { value } = entry;
  if (unquoted && (value === unquoted || value?.type === 'list'))
    return change(`Write '${unquoted.source}' as a text`, [replaceScalar(chunk, unquoted, unquoted.source)]);
  if (value?.type !== 'scalar' || typeof value.value !== 'string' || value.value === '') return [];
  return change('Put it into a list', [replaceValue(chunk, node, entry, [value.value])]);
}

interface Around {
  readonly item: ObjectItem;
  readonly relationship: Relationship;
  readonly keyRange: TextRange;
  readonly project: Project;
}

function checkBlocks(around: Around, node: YamlNode | undefined, context: RuleContext): void {
  const list = asList(node);
  for (const block of list?.items ?? [node]) {
    const map = asMap(block);
    if (map) checkBlock({ ...around, isAlone: !list, isOwn: block?.type === 'map' }, map, context);
  }
}

interface Found extends Around {
  /** The block is the whole value, not one of a list. */
  readonly isAlone: boolean;
  /** The block stands where it is used, not behind an alias. */
  readonly isOwn: boolean;
}

function checkBlock(found: Found, block: YamlMap, context: RuleContext): void {
  const { report } = context;
  const { item, relationship, keyRange, project } = found;
  const { name, cardinality, peer } = relationship;
  const at = { part: item.chunk, range: keyRange };
  const data = entryOf(block, 'data');
  const shape = data && wrongShape(found, resolved(data.value));
  if (shape) {
    const edit = relationship.cardinality === 'many' && found.isAlone ? oneItemList(item, block, data) : undefined;
    report({
      at: data.key ? { part: item.chunk, range: data.key.range } : at,
      message: `${refuses} data under ${name} of ${itemLabel(item)} must be ${shape}.`,
      fixes: () => (edit ? [{ title: 'Make it a list', safe: false, edits: [edit] }] : blockAround(found)),
    });
  }
  const slipOf = (key: string) => (found.isOwn ? misspeltKey(block, key, ['kind', 'data']) : undefined);
  if (!data) {
    const slip = slipOf('data');
    report({
      at: slip ? { part: item.chunk, range: slip.key.range } : at,
      message:
        `${refuses} ${name} of ${itemLabel(item)} must be ` +
        (cardinality === 'one'
          ? 'a name or a block with kind and data.'
          : 'a block, or a list of blocks, with kind and data.') +
        askedKey(slip),
      fixes: () => (slip ? renameMisspelt(item.chunk, slip) : [...plainReferences(found), ...blockAround(found)]),
    });
    return;
  }
  checkKind(found, block, context);
  // The kind of the document is what the loader takes instead; only of these objects it is known to be wrong.
  if (!isTriggerItem(item)) return;
  const kindEntry = entryOf(block, 'kind');
  if (!kindEntry && cardinality === 'many' && found.isAlone && isEmpty(resolved(data.value))) return;
  if ((kindEntry && !isNull(resolved(kindEntry.value))) || !project.kinds.get(peer)?.isGeneric) return;
  const slip = kindEntry ? undefined : slipOf('kind');
  const key = kindEntry?.key ?? slip?.key;
  report({
    at: key ? { part: item.chunk, range: key.range } : at,
    message:
      `${refuses} the block under ${name} of ${itemLabel(item)} does not say of which kind its objects are.` +
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

/** The loader asks the schema for the kind of every block; of the kinds of matches another rule tells. */
function checkKind({ item, relationship, keyRange, isOwn }: Found, block: YamlMap, context: RuleContext): void {
  const { project, report } = context;
  const node = entryOf(block, 'kind')?.value;
  const name = textOf(node);
  if (!node || !name || project.kinds.get(name) || relationship.peer === 'CoreNodeTriggerMatch') return;
  const { halfWritten: hidden } = project.kinds;
  const known = nodeKindNames(project.kinds, name);
  const complete = project.kinds.complete && !mayBeDerived(project.kinds, name);
  const judged = judgeMissing({ name, known, complete, severity: 'error', hidden });
  report({
    at: { part: item.chunk, range: isOwn ? node.range : keyRange },
    message:
      judged.severity === 'error'
        ? `${refuses} there is no kind ${name}.${judged.question}`
        : `The kind ${name} is in no schema of this repository; if the server does not have it either, nothing is loaded.`,
    severity: judged.severity,
    oncePerFile: judged.oncePerFile,
    fixes: () =>
      isOwn && node.type === 'scalar'
        ? judged.suggestions.flatMap((each) => change(`Change to '${each}'`, [replaceScalar(item.chunk, node, each)]))
        : [],
  });
}

/** What `data` has to be, where it is something else; several blocks in a list hold one object each. */
function wrongShape({ relationship, isAlone }: Found, data: YamlNode | undefined): string | undefined {
  if (relationship.cardinality === 'one' || !isAlone) return data?.type === 'map' ? undefined : 'one object';
  return isEmpty(data) || (data?.type === 'list' && data.items.every((each) => asMap(each)))
    ? undefined
    : 'a list of objects';
}

/** No object at all: the loader takes that for many objects, `{}` too, and asks for no kind (recorded from the SDK). */
function isEmpty(data: YamlNode | undefined): boolean {
  return (data?.type === 'list' && data.items.length === 0) || (data?.type === 'map' && data.entries.length === 0);
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
