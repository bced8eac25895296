import { entriesOf, entryText } from '../model/config/configFile';
import { hasUnknownSection } from './config/unknownSections';
import { quotedInPython } from './config/pythonStrings';
import { defineRule } from './rule';
import { removeItem } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'unused-query',
  catalogue: 'CFG22',
  title: 'Nothing in the repository uses a registered query',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `No generator or Jinja2 transform names the query, and its name stands in no string of the Python files (checks and
Python transforms name their query in the class). It may still be called from outside, so this is only a hint.`,
  appliesTo: 'config',
  check(config, { project, report }) {
    if (hasUnknownSection(project)) return;
    const queries = entriesOf(config, 'queries');
    const named = ['generator_definitions', 'jinja2_transforms'].flatMap((section) =>
      entriesOf(config, section).flatMap((entry) => entryText(entry, 'query')?.value ?? []),
    );
    const unused = new Set(queries.flatMap((entry) => entry.name?.value ?? []));
    for (const name of named) unused.delete(name);
    for (const name of quotedInPython(project, unused)) unused.delete(name);
    for (const entry of queries) {
      const { name, chunk, node } = entry;
      if (!name || !unused.has(name.value)) continue;
      report({
        at: { part: chunk, range: name.range },
        message: `Nothing in this repository uses query ${name.value}.`,
        tags: ['unnecessary'],
        fixes: () => {
          const removed = removeItem(
            chunk,
            queries.map((each) => each.node),
            node,
          );
          return removed ? [{ title: `Remove query '${name.value}'`, safe: false, edits: [removed] }] : [];
        },
      });
    }
  },
});
