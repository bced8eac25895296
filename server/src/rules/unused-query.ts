import { entriesOf, entryText } from '../model/config/configFile';
import type { Project } from '../model/project/project';
import { defineRule } from './rule';
import { removeItem } from './yamlEdits';

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
    const queries = entriesOf(config, 'queries');
    const named = ['generator_definitions', 'jinja2_transforms'].flatMap((section) =>
      entriesOf(config, section).flatMap((entry) => entryText(entry, 'query')?.value ?? []),
    );
    const unused = new Set(queries.flatMap((entry) => entry.name?.value ?? []));
    for (const name of named) unused.delete(name);
    removeQuoted(project, unused);
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

const quoted = /(["'])((?:(?!\1)[^\\\r\n]){1,200})\1/g;

/** Takes out the names that stand in quotes in some Python file; one pass over the text, and none when nothing is left. */
function removeQuoted(project: Project, names: Set<string>): void {
  for (const file of project.allFiles()) {
    if (names.size === 0) return;
    if (file.facts.role !== 'python') continue;
    for (const match of file.text.matchAll(quoted)) names.delete(match[2] ?? '');
  }
}
