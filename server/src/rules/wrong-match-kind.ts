import { nearestNames } from '../base/nearest';
import { placeOf } from '../model/named';
import type { TriggerMatch, TriggerRule } from '../model/triggers/triggers';
import { asList, asMap, entryOf, valueOf } from '../syntax/yaml/access';
import type { YamlMap } from '../syntax/yaml/nodes';
import { defineRule, type Fix } from './rule';
import { change, changeTo, ownEntry } from './triggers/fixes';
import { ruleOfMatch, watchedKind } from './triggers/parts';
import { runsWithout } from './triggers/refusedMatch';
import { insertKeys, removeEntry, renameKey, replaceScalar } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'wrong-match-kind',
  catalogue: 'TRG09',
  title: 'An attribute match names a relationship, or the reverse',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  docs: `Attributes are watched by \`CoreNodeTriggerAttributeMatch\`, relationships by \`CoreNodeTriggerRelationshipMatch\`. The
server looks for an attribute (or a relationship) of that name only and refuses the match, but by then it has created the
rule: the rule stays, active and without this match and those after it. Without any match it runs on every update of the kind
(facts 2 and 8).`,
  appliesTo: 'triggerMatch',
  check(match, { project, report }) {
    const { item, member } = match;
    const owner = ruleOfMatch(match, project);
    const kind = watchedKind(owner, project);
    if (!member || !kind || !owner) return;
    const isAttribute = match.kind === 'CoreNodeTriggerAttributeMatch';
    const [own, other] = isAttribute ? [kind.attributes, kind.relationships] : [kind.relationships, kind.attributes];
    if (own.has(member.value) || !other.has(member.value)) return;
    const at = placeOf(item.chunk, member);
    const left = runsWithout(match);
    const [is, wanted] = isAttribute ? ['a relationship', 'an attribute'] : ['an attribute', 'a relationship'];
    report({
      at,
      message:
        `'${member.value}' is ${is} of ${kind.kind}, and this match watches ${wanted}. The server refuses the match but keeps ` +
        `the rule without it${left === undefined ? '' : `, which then ${left}`}.`,
      fixes: () => [...otherKind(match, owner), ...changeTo(item, at, nearestNames(member.value, own.keys()))],
    });
  },
});

/** Turns a match that is alone in its block into one of the other kind. */
function otherKind(match: TriggerMatch, owner: TriggerRule): Fix[] {
  const { item } = match;
  const toRelationship = match.kind === 'CoreNodeTriggerAttributeMatch';
  const block = blockOf(match, owner);
  const kind = block && entryOf(block, 'kind')?.value;
  const member = ownEntry(item, toRelationship ? 'attribute_name' : 'relationship_name');
  if (!kind || kind.type !== 'scalar' || !member?.key) return [];
  const other = toRelationship ? 'CoreNodeTriggerRelationshipMatch' : 'CoreNodeTriggerAttributeMatch';
  const specific = toRelationship ? ['value_match', 'value', 'value_previous'] : ['modification_type', 'peer'];
  const [replaced, ...removed] = specific.flatMap((key) => ownEntry(item, key) ?? []);
  const [key, value] = toRelationship ? ['modification_type', 'added'] : ['value_match', 'any'];
  return change(`Make it ${toRelationship ? 'a relationship' : 'an attribute'} match`, [
    replaceScalar(item.chunk, kind, other),
    renameKey(item.chunk, member.key, toRelationship ? 'relationship_name' : 'attribute_name'),
    ...(replaced?.key && replaced.value
      ? [renameKey(item.chunk, replaced.key, key), replaceScalar(item.chunk, replaced.value, value)]
      : [insertKeys({ chunk: item.chunk, map: item.node, after: member, entries: { [key]: value } })]),
    ...removed.map((entry) => removeEntry(item.chunk, item.node, entry)),
  ]);
}

/** The block `{kind, data}` around a match that is the only one in it. */
function blockOf({ item }: TriggerMatch, owner: TriggerRule): YamlMap | undefined {
  const node = owner.matchesField?.node;
  const blocks = asList(node)?.items ?? [node];
  const block = blocks.map(asMap).find((each) => {
    const data = valueOf(each, 'data');
    return data === item.node || (asList(data)?.items.length === 1 && asList(data)?.items[0] === item.node);
  });
  return item.chunk === owner.item.chunk ? block : undefined;
}
