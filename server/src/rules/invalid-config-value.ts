import { nearestNames } from '../base/nearest';
import type { Place } from '../base/place';
import type { TextRange } from '../base/textRange';
import type { ConfigKey, ConfigModel, ConfigSection } from '../data/configModel';
import {
  countingSections,
  type ConfigEntry,
  type ConfigFile,
  type ConfigSectionFacts,
} from '../model/config/configFile';
import { elementOf, entryLabel, anEntry } from '../model/config/configWords';
import { asMap, entryOf, isNull, keyText, resolved, textOf } from '../syntax/yaml/access';
import type { YamlEntry, YamlMap, YamlNode } from '../syntax/yaml/nodes';
import { fitsType, isReadable, nodeWords, typeWords } from './config/values';
import { itemFixes, sectionFixes, valueFixes } from './config/valueFixes';
import { defineRule, type Fix, type RuleContext } from './rule';
import { renameKey, replaceScalar } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'invalid-config-value',
  catalogue: 'CFG-VALUE',
  title: 'A value of .infrahub.yml has the wrong type',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `Infrahub refuses the whole file: \`objects | Input should be a valid list\`, \`… | Input should be a valid boolean,
unable to interpret input\`, \`… | Input should be a valid dictionary\` (facts 3).

* Every section is a list, even with one entry. A section with nothing behind it is no list: write \`[]\` or remove it.
* Names are text: quote a name that YAML reads as number, date or boolean (\`12\`, \`on\`).
* Flags take true and false; \`yes\`, \`off\`, \`0\` and their quoted forms are taken too, nothing else is.
* \`parameters\` is a mapping of names to paths; when there are none, \`{}\`.
* \`content_type\` of an artifact is one of the server's own list. The loader takes any text (recorded:
  cfg08-content-type-unknown), so another one is a warning.`,
  appliesTo: 'config',
  check(config, { project, report }) {
    if (!config.root || !isReadable(config)) return;
    for (const section of countingSections(config)) {
      const known = project.configModel.rootKeys.find((each) => each.key === section.field.key);
      if (!known) continue;
      if (resolved(section.field.node)?.type === 'list') checkItems(config, section, known, report);
      else checkSection(config, section, known, report);
      for (const entry of section.entries) checkEntry(entry, project.configModel, { project, report });
    }
  },
});

function checkSection(
  config: ConfigFile,
  { field }: ConfigSectionFacts,
  known: ConfigSection,
  report: RuleContext['report'],
): void {
  const entry = entryOf(config.root, field.key);
  const written = isNull(field.node) ? field.keyRange : (field.node?.range ?? field.keyRange);
  report({
    at: { part: config.chunk, range: written },
    message: `Infrahub refuses the whole file: ${field.key} must be a list, not ${nodeWords(field.node)}.`,
    fixes: () => (config.root && entry ? sectionFixes(config.chunk, config.root, entry, known) : []),
  });
}

function checkItems(
  config: ConfigFile,
  section: ConfigSectionFacts,
  known: ConfigSection,
  report: RuleContext['report'],
): void {
  for (const item of section.items) {
    const value = resolved(item);
    // A mapping in a list of paths is a rule of its own: `config-path-as-mapping`.
    if (value?.type === 'map' || (known.element === 'path' && fitsType(item, 'path', false))) continue;
    const wanted = known.element === 'path' ? 'a path as text' : `a mapping (${anEntry(known.key)})`;
    report({
      at: { part: config.chunk, range: visible(item, section.field.keyRange) },
      message: `Infrahub refuses the whole file: an item of ${known.key} must be ${wanted}, not ${nodeWords(item)}.`,
      fixes: () => itemFixes(config, section, item, known),
    });
  }
}

/** An item that is nothing has no text to mark. */
function visible(item: YamlNode | undefined, fallback: TextRange): TextRange {
  return item && item.range.end > item.range.start ? item.range : fallback;
}

function checkEntry(entry: ConfigEntry, model: ConfigModel, context: Pick<RuleContext, 'project' | 'report'>): void {
  for (const key of elementOf(model, entry.section)?.keys ?? []) {
    const found = entryOf(entry.node, key.key);
    // `invalid-watch` speaks about watch.
    if (!found || key.type === 'watch') continue;
    if (fitsType(found.value, key.type, key.nullable === true)) {
      if (key.key === 'content_type') checkContentType(entry, found, context);
      if (key.type === 'mapping') checkMappingKeys(entry, key, asMap(found.value), context.report);
      continue;
    }
    const at: Place = {
      part: entry.chunk,
      range: isNull(found.value) ? (found.key ?? found).range : (found.value ?? found).range,
    };
    context.report({
      at,
      message:
        `Infrahub refuses the whole file: ${key.key} of ${entryLabel(entry)} must be ${typeWords(key.type)}, ` +
        `not ${nodeWords(found.value)}.`,
      fixes: () => valueFixes(context.project, entry, found, key),
    });
  }
}

/** The choices of CoreArtifactDefinition (facts/versions/core-diff.md and the core kinds of the target version). */
function checkContentType(
  { chunk }: ConfigEntry,
  { value }: YamlEntry,
  { project, report }: Pick<RuleContext, 'project' | 'report'>,
): void {
  const choices = project.kinds.attribute('CoreArtifactDefinition', 'content_type')?.enum?.map(String) ?? [];
  const text = textOf(value);
  if (!value || text === undefined || choices.length === 0 || choices.includes(text)) return;
  const parts = new Set(text.toLowerCase().split('/'));
  const alike = choices.filter((choice) => choice.split('/').some((part) => parts.has(part)));
  const names = [...new Set([...nearestNames(text, choices), ...alike])];
  report({
    at: { part: chunk, range: value.range },
    severity: 'warning',
    message:
      `The server has no content type '${text}' for artifacts. ` +
      (names[0] === undefined ? `It has ${choices.join(', ')}.` : `Did you mean '${names[0]}'?`),
    fixes: () =>
      [...new Set([...names, ...choices])].slice(0, 4).map((name): Fix => {
        return { title: `Change to '${name}'`, safe: false, edits: [replaceScalar(chunk, value, name)] };
      }),
  });
}

/** A number or a boolean as name of a parameter (recorded: cfg03-parameters-number-key). */
function checkMappingKeys(
  entry: ConfigEntry,
  key: ConfigKey,
  map: YamlMap | undefined,
  report: RuleContext['report'],
): void {
  for (const each of map?.entries ?? []) {
    const node = each.key;
    if (!node || typeof node.value === 'string' || keyText(each) === '<<') continue;
    report({
      at: { part: entry.chunk, range: node.range },
      message: `Infrahub refuses the whole file: the names under ${key.key} must be text. Quote '${node.source}'.`,
      fixes: (): Fix[] => [{ title: `Quote '${node.source}'`, safe: false, edits: [quoteKey(entry, each)] }],
    });
  }
}

function quoteKey(entry: ConfigEntry, { key, range }: YamlEntry) {
  const node = key ?? { type: 'scalar' as const, range, value: '', source: '', style: 'plain' as const };
  return renameKey(entry.chunk, { ...node, style: 'single' }, node.source);
}
