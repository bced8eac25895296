import { isNull } from '../syntax/yaml/access';
import { field } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';
import type { TriggerMatch } from '../model/triggers/triggers';
import { defineRule, type Fix } from './rule';
import { change, matchAnyChange, setKey } from './triggers/fixes';
import { closedValues, isOfInactiveRule, ruleLabel, ruleOfMatch, watchedAttribute } from './triggers/parts';

/** More choices than this are not offered one by one. */
const maxOffers = 8;

/** Kinds whose values are never the empty text. */
const neverEmpty = ['Number', 'Boolean', 'Checkbox', 'Dropdown', 'DateTime', 'IPHost', 'IPNetwork', 'MacAddress'];

export const rule = defineRule({
  id: 'match-without-value',
  catalogue: 'TRG10',
  title: 'A match on a value has no value',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  docs: `The default of \`value_match\` is \`value\`: the new value has to equal \`value\`. Left empty that is the empty string, which
never equals a missing value, since events carry the text \`NULL\` for it (facts 2, observed): the rule does not fire, except
for a value that really is the empty string. “Was unset” can only be matched by \`value_match: any\`.
An information where \`value: ""\` is written for an attribute that is never an empty text, a hint where it may be one: then
that may be what is meant.`,
  appliesTo: 'triggerMatch',
  check(match, { project, report }) {
    const { item, kind, member, valueMatch, value } = match;
    if (isOfInactiveRule(match) || kind !== 'CoreNodeTriggerAttributeMatch' || !member) return;
    if ((valueMatch?.value ?? 'value') !== 'value' || (value && value.value !== '')) return;
    const written = field(item, 'value');
    if (written && !value && !isNull(written.node)) return;
    const owner = ruleOfMatch(match, project);
    const at = { part: item.chunk, range: member.range };
    const fixes = (): Fix[] => [...matchAnyChange(match, project), ...withValue(match, project)];
    if (value && canBeEmpty(match, project)) {
      const message =
        `${ruleLabel(owner)} fires only when '${member.value}' becomes an empty text, not when it is unset. ` +
        'Use value_match: any if that is meant too.';
      report({ at, message, severity: 'hint', fixes });
      return;
    }
    const why = valueMatch ? 'has no value' : "has no value_match, so it compares with 'value', and that is missing";
    report({
      at,
      message:
        `${ruleLabel(owner)} practically never fires: the match on '${member.value}' ${value ? "compares with ''" : why}. ` +
        'Use value_match: any for every change, or give a value.',
      severity: value ? 'information' : undefined,
      fixes,
    });
  },
});

/** True for attributes that hold any text, and for those that nobody knows. */
function canBeEmpty(match: TriggerMatch, project: Project): boolean {
  const attribute = watchedAttribute(match, project);
  return !attribute || (closedValues(attribute) === undefined && !neverEmpty.includes(attribute.kind));
}

function withValue(match: TriggerMatch, project: Project): Fix[] {
  const values = closedValues(watchedAttribute(match, project)) ?? [];
  const after = match.valueMatch ? 'value_match' : 'attribute_name';
  return values
    .slice(0, maxOffers)
    .flatMap((each) => change(`Match the value '${each}'`, [setKey(match.item, 'value', each, after)]));
}
