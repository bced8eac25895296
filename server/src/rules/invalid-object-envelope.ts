import { nearestNames } from '../base/nearest';
import { fieldOf, type Field } from '../model/named';
import type { Project, ProjectFile } from '../model/project/project';
import { isListed } from '../model/project/roles';
import { asMap, entryOf, keyText, textOf, valueAt } from '../syntax/yaml/access';
import type { YamlMap } from '../syntax/yaml/nodes';
import type { YamlChunk, YamlDocument } from '../syntax/yaml/yamlFile';
import { indented, insertFirst } from './envelopeEdits';
import { isNothing, isReadable, onOneLine } from './filePlaces';
import { defineRule, type Fix, type RuleContext } from './rule';
import type { Edit } from '../edits/edit';
import { removeEntry, renameKey, replaceValue } from '../edits/yamlEdits';

const apiVersion = 'infrahub.app/v1';
const refuses = 'The loader refuses this file, and with it the whole load:';

export const rule = defineRule({
  id: 'invalid-object-envelope',
  catalogue: 'OBJ01',
  title: 'kind, spec or apiVersion of an object file is missing or wrong',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `Every document of an object file is a mapping with \`kind: Object\` and a mapping under \`spec\`
(facts/versions/object-files.md §2, and recorded from the SDK). \`apiVersion\` may be left out; if it is there, only
\`infrahub.app/v1\` will do, and \`metadata\` must be a mapping. Other keys are ignored. One refused document stops the load of all
files. A document of kind \`Menu\` belongs to a file under \`menus:\`.`,
  appliesTo: 'file',
  check(file, context) {
    const wanted = wantedKind(file, context.project);
    if (!wanted) return;
    const listed = isListed(file.path, context.project.readableConfig, wanted === 'Menu' ? 'menus' : 'objects');
    for (const document of file.facts.yaml?.documents ?? []) {
      if (!isReadable(document) || !(listed || saysObject(document))) continue;
      checkDocument({ document, wanted, context });
    }
  },
});

interface Subject {
  readonly document: YamlDocument;
  readonly wanted: 'Object' | 'Menu';
  readonly context: RuleContext;
}

/** The kind of document that belongs into the file; undefined when it is read as both or is no such file. */
function wantedKind({ facts, path }: ProjectFile, { readableConfig: config }: Project): 'Object' | 'Menu' | undefined {
  const [inObjects, inMenus] = [isListed(path, config, 'objects'), isListed(path, config, 'menus')];
  if (facts.role === 'object') return inMenus && !inObjects ? 'Menu' : 'Object';
  if (facts.role !== 'menu') return undefined;
  return inObjects === inMenus ? undefined : inMenus ? 'Menu' : 'Object';
}

/** A file that no section lists may hold documents for other tools. */
function saysObject({ head }: YamlDocument): boolean {
  const { root } = head.tree;
  const kind = textOf(valueAt(root, 'kind'));
  return kind === 'Object' || (kind !== 'Menu' && textOf(valueAt(root, 'spec', 'kind')) !== undefined);
}

function checkDocument({ document, wanted, context }: Subject): void {
  const { head } = document;
  const { root } = head.tree;
  // That nothing is in a document is a finding of its own.
  if (!root || isNothing(root)) return;
  const map = asMap(root);
  if (!map) {
    const at = { part: head, range: onOneLine(head.text, root.range) };
    context.report({ at, message: `${refuses} a document must be a mapping with kind: ${wanted} and spec.` });
    return;
  }
  checkKind({ document, wanted, context }, map);
  checkVersion(head, map, context);
  checkSpec({ document, wanted, context }, map);
}

function checkKind({ document: { head }, wanted, context }: Subject, map: YamlMap): void {
  const field = fieldOf(entryOf(map, 'kind'));
  if (!field) {
    const near = misspelt(map, 'kind');
    context.report({
      at: { part: head, range: near?.key?.range ?? firstKey(map) },
      message: `${refuses} kind: ${wanted} is missing.`,
      fixes: () =>
        fix(
          `Add kind: ${wanted}`,
          near?.key ? renameKey(head, near.key, 'kind') : insertFirst(head, map, { kind: wanted }),
        ),
    });
    return;
  }
  const kind = textOf(field.node);
  if (kind === wanted) return;
  const other = kind === 'Object' || kind === 'Menu';
  const home = wanted === 'Object' ? 'objects' : 'menus';
  const reason = other
    ? `it is listed under ${home}:, so every document must be of kind ${wanted}, and this one is of kind ${kind}.`
    : `kind must be ${wanted}${kind === undefined ? '' : `, not '${kind}'`}.`;
  const wrap = wrapped(head, map);
  context.report({
    at: { part: head, range: valueRange(field) },
    message: `${refuses} ${reason}${wrap ? ` The kind of the objects belongs under spec.` : ''}`,
    fixes: () => wrap ?? (other ? [] : fix(`Change to ${wanted}`, replaceField(head, map, field, wanted))),
  });
}

