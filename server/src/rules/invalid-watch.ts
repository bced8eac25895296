import type { Place } from '../base/place';
import { configModel } from '../data/configModel';
import { newestServerVersion } from '../data/versions';
import type { ConfigEntry } from '../model/config/configFile';
import { elementOf, entryLabel } from '../model/config/configWords';
import { asList, asMap, asScalar, entryOf, isNull, keyText, textOf } from '../syntax/yaml/access';
import type { YamlEntry, YamlNode } from '../syntax/yaml/nodes';
import { nodeWords } from './config/values';
import { nearestNames } from '../base/nearest';
import { defineRule, type Fix, type RuleContext } from './rule';
import { removeEntry, renameKey, replaceScalar, replaceValue } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'invalid-watch',
  catalogue: 'CFG18',
  title: 'watch has the wrong shape, or the Infrahub version does not know it',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `\`watch\` names more files whose changes concern a generator or transform. It is one mapping with one key:

\`\`\`yaml
watch:
  files:
    - generators/common.py
\`\`\`

A list, another key or a text makes Infrahub refuse the whole file (\`Input should be a valid dictionary or instance of
InfrahubWatchConfig\`, facts 3). It may be left out or empty. Generators have it since Infrahub 1.11, transforms since
1.10 (facts/versions/infrahub-yml-diff.md): for older versions it is an unknown key, and the whole file is refused.
When the version was only read from a file of the repository, that is a warning.`,
  appliesTo: 'configEntry',
  check(entry, { project, report }) {
    const found = entryOf(entry.node, 'watch');
    if (!found) return;
    const key = elementOf(project.configModel, entry.section)?.keys.find((each) => each.type === 'watch');
    const watchKeys = project.configModel.watchKeys;
    if (key) checkShape(entry, found, { known: watchKeys.map((each) => each.key), report });
    const since = sinceOf(entry.section);
    if (key || since === undefined) return;
    const { version, inferred } = project.targetVersion;
    report({
      at: { part: entry.chunk, range: (found.key ?? found).range },
      severity: inferred ? 'warning' : 'error',
      message: `Infrahub ${version} refuses the whole file: 'watch' of ${entryLabel(entry)} came with Infrahub ${since}.`,
      fixes: () =>
        own(entry, found, () => [{ title: 'Remove watch', edits: [removeEntry(entry.chunk, entry.node, found)] }]),
    });
  },
});

/** The version that gave `watch` to the entries of a section; undefined where they have none. */
function sinceOf(section: string): string | undefined {
  const key = elementOf(configModel(newestServerVersion), section)?.keys.find((each) => each.type === 'watch');
  return key?.since;
}

interface Shape {
  readonly known: readonly string[];
  readonly report: RuleContext['report'];
}

function checkShape(entry: ConfigEntry, watch: YamlEntry, { known, report }: Shape): void {
  if (isNull(watch.value)) return;
  const { chunk } = entry;
  const map = asMap(watch.value);
  const refuse = (at: Place, problem: string, fixes: () => Fix[]): void =>
    report({ at, message: `Infrahub refuses the whole file: ${problem}`, fixes });
  if (!map) {
    const problem = `watch of ${entryLabel(entry)} must be a mapping with files, not ${nodeWords(watch.value)}.`;
    refuse({ part: chunk, range: (watch.value ?? watch).range }, problem, () => {
      const files = pathsIn(watch);
      if (!files) return [];
      const edits = [replaceValue(chunk, entry.node, watch, { files })];
      return own(entry, watch, () => [{ title: 'Put the paths under files', edits }]);
    });
    return;
  }
  for (const each of map.entries) {
    const name = keyText(each);
    const keyNode = each.key;
    if (name === undefined || !keyNode || name === '<<' || known.includes(name)) continue;
    const nearest = map.entries.some((other) => keyText(other) === 'files')
      ? []
      : ['files', ...nearestNames(name, known)];
    refuse({ part: chunk, range: keyNode.range }, `watch has the one key files, not '${name}'.`, () => [
      ...[...new Set(nearest)].map((title): Fix => {
        return { title: `Rename to '${title}'`, safe: false, edits: [renameKey(chunk, keyNode, title)] };
      }),
      { title: `Remove '${name}'`, safe: false, edits: [removeEntry(chunk, map, each)] },
    ]);
  }
  const files = entryOf(map, 'files');
  if (!files) return;
  const list = asList(files.value);
  if (!list) {
    const at = { part: chunk, range: isNull(files.value) ? (files.key ?? files).range : (files.value ?? files).range };
    refuse(at, `files of watch must be a list, not ${nodeWords(files.value)}.`, () => {
      const paths = pathsIn(files);
      return paths && map.entries.includes(files)
        ? [{ title: 'Make it a list', safe: false, edits: [replaceValue(chunk, map, files, paths)] }]
        : [];
    });
    return;
  }
  for (const item of list.items) {
    if (typeof asScalar(item)?.value === 'string') continue;
    const text = textOf(item);
    const inside = pathInItem(item);
    const at = {
      part: chunk,
      range: item && item.range.end > item.range.start ? item.range : (files.key ?? files).range,
    };
    refuse(at, `a path under watch must be text, not ${nodeWords(item)}.`, () => {
      const path = text ?? inside;
      return item && path !== undefined
        ? [{ title: `Write '${path}'`, safe: false, edits: [replaceScalar(chunk, item, path)] }]
        : [];
    });
  }
}

/** The paths that stand behind `watch` or `files` in some other form; undefined where there is something else too. */
function pathsIn(entry: YamlEntry): string[] | undefined {
  const list = asList(entry.value);
  if (!list) return isNull(entry.value) ? [] : wholeText(entry.value);
  const paths = list.items.map((item) => wholeText(item) ?? pathsInItem(item));
  return paths.every((each) => each !== undefined) ? paths.flat() : undefined;
}

function wholeText(node: YamlNode | undefined): string[] | undefined {
  const text = textOf(node);
  return text === undefined ? undefined : [text];
}

/** The paths of `{files: […]}` or `{path: …}` where a path belongs. */
function pathsInItem(item: YamlNode | undefined): string[] | undefined {
  const map = asMap(item);
  const [only] = map?.entries ?? [];
  if (!only || map?.entries.length !== 1) return undefined;
  const texts = asList(only.value)?.items.map((each) => textOf(each));
  if (!texts) return wholeText(only.value);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function pathInItem(item: Parameters<typeof asMap>[0]): string | undefined {
  const map = asMap(item);
  return map?.entries.length === 1 ? textOf(map.entries[0]?.value) : undefined;
}

/** Fixes only where the entry itself has the key; what comes through a merge key is mended where it is written. */
function own(entry: ConfigEntry, found: YamlEntry, fixes: () => Omit<Fix, 'safe'>[]): Fix[] {
  return entry.node.entries.includes(found) ? fixes().map((fix) => ({ ...fix, safe: false })) : [];
}
