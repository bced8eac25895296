import { elementOf, entryLabel } from '../model/config/configWords';
import { entryOf } from '../syntax/yaml/access';
import { likelyValues } from './config/likelyEntry';
import { isReadable } from './config/values';
import { defineRule } from './rule';
import { insertKeys } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'missing-config-key',
  catalogue: 'CFG03',
  title: 'An entry of .infrahub.yml lacks a key that it must have',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `\`generator_definitions/0/query | Field required\`: Infrahub refuses the whole file (facts 3). A generator needs
\`name\`, \`file_path\`, \`query\` and \`targets\`; an artifact \`parameters\` too, even when they are empty (\`{}\`).

The fix fills in what exists and is named most like the entry; look at what it wrote.`,
  appliesTo: 'configEntry',
  check(entry, { project, report }) {
    const { node, chunk, section } = entry;
    const keys = elementOf(project.configModel, section)?.keys ?? [];
    const missing = keys.filter((key) => key.required && !entryOf(node, key.key));
    if (missing.length === 0 || !project.config || !isReadable(project.config)) return;
    const first = entryOf(node, 'name') ?? node.entries[0];
    const words = missing.map((each) => each.key);
    report({
      at: { part: chunk, range: first?.range ?? node.range },
      message: `Infrahub refuses the whole file: ${entryLabel(entry)} has no ${words.join(', no ')}.`,
      fixes: () => {
        const entries = likelyValues(project, entry, { keys: missing });
        const title = `Add ${Object.keys(entries).join(', ')}`;
        return [{ title, safe: false, edits: [insertKeys({ chunk, map: node, entries })] }];
      },
    });
  },
});
