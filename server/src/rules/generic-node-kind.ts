import { placeOf } from '../model/named';
import type { Project } from '../model/project/project';
import type { TriggerRule } from '../model/triggers/triggers';
import { defineRule, type Fix } from './rule';
import { change, changeTo, freeName, joined, replaceAt } from './triggers/fixes';
import { copyRule } from './triggers/splitRule';

/** A generic with more heirs than this (such as `CoreNode`) gets no rule per kind. */
const maxRules = 12;

export const rule = defineRule({
  id: 'generic-node-kind',
  catalogue: 'TRG02',
  title: 'node_kind is a generic',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  docs: `The server refuses the rule: \`The requested node_kind is not a valid node at node_kind\` (facts 2, observed with a
generic that three kinds inherit). Events carry the concrete kind of the node, so one rule per concrete kind is needed.`,
  appliesTo: 'triggerRule',
  check(rule, { project, report }) {
    const { item, nodeKind } = rule;
    if (!nodeKind || !project.kinds.get(nodeKind.value)?.isGeneric) return;
    const at = placeOf(item.chunk, nodeKind);
    const heirs = project.kinds.heirs(nodeKind.value).map((kind) => kind.kind);
    const few = heirs.length <= maxRules ? heirs : [];
    const advice = few.length > 0 ? ` Write one rule for each of ${few.join(', ')}.` : ' Name a node kind.';
    report({
      at,
      message: `The server refuses this rule: ${nodeKind.value} is a generic, and a rule watches one node kind.${advice}`,
      fixes: () => [...(few.length > 1 ? rulePerKind(rule, few, project) : []), ...changeTo(item, at, few)],
    });
  },
});

/** The rule keeps its name for the first kind, since matches elsewhere may refer to it. */
function rulePerKind(rule: TriggerRule, kinds: readonly string[], project: Project): Fix[] {
  const { item, name, nodeKind } = rule;
  const [first, ...others] = kinds;
  if (!name || !nodeKind || first === undefined) return [];
  const at = placeOf(item.chunk, nodeKind);
  const copies = others.map((kind) => ({
    name: freeName(joined(name.value, kind), project),
    edits: [replaceAt(item, at, kind)],
  }));
  return change(`One rule per kind: ${kinds.join(', ')}`, [replaceAt(item, at, first), copyRule(rule, copies)]);
}
