import { nearestNames } from '../base/nearest';
import { configModel } from '../data/configModel';
import { newestServerVersion } from '../data/versions';
import { renameKey, removeEntry } from '../edits/yamlEdits';
import { defineRule, type Fix } from './rule';

/** A broken file may hold thousands. */
const maxReported = 100;

export const rule = defineRule({
  id: 'unknown-config-section',
  catalogue: 'CFG01',
  title: 'A top-level key of .infrahub.yml that Infrahub does not know',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `The list of top-level keys is closed: \`objetcs | Extra inputs are not permitted\`, and Infrahub refuses the whole
file, not only that key (facts 3). Queries, generators, checks, objects: nothing of the file is imported.

Some keys are younger than others: \`objects\` and \`menus\` came with Infrahub 1.3, \`graphql_fragments\` with 1.9
(facts/versions/infrahub-yml-diff.md). When the version was only read from a file of the repository, such a finding is
a warning. Rename the key, or remove it.`,
  appliesTo: 'config',
  check({ root, chunk, sections }, { project, report }) {
    const known = project.configModel.rootKeys.map((section) => section.key);
    const byRange = new Map(sections.map(({ field }) => [field.keyRange, field.key]));
    const present = new Set(byRange.values());
    let left = maxReported;
    for (const entry of root?.entries ?? []) {
      const key = entry.key && byRange.get(entry.key.range);
      if (!root || !entry.key || key === undefined || key === '<<') continue;
      if (known.includes(key) && typeof entry.key.value === 'string') continue;
      if (left-- <= 0) return;
      const { version, inferred } = project.targetVersion;
      const since = sinceOf(key);
      const names = likelySections(key, known).filter((name) => !present.has(name));
      const keyNode = entry.key;
      report({
        at: { part: chunk, range: keyNode.range },
        severity: since !== undefined && inferred ? 'warning' : 'error',
        message:
          since === undefined
            ? `Infrahub refuses the whole file: it knows no section '${key}'.` +
              (names[0] === undefined ? ` There are ${known.join(', ')}.` : ` Did you mean '${names[0]}'?`)
            : `Infrahub ${version} refuses the whole file: the section '${key}' came with Infrahub ${since}.`,
        fixes: () => [
          ...names.map((name): Fix => {
            return { title: `Rename to '${name}'`, safe: false, edits: [renameKey(chunk, keyNode, name)] };
          }),
          { title: `Remove '${key}'`, safe: false, edits: [removeEntry(chunk, root, entry)] },
        ],
      });
    }
  },
});

/** The version that brought a section which the target version does not have. */
function sinceOf(key: string): string | undefined {
  return configModel(newestServerVersion).rootKeys.find((section) => section.key === key)?.since;
}

/** Sections written nearly like `key`, and those of which it is a part: `generators`, `transform`. */
function likelySections(key: string, known: readonly string[]): string[] {
  const stem = key.toLowerCase().replace(/s$/, '');
  const parts = stem.length < 4 ? [] : known.filter((name) => name.includes(stem));
  return [...new Set([...nearestNames(key, known), ...parts])].slice(0, 3);
}
