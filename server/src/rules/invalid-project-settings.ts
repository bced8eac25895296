import { nearestNames } from '../base/nearest';
import { serverVersions, parseServerVersion } from '../data/versions';
import type { Project, ProjectFile } from '../model/project/project';
import { profiles, projectSettingsSchema, ruleLevels } from '../settings';
import { asMap, entryOf, isNull, textOf } from '../syntax/yaml/access';
import type { YamlEntry, YamlMap } from '../syntax/yaml/nodes';
import { defineRule, type Fix, type RuleContext } from './rule';
import { removeEntry, renameKey, replaceScalar } from '../edits/yamlEdits';
import type { YamlChunk } from '../syntax/yaml/yamlFile';

/** A broken file may hold thousands. */
const maxReported = 100;

export const rule = defineRule({
  id: 'invalid-project-settings',
  catalogue: 'SETTINGS',
  title: 'A setting of .infrahub-cascade.yml cannot be used',
  severity: 'warning',
  recommended: true,
  evidence: 'file',
  docs: `\`.infrahub-cascade.yml\` holds the settings of this extension for everybody who works on the repository, and for CI:

* \`profile\`: \`recommended\` or \`all\`
* \`rules\`: severity by rule id (\`off\`, \`error\`, \`warning\`, \`information\`, \`hint\`)
* \`server_version\`, \`sdk_version\`: what to check against, in quotes (\`"1.10"\` without them is the number 1.1)
* \`ignore\`: globs of files that are not read
* \`instance\`
* \`snapshot\`: a file that *Save Instance Snapshot* wrote, inside this folder: what it knows of a server counts as if
  there were a connection

A key that cannot be used is left out; the others count. Of several YAML documents the first alone counts.`,
  appliesTo: 'file',
  check(file, { project, ruleIds, report }) {
    const chunk = file.facts.role === 'settings' ? file.facts.yaml?.documents[0]?.head : undefined;
    if (!chunk) return;
    checkDocuments(file, report);
    // Behind a syntax error keys are hidden, or are none.
    if (chunk.tree.problems.length > 0) return;
    const root = chunk.tree.root;
    const map = asMap(root);
    if (!map) {
      if (!root || (root.type === 'scalar' && root.value === null)) return;
      const message = 'None of this file counts: it must be a mapping of settings, such as profile: all.';
      report({ at: { part: chunk, range: root.range }, message });
      return;
    }
    const settings: SettingsFile = { file, chunk, map };
    for (const { path, message } of project.settings.problems.slice(0, maxReported))
      reportProblem(settings, path, message, report);
    checkRuleIds(settings, ruleIds, report);
    checkVersion(settings, project, report);
    checkSnapshot(settings, project, report);
  },
});

/** Nobody reads what stands in a second document. */
function checkDocuments({ facts }: ProjectFile, report: Reporter): void {
  const further = facts.yaml?.documents.slice(1).find(({ head, marked }) => marked && !isNull(head.tree.root));
  const root = further?.head.tree.root;
  if (!further || !root) return;
  report({
    at: { part: further.head, range: asMap(root)?.entries[0]?.key?.range ?? root.range },
    message: 'Only the first document of this file counts, so this one has no effect. Write all settings into one.',
  });
}

interface SettingsFile {
  readonly file: ProjectFile;
  readonly chunk: YamlChunk;
  readonly map: YamlMap;
}

type Reporter = RuleContext['report'];

function reportProblem(settings: SettingsFile, path: readonly string[], message: string, report: Reporter): void {
  const { chunk, map } = settings;
  const { entry, around } = entryAt(map, path);
  const isUnknown = message.startsWith('Unknown key');
  const node = isUnknown ? (entry?.key ?? entry) : (entry?.value ?? entry);
  const range = node && node.range.end > node.range.start ? node.range : (entry?.range ?? map.range);
  const key = path.join('.');
  report({
    at: { part: chunk, range },
    message: isUnknown
      ? `There is no setting '${path.at(-1)}', so it has no effect.`
      : `The setting ${key} cannot be used and is left out. ${message}.`,
    fixes: () => (entry ? problemFixes(chunk, around, entry, { path, isUnknown }) : []),
  });
}

