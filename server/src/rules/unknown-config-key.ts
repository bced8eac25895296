import { nearestNames } from '../base/nearest';
import { configModel } from '../data/configModel';
import { newestServerVersion } from '../data/versions';
import { elementOf, entryLabel, anEntry } from '../model/config/configWords';
import type { ConfigEntry } from '../model/config/configFile';
import { classOf } from '../model/project/definitions';
import type { Project } from '../model/project/project';
import { keyText, textOf } from '../syntax/yaml/access';
import type { YamlEntry } from '../syntax/yaml/nodes';
import { classAttributeEdit } from './config/pythonEdits';
import { defineRule, type Fix } from './rule';
import { removeEntry, renameKey } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'unknown-config-key',
  catalogue: 'CFG02',
  title: 'A key that an entry of .infrahub.yml cannot have',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `Every entry has a closed list of keys: \`generator_definitions/0/target | Extra inputs are not permitted\`, and
Infrahub refuses the whole file, not only that entry (facts 3).

The classic is \`query\` under a check or a Python transform. These name their query in the class
(\`query = "my_query"\`); only generators and Jinja2 transforms name it in \`.infrahub.yml\`.

Some keys are younger than others (facts/versions/infrahub-yml-diff.md); when the version was only read from a file of
the repository, such a finding is a warning.`,
  appliesTo: 'configEntry',
  check(entry, { project, report }) {
    const element = elementOf(project.configModel, entry.section);
    if (!element) return;
    const known = element.keys.map((each) => each.key);
    for (const each of entry.node.entries) {
      const key = keyText(each);
      const keyNode = each.key;
      if (key === undefined || !keyNode || key === '<<') continue;
      if (known.includes(key) && typeof keyNode.value === 'string') continue;
      const { version, inferred } = project.targetVersion;
      const since = sinceOf(entry.section, key);
      // `invalid-watch` speaks about versions of `watch`.
      if (since !== undefined && key === 'watch') continue;
      const free = known.filter((name) => !entry.node.entries.some((other) => keyText(other) === name));
      const paths = free.filter((name) => meansPath.test(key) && name.endsWith('_path'));
      const names = paths.length > 0 ? paths : nearestNames(key, free);
      const inClass = key === 'query' && entry.section !== 'queries' && classSectionsWithQuery.has(entry.section);
      const hint = inClass
        ? ' Its class names the query.'
        : names[0] === undefined
          ? ''
          : ` Did you mean '${names[0]}'?`;
      report({
        at: { part: entry.chunk, range: keyNode.range },
        severity: since !== undefined && inferred ? 'warning' : 'error',
        message:
          since === undefined
            ? `Infrahub refuses the whole file: ${anEntry(entry.section)} has no key '${key}'.${hint}`
            : `Infrahub ${version} refuses the whole file: '${key}' came with Infrahub ${since}. Remove it from ${entryLabel(entry)}.`,
        fixes: () => [
          ...(inClass ? moveToClass(project, entry, each) : []),
          ...names.map((name): Fix => {
            return { title: `Rename to '${name}'`, safe: false, edits: [renameKey(entry.chunk, keyNode, name)] };
          }),
          { title: `Remove '${key}'`, safe: false, edits: [removeEntry(entry.chunk, entry.node, each)] },
        ],
      });
    }
  },
});

/** What people write for `file_path` and `template_path`. */
const meansPath = /^(?:file|template|path|(?:file|template)_?(?:path|name))$/;

const classSectionsWithQuery: ReadonlySet<string> = new Set(['check_definitions', 'python_transforms']);

function sinceOf(section: string, key: string): string | undefined {
  return elementOf(configModel(newestServerVersion), section)?.keys.find((each) => each.key === key)?.since;
}

/** Removes the key and, where the class does not say its query yet, says it there. */
function moveToClass(project: Project, entry: ConfigEntry, query: YamlEntry): Fix[] {
  const found = classOf(project, entry);
  const name = textOf(query.value);
  if (!found?.declared || name === undefined || found.declared.query !== undefined) return [];
  const edit = classAttributeEdit(found.file, found.declared, `query = ${JSON.stringify(name)}`);
  if (!edit) return [];
  return [
    {
      title: `Move the query to class ${found.className}`,
      safe: false,
      edits: [removeEntry(entry.chunk, entry.node, query), edit],
    },
  ];
}
