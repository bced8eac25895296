import { countingSections, type ConfigFile, type ConfigSectionFacts } from '../model/config/configFile';
import { defineRule, type Fix } from './rule';
import { dataOf } from './config/values';
import { insertItem, removeEntry } from '../edits/yamlEdits';
import type { YamlData } from '../edits/yamlText';

/** A broken file may hold thousands. */
const maxReported = 100;

export const rule = defineRule({
  id: 'duplicate-config-section',
  catalogue: 'CFG25',
  title: 'A top-level key of .infrahub.yml is written twice',
  severity: 'warning',
  recommended: true,
  evidence: 'file',
  docs: `Infrahub accepts the file and takes the last of the two sections (facts 3): what stands in the earlier one is
never imported, and nothing says so. Put all entries under one key.`,
  appliesTo: 'config',
  check(config, { report }) {
    const counting = new Map(countingSections(config).map((section) => [section.field.key, section]));
    let left = maxReported;
    for (const section of config.sections) {
      const last = counting.get(section.field.key);
      if (!last || last === section || section.field.key === '<<') continue;
      if (left-- <= 0) return;
      const { key, keyRange } = section.field;
      report({
        at: { part: config.chunk, range: keyRange },
        message: `Infrahub ignores this section: ${key} is written again further down, and only the last one counts.`,
        related: [{ at: { part: config.chunk, range: last.field.keyRange }, message: `the ${key} that counts` }],
        tags: ['unnecessary'],
        fixes: () => fixesFor(config, section, last),
      });
    }
  },
});

function fixesFor(config: ConfigFile, section: ConfigSectionFacts, last: ConfigSectionFacts): Fix[] {
  const { root, chunk } = config;
  const entry = root?.entries.find((each) => each.key?.range === section.field.keyRange);
  if (!root || !entry) return [];
  const removed = removeEntry(chunk, root, entry);
  const { key } = section.field;
  const fixes: Fix[] = [{ title: 'Remove this section', safe: false, edits: [removed] }];
  const moved = moveItems(config, section, last);
  if (moved) fixes.unshift({ title: `Move its items to the last '${key}'`, safe: false, edits: [removed, ...moved] });
  return fixes;
}

/**
 * The items of the section written behind those of the last one, which has some of them already; undefined when one of
 * them cannot be written again, or would have the name of another.
 */
function moveItems(config: ConfigFile, section: ConfigSectionFacts, last: ConfigSectionFacts) {
  const behind = last.items.findLast((item) => item !== undefined);
  const present = new Set(last.items.map((item) => JSON.stringify(dataOf(item))));
  const data = section.items.map((item) => dataOf(item)).filter((each) => !present.has(JSON.stringify(each)));
  if (!behind || data.length === 0 || data.includes(undefined)) return undefined;
  const names = [...data, ...last.items.map((item) => dataOf(item))].flatMap(nameOf);
  if (new Set(names).size < names.length) return undefined;
  const edits = data.map((item) => insertItem(config.chunk, behind, item ?? ''));
  return edits.includes(undefined) ? undefined : edits.flatMap((edit) => edit ?? []);
}

function nameOf(data: YamlData | undefined): string[] {
  const name = typeof data === 'object' && data !== null && 'name' in data ? data['name'] : undefined;
  return typeof name === 'string' ? [name] : [];
}
