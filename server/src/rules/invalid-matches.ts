import { nearestNames } from '../base/nearest';
import { compareServerVersions } from '../data/versions';
import { placeOf, type Named } from '../model/named';
import { itemLabel } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';
import { asMatch, asTriggerRule, type TriggerMatch, type TriggerRule } from '../model/triggers/triggers';
import { asList, asMap, asScalar, entryOf, isNull, resolved, textOf, valueOf } from '../syntax/yaml/access';
import type { YamlMap, YamlNode, YamlScalar } from '../syntax/yaml/nodes';
import { onOneLine } from './filePlaces';
import { defineRule, type Fix, type RuleContext } from './rule';
import { change, changeTo, ownEntry, setKey } from './triggers/fixes';
import { watchedKind } from './triggers/parts';
import { runsWithout } from './triggers/refusedMatch';
import { replaceScalar, replaceValue } from '../edits/yamlEdits';
import type { YamlDataMap } from '../edits/yamlText';

const attributeMatch = 'CoreNodeTriggerAttributeMatch';
const relationshipMatch = 'CoreNodeTriggerRelationshipMatch';
const matchKinds = [attributeMatch, relationshipMatch];
const valueMatches = ['any', 'value', 'value_previous', 'value_full'];
const modifications = ['added', 'removed', 'updated'];

export const rule = defineRule({
  id: 'invalid-matches',
  catalogue: 'TRG15',
  title: 'matches holds something that is no match',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `A block under \`matches\` is \`{kind, data: […]}\`, or there is a list of blocks \`{kind, data: {…}}\`; all objects of a block
are of its kind: \`CoreNodeTriggerAttributeMatch\` or \`CoreNodeTriggerRelationshipMatch\`. The loader does not check the kind
against the relationship, but the fields against the kind (facts/versions/object-files.md §4 and §5): a field of the other kind
of match refuses the file. So does a plain value in place of the block
(\`Relationship matches doesn't have the right format many / <class 'str'>\`, recorded from the SDK). A \`value_match\` that is none is refused by the server only, and by then the rule exists: it stays,
active and without this match and those after it; without any it runs on every update of the kind (facts 2 and 8).`,
  appliesTo: 'triggerItem',
  check(item, context) {
    const match = asMatch(item);
    if (match) {
      checkWord(match, 'value_match', match.valueMatch, context);
      checkWord(match, 'modification_type', match.modificationType, context);
    }
    const rule = asTriggerRule(item);
    if (rule) checkPlainValue(rule, context);
    const node = rule?.matchesField?.node;
    for (const block of asList(node)?.items ?? [node]) {
      const map = asMap(block);
      if (rule && map) checkBlock(rule, map, context);
    }
  },
});

function checkWord(match: TriggerMatch, key: string, word: Named | undefined, { report }: RuleContext): void {
  const { item } = match;
  const allowed = key === 'value_match' ? valueMatches : modifications;
  if (!word || allowed.includes(word.value)) return;
  const at = placeOf(item.chunk, word);
  const left = runsWithout(match);
  report({
    at,
    message:
      `The server refuses this match: ${key} must be ${allowed.join(', ')}, not '${word.value}'. The rule itself is loaded ` +
      `and stays, without this match${left === undefined ? '' : `: it ${left}`}.`,
    fixes: () => changeTo(item, at, [...new Set([...nearestNames(word.value, allowed), ...allowed])]),
  });
}

/** A text, a number or the like in place of the block; nothing at all is a finding of its own. */
function checkPlainValue(rule: TriggerRule, { project, report }: RuleContext): void {
  const { item, kind, matchesField } = rule;
  const value = asScalar(matchesField?.node);
  // Behind a syntax error the block may be hidden.
  if (!matchesField?.node || !value || isNull(value) || kind !== 'CoreNodeTriggerRule') return;
  if (item.chunk.tree.problems.length > 0) return;
  const { node, keyRange } = matchesField;
  report({
    at: { part: item.chunk, range: node === value ? onOneLine(item.chunk.text, value.range) : keyRange },
    message:
      `The loader refuses this file, and with it the whole load: matches of ${itemLabel(item)} must be a block with kind ` +
      `and data, or a list of such blocks, not ${typeof value.value === 'string' ? 'a text' : value.source}.`,
    fixes: () => matchOn(value, rule, project),
  });
}

