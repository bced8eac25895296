import type { Attribute } from '../model/kinds/kind';
import type { Named } from '../model/named';
import { placeOf } from '../model/named';
import type { TriggerMatch } from '../model/triggers/triggers';
import { field } from '../model/objects/objectFile';
import { asScalar } from '../syntax/yaml/access';
import { judgeMissing } from './openWorld';
import { defineRule, type RuleContext } from './rule';
import { changeTo, matchAnyChange } from './triggers/fixes';
import { closedValues, isComplete, ruleLabel, ruleOfMatch, watchedAttribute, watchedKind } from './triggers/parts';

export const rule = defineRule({
  id: 'impossible-match-value',
  catalogue: 'TRG13',
  title: 'A match compares with a value that the attribute cannot have',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  docs: `A match compares texts (facts 2: a number matched as \`"3"\`). A Dropdown has the *names* of its choices as values, not their
labels; a Number is written in digits; a Boolean is \`True\` or \`False\`, as Python writes it (read in the server 1.11.9:
\`events/node_action.py\`, \`actions/models.py\`). No other value ever occurs, so the rule does not fire. An unset value cannot be
compared with: the text \`NULL\` in a file is stored as no value (facts 2). Numbers and booleans
without quotes are refused: \`wrong-value-type\` tells of them.`,
  appliesTo: 'triggerMatch',
  check(match, context) {
    const mode = match.valueMatch?.value ?? 'value';
    const attribute = watchedAttribute(match, context.project);
    if (!attribute) return;
    if (match.value && (mode === 'value' || mode === 'value_full')) checkValue(match, attribute, match.value, context);
    if (match.valuePrevious && (mode === 'value_previous' || mode === 'value_full'))
      checkValue(match, attribute, match.valuePrevious, context);
  },
});

/** False without quotes round a number or boolean: then it is the finding of another rule that the server refuses it. */
function isText({ item }: TriggerMatch, { range }: Named): boolean {
  return ['value', 'value_previous'].some((key) => {
    const node = field(item, key)?.node;
    return node?.range.start === range.start && typeof asScalar(node)?.value === 'string';
  });
}

function checkValue(match: TriggerMatch, attribute: Attribute, value: Named, { project, report }: RuleContext): void {
  if (value.value === '' || !isText(match, value)) return;
  const owner = ruleOfMatch(match, project);
  const kind = watchedKind(owner, project);
  if (!kind) return;
  const at = placeOf(match.item.chunk, value);
  const named = `${kind.kind}.${attribute.name}`;
  const start = `${ruleLabel(owner)} does not fire: ${named}`;
  const allowed = closedValues(attribute);
  if (value.value === 'NULL') {
    const message = `${start} is never the text NULL; an unset value cannot be compared with. Use value_match: any.`;
    report({ at, message, fixes: () => matchAnyChange(match, project) });
  } else if (allowed) {
    if (allowed.includes(value.value)) return;
    const label = attribute.choices?.find((choice) => choice.label === value.value)?.name;
    const complete = isComplete(kind, project) || label !== undefined;
    const judged = judgeMissing({
      name: value.value,
      known: allowed,
      complete,
      severity: 'warning',
      hidden: project.kinds.halfWritten,
    });
    const suggestions = label === undefined ? judged.suggestions : [label];
    const list = allowed.length <= 12 ? ` It can be ${allowed.join(', ')}.` : '';
    report({
      at,
      message: `${start} is never '${value.value}'.${label === undefined ? '' : ` That is the label of '${label}'.`}${list}`,
      severity: judged.severity,
      oncePerFile: judged.oncePerFile,
      fixes: () => changeTo(match.item, at, [...new Set([...suggestions, ...allowed.slice(0, 12)])]),
    });
  } else if (attribute.kind === 'Number' && !/^[+-]?[\d_]+(?:\.\d+)?$/.test(value.value)) {
    const message = `${start} is a number and never '${value.value}'. Write the digits.`;
    report({ at, message, fixes: () => matchAnyChange(match, project) });
  } else if (['Boolean', 'Checkbox'].includes(attribute.kind) && !['True', 'False'].includes(value.value)) {
    const meant = /^(?:false|no|off|0)$/i.test(value.value) ? ['False', 'True'] : ['True', 'False'];
    const fixes = () => changeTo(match.item, at, meant);
    report({ at, message: `${start} is compared as the text True or False and never '${value.value}'.`, fixes });
  }
}
