import type { Write } from '../model/cascade/cause';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import type { TriggerRule } from '../model/triggers/triggers';
import { pythonPlace } from './cascade/steps';
import { isSignalName, isSignalWatched, namesAttribute } from './cascade/signals';
import { defineRule, type Fix } from './rule';
import { change, freeName } from './triggers/fixes';
import { objectPlace } from './triggers/parts';
import { insertItem } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'unwatched-signal',
  catalogue: 'X03',
  title: 'A generator writes a signal that no rule watches',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `The generator writes a checksum to objects of a kind, but no rule of the files watches it there: the chain stops,
without a message (guide, step 4: a trigger rule has to see the change). A warning where rules of the repository watch the
same attribute of other kinds; where they do not, rules may be kept elsewhere, and it is an information. So it is for the
own targets of the generator: a rule on them would start it again, and the value may be there for people to read.`,
  appliesTo: 'project',
  check(project, { report }) {
    if (project.hidesObjects) return;
    const seen = new Set<string>();
    for (const write of project.cascade.writes) {
      const { cause } = write;
      if (cause.type !== 'attribute' || write.byCreation || !isSignalName(cause.attribute)) continue;
      const { kind, attribute } = cause;
      const key = `${write.path} ${write.range.start} ${kind}`;
      if (seen.has(key) || isSignalWatched(kind, attribute, project)) continue;
      seen.add(key);
      // Who starts the next generator by a mutation needs no rule.
      if (write.generator.code?.dispatches.length) continue;
      const example = project.triggers.rules.find((other) => namesAttribute(other, attribute, project));
      if (!example && !write.generator.code?.usesChecksum) continue;
      const own = targetsOf(write.generator).includes(kind);
      const advice = own
        ? `These are its own targets: to start a next layer, write it to the targets of that.`
        : `Add a CoreNodeTriggerRule for ${kind} with a match on ${attribute}, or write to the kind that a rule watches.`;
      const declaredAt = project.kinds.get(kind)?.declaredAt;
      report({
        at: pythonPlace(project, write.path, write.range),
        message:
          `No rule in the files watches ${attribute} of ${kind}, so nothing runs after ${write.generator.name} sets it. ` +
          advice,
        severity: example && !own ? undefined : 'information',
        related: [
          ...(declaredAt ? [{ at: declaredAt, message: `${kind} is declared here` }] : []),
          ...(example ? [{ at: objectPlace(example.item), message: `this rule watches ${attribute} elsewhere` }] : []),
        ],
        fixes: () => (example && !own ? ruleFixes(example, write, project) : []),
      });
    }
  },
});

function targetsOf({ memberKinds, queryKinds }: Generator): readonly string[] {
  return [...memberKinds, ...queryKinds];
}

/** A rule like the example for the kind that is written, when the files show what it has to run. */
function ruleFixes(example: TriggerRule, { cause }: Write, project: Project): Fix[] {
  if (cause.type !== 'attribute') return [];
  return project.generators.flatMap((generator) => {
    if (!targetsOf(generator).includes(cause.kind)) return [];
    const [action] = project.triggers.actionsByGenerator.get(generator.name);
    if (!action?.name) return [];
    const name = freeName(`trigger-${generator.name}-${cause.attribute}`, project);
    const data = {
      name,
      branch_scope: example.branchScope?.value ?? 'other_branches',
      node_kind: cause.kind,
      mutation_action: 'updated',
      action: action.name.value,
      matches: {
        kind: 'CoreNodeTriggerAttributeMatch',
        data: [{ attribute_name: cause.attribute, value_match: 'any' }],
      },
    };
    return change(`Add rule ${name}, which runs ${generator.name}`, [
      insertItem(example.item.chunk, example.item.node, data),
    ]);
  });
}
