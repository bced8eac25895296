import { placeOf } from '../../model/named';
import type { Project } from '../../model/project/project';
import type { TriggerMatch, TriggerRule } from '../../model/triggers/triggers';
import { asList, asMap, entryOf, textOf, valueOf } from '../../syntax/yaml/access';
import type { YamlList, YamlNode } from '../../syntax/yaml/nodes';
import type { Fix } from '../rule';
import { duplicateItem, keepItem } from '../../edits/yamlEdits';
import type { PlacedEdit } from '../../edits/edit';
import { change, freeName, joined, replaceAt } from './fixes';

/** Copies of a rule behind it, each under a name of its own and with the changes given for it; undefined if it has none. */
export function copyRule(
  rule: TriggerRule,
  copies: readonly { readonly name: string; readonly edits: readonly PlacedEdit[] }[],
): PlacedEdit | undefined {
  const { item, name } = rule;
  if (!name || item.nestedIn) return undefined;
  const renamed = copies.map((copy) => [
    replaceAt(item, placeOf(item.chunk, name), copy.name),
    ...triggersIn(item.node, name.value, rule).map((edit) => ({ ...edit, newText: copy.name })),
    ...actionByName(rule),
    ...copy.edits,
  ]);
  return duplicateItem(item.chunk, item.node, renamed);
}

/** An action that is written in the rule is there once: a copy names it. */
function actionByName({ item: { node, chunk } }: TriggerRule): PlacedEdit[] {
  const { key, value } = entryOf(node, 'action') ?? {};
  const name = valueOf(valueOf(value, 'data'), 'name');
  if (!key || value?.type !== 'map' || name?.type !== 'scalar') return [];
  const written = chunk.text.slice(key.range.end, value.range.end).trimEnd();
  const range = { start: key.range.end, end: key.range.end + written.length };
  return [{ at: { part: chunk, range }, newText: `: ${chunk.text.slice(name.range.start, name.range.end)}` }];
}

/** A rule with several matches as one rule for each; the first keeps the name. */
export interface Split {
  readonly rule: TriggerRule;
  readonly matches: readonly TriggerMatch[];
  readonly project: Project;
  /** What a copy's name ends with. */
  readonly wordOf: (match: TriggerMatch) => string;
}

/** The fix that splits a rule; none when its matches do not stand in one list. */
export function rulePerMatch({ rule, matches, project, wordOf }: Split): Fix[] {
  const [first, ...others] = matches;
  const { name } = rule;
  const kept = first && keepMatch(rule, first);
  if (!name || !kept) return [];
  const taken = new Set<string>();
  const copies = others.flatMap((match) => {
    const edits = keepMatch(rule, match);
    const own = freeName(joined(name.value, wordOf(match)), project, taken);
    taken.add(own);
    return edits ? [{ name: own, edits }] : [];
  });
  if (copies.length < others.length) return [];
  return change('One rule for each match', [...kept, copyRule(rule, copies)]);
}

/** The edits that leave one match only; undefined when the matches do not stand in one list. */
function keepMatch(rule: TriggerRule, match: TriggerMatch): PlacedEdit[] | undefined {
  const list = listOfMatches(rule);
  const item = list?.items.find((each) => each === match.item.node || matchInBlock(each) === match.item.node);
  return list && item && keepItem(rule.item.chunk, list.items, item);
}

/** The list whose items are the matches: `data` of a block, or a list of blocks of one match each. */
function listOfMatches(rule: TriggerRule): YamlList | undefined {
  const node = rule.matchesField?.node;
  if (node?.type === 'list') return node.items.every((block) => matchInBlock(block)) ? node : undefined;
  const data = node?.type === 'map' ? valueOf(node, 'data') : undefined;
  return data?.type === 'list' ? data : undefined;
}

function matchInBlock(block: YamlNode | undefined): YamlNode | undefined {
  const data = block?.type === 'map' ? valueOf(block, 'data') : undefined;
  if (data?.type === 'map') return data;
  return data?.type === 'list' && data.items.length === 1 ? data.items[0] : undefined;
}

/** Nested matches may name their rule once more (`trigger`). */
function triggersIn(node: YamlNode | undefined, name: string, rule: TriggerRule): PlacedEdit[] {
  const blocks = asList(asMap(node) && rule.matchesField?.node)?.items ?? [rule.matchesField?.node];
  return blocks.flatMap((block) => {
    const data = valueOf(block, 'data');
    return (asList(data)?.items ?? [data]).flatMap((match) => {
      const trigger = valueOf(match, 'trigger');
      return trigger?.type === 'scalar' && textOf(trigger) === name
        ? [{ at: { part: rule.item.chunk, range: trigger.range }, newText: '' }]
        : [];
    });
  });
}
