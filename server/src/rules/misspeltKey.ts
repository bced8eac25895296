import { nearestNames } from '../base/nearest';
import { keyText } from '../syntax/yaml/access';
import type { YamlMap, YamlScalar } from '../syntax/yaml/nodes';
import type { YamlChunk } from '../syntax/yaml/yamlFile';
import { renameKey } from '../edits/yamlEdits';
import type { Fix } from './rule';

/** A key that is likely a slip of a key that is missing. */
interface MisspeltKey {
  readonly key: YamlScalar;
  readonly written: string;
  readonly wanted: string;
}

/** The mapping's own key that is nearly `wanted`, and none of those in `known`, which mean something else. */
export function misspeltKey(map: YamlMap, wanted: string, known: readonly string[]): MisspeltKey | undefined {
  const others = map.entries.filter((entry) => ![...known, '<<'].includes(keyText(entry) ?? ''));
  const names = others.flatMap((entry) => keyText(entry) ?? []);
  const [written] = nearestNames(wanted, names, 1);
  const key = others.findLast((entry) => keyText(entry) === written)?.key;
  return written !== undefined && key ? { key, written, wanted } : undefined;
}

/** The end of a message about the missing key; empty without a slip. */
export function askedKey(slip: MisspeltKey | undefined): string {
  return slip ? ` Did you mean ${slip.wanted}?` : '';
}

/** Gives the key the name that was meant. */
export function renameMisspelt(chunk: YamlChunk, { key, written, wanted }: MisspeltKey): Fix[] {
  return [{ title: `Rename '${written}' to ${wanted}`, safe: false, edits: [renameKey(chunk, key, wanted)] }];
}
