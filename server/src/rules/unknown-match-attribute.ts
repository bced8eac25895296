import { placeOf } from '../model/named';
import { judgeMissing, type Judgement } from './openWorld';
import { defineRule } from './rule';
import { changeTo } from './triggers/fixes';
import { isComplete, ruleOfMatch, watchedKind } from './triggers/parts';
import { runsWithout } from './triggers/refusedMatch';

export const rule = defineRule({
  id: 'unknown-match-attribute',
  catalogue: 'TRG08',
  title: 'A match names an attribute or relationship that the kind does not have',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  docs: `The server refuses the match (\`The attribute nope doesn't exist on related node trigger using NetworkPod\`), but by
then it has created the rule: the rule stays, active and without this match and those after it. Without any match it runs on
every update of the kind (facts 2 and 8).`,
  appliesTo: 'triggerMatch',
  check(match, { project, report }) {
    const { item, kind, member } = match;
    const target = watchedKind(ruleOfMatch(match, project), project);
    if (!member || !target) return;
    const wantsAttribute = kind === 'CoreNodeTriggerAttributeMatch';
    if (target.attributes.has(member.value) || target.relationships.has(member.value)) return;
    const known = wantsAttribute ? target.attributes : target.relationships;
    const complete = isComplete(target, project);
    // A path, as parameters have it, names its attribute first.
    const [first = ''] = member.value.split('__');
    const { suggestions, question, severity, oncePerFile }: Judgement = known.has(first)
      ? { suggestions: [first], question: ` Did you mean '${first}'?`, severity: 'error' }
      : judgeMissing({
          name: member.value,
          known: known.keys(),
          complete,
          severity: 'error',
          hidden: project.kinds.halfWritten,
        });
    const at = placeOf(item.chunk, member);
    const what = wantsAttribute ? 'attribute' : 'relationship';
    const left = runsWithout(match);
    report({
      at,
      message:
        `${target.kind} has no ${what} '${member.value}'.${question} The server refuses this match but keeps ` +
        `the rule without it${left === undefined ? '' : `, which then ${left}`}.`,
      severity,
      oncePerFile,
      fixes: () => changeTo(item, at, suggestions),
    });
  },
});
