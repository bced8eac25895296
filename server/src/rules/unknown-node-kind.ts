import { placeOf } from '../model/named';
import { nodeKindNames } from './kindNames';
import { judgeMissing } from './openWorld';
import { defineRule } from './rule';
import { changeTo } from './triggers/fixes';

export const rule = defineRule({
  id: 'unknown-node-kind',
  catalogue: 'TRG01',
  title: 'node_kind is no kind of the schema',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  docs: `The server refuses the rule: \`The requested node_kind schema was not found at node_kind\` (facts 2). It looks in
the schema of the default branch, so a kind that exists on another branch only cannot be watched yet.

Write the full name of the kind, namespace and name in one: \`NetworkPod\`, not \`Pod\`.`,
  appliesTo: 'triggerRule',
  check({ item, nodeKind }, { project, report }) {
    if (!nodeKind || project.kinds.get(nodeKind.value)) return;
    const kinds = project.kinds.nodes();
    const name = nodeKind.value;
    const sameName = kinds.filter((kind) => kind.name.toLowerCase() === name.toLowerCase()).map((kind) => kind.kind);
    const derived = /^(?:Profile|Template)[A-Z]/.test(name);
    const judged = judgeMissing({
      name,
      known: nodeKindNames(project.kinds, name),
      complete: (project.schemasComplete && !derived) || (sameName.length > 0 && !project.kinds.halfWritten),
      severity: 'error',
      hidden: project.kinds.halfWritten,
    });
    const suggestions = sameName.length > 0 ? sameName : judged.suggestions;
    const question = sameName[0] === undefined ? judged.question : ` Did you mean '${sameName[0]}'?`;
    const at = placeOf(item.chunk, nodeKind);
    const certain = judged.severity === 'error';
    report({
      at,
      message: certain
        ? `The server refuses this rule: there is no kind '${name}'.${question}`
        : `The schemas of this repository have no kind '${name}'. If the server has none either, it refuses this rule.`,
      severity: judged.severity,
      oncePerFile: judged.oncePerFile,
      fixes: () => changeTo(item, at, suggestions),
    });
  },
});