function problemFixes(
  chunk: YamlChunk,
  around: YamlMap,
  entry: YamlEntry,
  { path, isUnknown }: { readonly path: readonly string[]; readonly isUnknown: boolean },
): Fix[] {
  const remove: Fix = { title: `Remove ${path.at(-1)}`, safe: false, edits: [removeEntry(chunk, around, entry)] };
  const text = textOf(entry.value);
  const key = entry.key;
  if (isUnknown) {
    const free = Object.keys(projectSettingsSchema.shape).filter((name) => !entryOf(around, name));
    const names = path.length === 1 ? nearestNames(path[0] ?? '', free) : [];
    return [
      ...names.map((name): Fix => {
        return { title: `Rename to '${name}'`, safe: true, edits: key ? [renameKey(chunk, key, name)] : [] };
      }),
      remove,
    ];
  }
  const words = path[0] === 'rules' && path.length > 1 ? ruleLevels : path[0] === 'profile' ? profiles : [];
  const nearest = nearestNames(text ?? '', words);
  const changes = [...new Set([...nearest, ...words])].map((word): Fix => {
    return {
      title: `Change to ${word}`,
      safe: nearest.length === 1 && word === nearest[0],
      edits: entry.value ? [replaceScalar(chunk, entry.value, word)] : [],
    };
  });
  const isVersion = path[0] === 'server_version' || path[0] === 'sdk_version';
  const quote: Fix[] =
    isVersion && text !== undefined && entry.value
      ? [{ title: `Quote '${text}'`, safe: true, edits: [replaceScalar(chunk, entry.value, text)] }]
      : [];
  return [...changes, ...quote, remove];
}

function checkRuleIds({ chunk, map }: SettingsFile, ruleIds: readonly string[], report: Reporter): void {
  const rules = asMap(entryOf(map, 'rules')?.value);
  for (const entry of rules?.entries ?? []) {
    const key = entry.key;
    const id = key?.value;
    if (!rules || !key || typeof id !== 'string' || ruleIds.includes(id) || id === '<<') continue;
    const names = nearestNames(id, ruleIds);
    report({
      at: { part: chunk, range: key.range },
      message:
        `There is no rule '${id}', so this has no effect.` +
        (names[0] === undefined ? '' : ` Did you mean '${names[0]}'?`),
      fixes: () => [
        ...names.map((name): Fix => {
          return { title: `Change to '${name}'`, safe: !entryOf(rules, name), edits: [renameKey(chunk, key, name)] };
        }),
        { title: `Remove '${id}'`, safe: false, edits: [removeEntry(chunk, rules, entry)] },
      ],
    });
  }
}

/** A version that is none, or outside of what is known, is not checked against. */
function checkVersion({ chunk, map }: SettingsFile, project: Project, report: Reporter): void {
  const node = entryOf(map, 'server_version')?.value;
  const text = project.settings.values.server_version;
  if (!node || text === undefined || parseServerVersion(text)) return;
  const at = { part: chunk, range: node.range };
  report({
    at,
    message:
      `Infrahub '${text}' is not known here, so files are checked against ${project.targetVersion.version} ` +
      `(${project.targetVersion.source}). Known are ${serverVersions[0]} to ${serverVersions.at(-1)}.`,
    fixes: () =>
      serverVersions
        .toReversed()
        .slice(0, 3)
        .map((version): Fix => {
          return { title: `Change to '${version}'`, safe: false, edits: [replaceScalar(chunk, node, version)] };
        }),
  });
}

/** A snapshot that cannot be read proves nothing. */
function checkSnapshot({ chunk, map }: SettingsFile, { snapshot, indexed }: Project, report: Reporter): void {
  const entry = entryOf(map, 'snapshot');
  if (!entry?.value || snapshot.kind !== 'unusable' || !indexed) return;
  report({
    at: { part: chunk, range: entry.value.range },
    message: `The snapshot cannot be used, so files are checked without it. ${snapshot.reason}.`,
    fixes: () => [{ title: 'Remove snapshot', safe: false, edits: [removeEntry(chunk, map, entry)] }],
  });
}

/** The entry at a path of keys, as far as the path goes through mappings. */
function entryAt(map: YamlMap, path: readonly string[]): { entry: YamlEntry | undefined; around: YamlMap } {
  let around = map;
  let entry: YamlEntry | undefined;
  for (const key of path) {
    const next = entryOf(entry ? asMap(entry.value) : around, key);
    if (!next) break;
    if (entry) around = asMap(entry.value) ?? around;
    entry = next;
  }
  return { entry, around };
}