function checkVersion(head: YamlChunk, map: YamlMap, { report }: RuleContext): void {
  const field = fieldOf(entryOf(map, 'apiVersion'));
  const version = textOf(field?.node);
  if (field && version !== apiVersion) {
    report({
      at: { part: head, range: valueRange(field) },
      message: `${refuses} apiVersion must be ${apiVersion}${version === undefined ? '' : `, not '${version}'`}.`,
      fixes: () => fix(`Change to ${apiVersion}`, replaceField(head, map, field, apiVersion)),
    });
  }
  const metadata = fieldOf(entryOf(map, 'metadata'));
  const entry = map.entries.findLast((each) => keyText(each) === 'metadata');
  if (!metadata || asMap(metadata.node)) return;
  report({
    at: { part: head, range: metadata.keyRange },
    message: `${refuses} metadata must be a mapping. The loader makes no use of it; leave it out.`,
    fixes: () => (entry ? fix('Remove metadata', removeEntry(head, map, entry)) : []),
  });
}

function checkSpec({ document: { head }, context }: Subject, map: YamlMap): void {
  const field = fieldOf(entryOf(map, 'spec'));
  if (field) {
    if (asMap(field.node)) return;
    const at = { part: head, range: field.keyRange };
    context.report({ at, message: `${refuses} spec must be a mapping with kind and data.` });
    return;
  }
  // The finding about `kind` says it already.
  if (wrapped(head, map)) return;
  const near = misspelt(map, 'spec');
  context.report({
    at: { part: head, range: near?.key?.range ?? fieldOf(entryOf(map, 'kind'))?.keyRange ?? firstKey(map) },
    message: `${refuses} spec, with the kind of the objects and their data, is missing.`,
    fixes: () => (near?.key ? fix('Change to spec', renameKey(head, near.key, 'spec')) : []),
  });
}

/** `kind: CoreGroup` with `data` and no `spec`: all of it belongs one level down. */
function wrapped(head: YamlChunk, map: YamlMap): Fix[] | undefined {
  const kind = textOf(entryOf(map, 'kind')?.value);
  const keys = map.entries.map((entry) => keyText(entry));
  const inside = map.entries.filter((entry) => keyText(entry) !== 'apiVersion');
  const fits = keys.every((key) => ['apiVersion', 'kind', 'data', 'parameters'].includes(key ?? ''));
  const isWrapped = kind !== undefined && /^[A-Z][a-z0-9]+[A-Z]\w+$/.test(kind) && keys.includes('data') && fits;
  if (!isWrapped || map.flow || keys.lastIndexOf('apiVersion') > 0) return undefined;
  return fix('Move it below spec', indented(head, inside, 'kind: Object\nspec:\n', 2));
}

/** A key that is nearly `key`, and none of those that mean something else. */
function misspelt(map: YamlMap, key: string): YamlMap['entries'][number] | undefined {
  const others = map.entries.filter(
    (entry) => !['kind', 'spec', 'apiVersion', 'metadata'].includes(keyText(entry) ?? ''),
  );
  const [near] = nearestNames(
    key,
    others.flatMap((entry) => keyText(entry) ?? []),
  );
  return others.find((entry) => keyText(entry) === near);
}

function firstKey(map: YamlMap): { start: number; end: number } {
  return map.entries[0]?.key?.range ?? map.range;
}

/** The value, or the key where there is no value to see. */
function valueRange({ node, keyRange }: Field): { start: number; end: number } {
  return node?.type === 'scalar' && node.range.end > node.range.start ? node.range : keyRange;
}

function replaceField(head: YamlChunk, map: YamlMap, { key }: Field, value: string): Edit | undefined {
  const entry = map.entries.findLast((each) => keyText(each) === key);
  return entry && replaceValue(head, map, entry, value);
}

function fix(title: string, edit: Edit | undefined): Fix[] {
  return edit ? [{ title, safe: false, edits: [edit] }] : [];
}
