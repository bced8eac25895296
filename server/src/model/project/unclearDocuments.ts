import { nearestNames } from '../../base/nearest';
import { perObject } from '../../base/perObject';
import { asMap, entryOf, keyText } from '../../syntax/yaml/access';
import type { YamlMap } from '../../syntax/yaml/nodes';
import type { ObjectDocument } from '../objects/objectFile';
import { triggerKinds } from '../triggers/triggers';
import type { FileFacts } from './fileFacts';

/** Kinds whose objects other files name, or are judged by. */
const askedKinds: readonly string[] = [
  ...triggerKinds,
  'CoreStandardGroup',
  'CoreGeneratorGroup',
  'CoreGraphQLQueryGroup',
];

/**
 * True when a document of an object file may hold rules, actions, matches or groups that are not seen, because its kind is
 * missing, cut or misspelt, or `spec` or `data` is. `isNode` tells the kinds of which there can be objects.
 */
export function hasUnclearDocument(facts: FileFacts, isNode: (kind: string) => boolean): boolean {
  if (facts.role !== 'object') return false;
  const { isUnclear, kinds } = frames(facts);
  return isUnclear || kinds.some((kind) => !isNode(kind) && mayBeAsked(kind));
}

/** Whether the frame of a document is wrong, and the kinds that the others name, each once. */
const frames = perObject(({ documents = [] }: FileFacts) => {
  const ofObjects = documents.filter(({ documentKind }) => documentKind?.value === 'Object');
  return {
    isUnclear: ofObjects.some(isUnclearFrame),
    kinds: [...new Set(ofObjects.flatMap(({ kind }) => kind?.value ?? []))],
  };
});

function isUnclearFrame({ root, kind, data, items }: ObjectDocument): boolean {
  if (!root) return false;
  const spec = asMap(entryOf(root, 'spec')?.value);
  if (!spec) return hasBlockBeside(root, ['metadata']);
  if (!data) return hasBlockBeside(spec, ['parameters']);
  return !kind && items.length > 0;
}

/** True when a mapping or list stands under a key that is none of those. */
function hasBlockBeside({ entries }: YamlMap, keys: readonly string[]): boolean {
  return entries.some((entry) => {
    const type = entry.value?.type;
    return (type === 'map' || type === 'list') && !keys.includes(keyText(entry) ?? '');
  });
}

/** True for a name that is nearly one of those kinds, or the beginning of one. */
function mayBeAsked(kind: string): boolean {
  return askedKinds.some((each) => each.startsWith(kind)) || nearestNames(kind, askedKinds, 1).length > 0;
}