/** The match that is meant where the name of an attribute stands in place of the block. */
function matchOn({ value }: YamlScalar, rule: TriggerRule, project: Project): Fix[] {
  const attribute = typeof value === 'string' ? watchedKind(rule, project)?.attributes.get(value) : undefined;
  if (!attribute || compareServerVersions(project.targetVersion.version, '1.4') < 0) return [];
  const block = { kind: attributeMatch, data: [{ attribute_name: attribute.name, value_match: 'any' }] };
  return change(`Run when '${attribute.name}' changes`, [setKey(rule.item, 'matches', block)]);
}

function checkBlock(rule: TriggerRule, block: YamlMap, { report }: RuleContext): void {
  const { chunk } = rule.item;
  const kindNode = entryOf(block, 'kind')?.value;
  const kind = textOf(kindNode);
  if (!kindNode || kind === undefined) return;
  if (!matchKinds.includes(kind)) {
    const fitting = matchMaps(block).map(kindOfMatch);
    const wanted = [...new Set(fitting.length > 0 ? fitting : [...nearestNames(kind, matchKinds), ...matchKinds])];
    report({
      at: placeOf(chunk, kindNode),
      message: `No match is made of this: ${kind} is no kind of match. Use ${attributeMatch} or ${relationshipMatch}.`,
      fixes: () => wanted.flatMap((each) => change(`Change to '${each}'`, [replaceScalar(chunk, kindNode, each)])),
    });
    return;
  }
  const [own, other] =
    kind === attributeMatch ? ['attribute_name', 'relationship_name'] : ['relationship_name', 'attribute_name'];
  for (const match of matchMaps(block)) {
    const wrong = entryOf(match, other);
    if (!wrong?.key || entryOf(match, own)) continue;
    report({
      at: placeOf(chunk, wrong.key),
      message: `The loader refuses this file: ${kind} has no ${other}. Put this match into a block of its own.`,
      fixes: () => separateBlocks(rule),
    });
  }
}

/** A list of blocks of one match each, every block of the kind that its match needs. */
function separateBlocks({ item }: TriggerRule): Fix[] {
  const entry = ownEntry(item, 'matches');
  const blocks = (asList(entry?.value)?.items ?? [entry?.value]).flatMap((block) =>
    matchMaps(asMap(block)).map((match) => {
      const data = dataOf(match);
      return data && { kind: kindOfMatch(match), data };
    }),
  );
  const all = blocks.flatMap((block) => block ?? []);
  if (!entry || all.length < blocks.length) return [];
  return change('A block for each match', [replaceValue(item.chunk, item.node, entry, all)]);
}

function kindOfMatch(match: YamlMap): string {
  return entryOf(match, 'relationship_name') ? relationshipMatch : attributeMatch;
}

function matchMaps(block: YamlMap | undefined): YamlMap[] {
  const data = resolved(valueOf(block, 'data'));
  const nodes: readonly (YamlNode | undefined)[] = data?.type === 'list' ? data.items : [data];
  return nodes.flatMap((node) => asMap(node) ?? []);
}

/** The scalars of a mapping; undefined when there is anything else in it. */
function dataOf(map: YamlMap): YamlDataMap | undefined {
  const pairs = map.entries.map(({ key, value }) => {
    const scalar = value?.type === 'scalar' ? value.value : undefined;
    const known = typeof scalar === 'string' || typeof scalar === 'number' || typeof scalar === 'boolean';
    return key && known ? ([key.source, scalar] as const) : undefined;
  });
  const all = pairs.flatMap((pair) => (pair ? [pair] : []));
  return all.length === pairs.length ? Object.fromEntries(all) : undefined;
}
