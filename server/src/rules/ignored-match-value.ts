import type { Field } from '../model/named';
import { field } from '../model/objects/objectFile';
import type { TriggerMatch } from '../model/triggers/triggers';
import { defineRule } from './rule';
import { change, removeKey, setKey } from './triggers/fixes';

export const rule = defineRule({
  id: 'ignored-match-value',
  catalogue: 'TRG12',
  title: 'A match has a value that its value_match does not use',
  severity: 'warning',
  recommended: false,
  evidence: 'file',
  docs: `\`any\` fires on every change and looks at no value; \`value\` compares with \`value\` only, \`value_previous\` with
\`value_previous\` only (facts 2 shows which rules ran for each). The other value has no effect: either it is a remainder, or
\`value_match\` is not what was meant.`,
  appliesTo: 'triggerMatch',
  check(match, { report }) {
    if (match.kind !== 'CoreNodeTriggerAttributeMatch') return;
    const mode = match.valueMatch?.value ?? 'value';
    for (const { key, instead } of ignored(match, mode)) {
      const unused = field(match.item, key);
      if (!unused || !isOwn(match, unused)) continue;
      report({
        at: { part: match.item.chunk, range: unused.range },
        message: `${key} has no effect with value_match: ${mode}. Remove it, or use value_match: ${instead}.`,
        tags: ['unnecessary'],
        fixes: () => [
          ...change(`Remove ${key}`, [removeKey(match.item, key)]),
          ...change(`Change value_match to ${instead}`, [setKey(match.item, 'value_match', instead, 'attribute_name')]),
        ],
      });
    }
  },
});

function ignored({ value, valuePrevious }: TriggerMatch, mode: string): { key: string; instead: string }[] {
  const both = value && valuePrevious ? 'value_full' : undefined;
  const unusedValue = value && mode !== 'value' && mode !== 'value_full';
  const unusedPrevious = valuePrevious && mode !== 'value_previous' && mode !== 'value_full';
  if (!['any', 'value', 'value_previous', 'value_full'].includes(mode)) return [];
  return [
    ...(unusedValue ? [{ key: 'value', instead: both ?? 'value' }] : []),
    ...(unusedPrevious ? [{ key: 'value_previous', instead: both ?? 'value_previous' }] : []),
  ];
}

/** A value from a merge key may serve other matches. */
function isOwn({ item }: TriggerMatch, { keyRange }: Field): boolean {
  return item.node.entries.some((entry) => entry.key?.range === keyRange);
}
