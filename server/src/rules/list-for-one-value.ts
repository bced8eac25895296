import { fields, itemLabel } from '../model/objects/objectFile';
import { asList } from '../syntax/yaml/access';
import { replaceValue } from '../edits/yamlEdits';
import { dataOf } from './config/values';
import { onOneLine } from './filePlaces';
import { defineRule } from './rule';
import { change, ownEntry } from './triggers/fixes';

/** Kinds of attributes whose value may be a list. */
const listKinds: readonly string[] = ['List', 'JSON', 'Any', ''];

export const rule = defineRule({
  id: 'list-for-one-value',
  catalogue: 'OBJ-LIST',
  title: 'A field of a rule, action or match that takes one value has a list',
  severity: 'warning',
  recommended: false,
  evidence: 'project',
  reads: 'kinds',
  docs: `\`node_kind\`, \`mutation_action\`, \`branch_scope\`, \`attribute_name\` and the like hold one text
(facts/versions/core-diff.md §1). The loader takes a list for an attribute (facts/versions/object-files.md §4); what the server
makes of it is not recorded, so this is a warning. Write one value, and a rule or match of its own for each other one.`,
  appliesTo: 'triggerItem',
  check(item, { project, report }) {
    const kind = item.kind === undefined ? undefined : project.kinds.get(item.kind);
    // Behind a syntax error fields are hidden, or are none.
    if (!kind || item.chunk.tree.problems.length > 0) return;
    for (const { key, keyRange, node } of fields(item)) {
      const list = asList(node);
      const attribute = list && kind.attributes.get(key);
      if (!attribute || listKinds.includes(attribute.kind)) continue;
      const { chunk } = item;
      const advice = list.items.length > 1 ? ' Write one, and an object of its own for each of the others.' : '';
      report({
        at: { part: chunk, range: node?.type === 'list' ? onOneLine(chunk.text, node.range) : keyRange },
        message: `${key} of ${itemLabel(item)} takes one value, not a list.${advice}`,
        fixes: () => {
          const [only, ...others] = list.items;
          const entry = ownEntry(item, key);
          const value = dataOf(only);
          if (!entry || only?.type !== 'scalar' || value === undefined || others.length > 0) return [];
          return change(`Write ${only.source}`, [replaceValue(chunk, item.node, entry, value)]);
        },
      });
    }
  },
});
