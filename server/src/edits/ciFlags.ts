import { entryField, type GeneratorDefinition } from '../model/config/configFile';
import { booleanOf, keyText } from '../syntax/yaml/access';
import type { PlacedEdit } from './edit';
import { insertKeys, replaceValue } from './yamlEdits';

/** The keys that make a generator run in proposed changes and after merges; both are true when missing (facts 10.8). */
const ciFlags = ['execute_in_proposed_change', 'execute_after_merge'] as const;

/** Edits that switch both flags of a definition off; none when both are. */
export function ciFlagsOff({ entry }: GeneratorDefinition): PlacedEdit[] {
  const { chunk, node } = entry;
  const missing: Record<string, boolean> = {};
  const edits = ciFlags.flatMap((key) => {
    if (booleanOf(entryField(entry, key)?.node) === false) return [];
    // What a merge key gives may be shared with other entries, so it is written anew here.
    const written = node.entries.findLast((own) => keyText(own) === key);
    if (!written) missing[key] = false;
    return written ? [replaceValue(chunk, node, written, false)] : [];
  });
  return Object.keys(missing).length > 0 ? [...edits, insertKeys({ chunk, map: node, entries: missing })] : edits;
}

/** What changes besides when CI no longer runs a generator (facts 1, 10.8); empty when nothing does. */
export function ciFlagsNote({ executeAfterMerge }: GeneratorDefinition): string {
  return executeAfterMerge
    ? ' (the tracking group changes its kind: objects of earlier runs are no longer cleaned up)'
    : '';
}
