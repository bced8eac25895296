import { groupBy } from '../base/groupBy';
import type { TextRange } from '../base/textRange';
import type { Edge } from '../model/cascade/cascade';
import { listOf, pythonPlace } from './cascade/steps';
import { defineRule } from './rule';
import { objectPlace } from './triggers/parts';

interface SavedEdge {
  readonly edge: Edge;
  readonly attribute: string;
  readonly path: string;
  readonly save: TextRange;
}

export const rule = defineRule({
  id: 'several-runs-per-save',
  catalogue: 'X09',
  title: 'One save starts the same generator several times',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `A save that changes several attributes is one mutation, but each rule that watches one of them runs its action, so the
generator below runs once per rule for the same object, at the same time. Write one signal last and let one rule watch it; the
other rules stay for what people change. A hint: a run that changes nothing only costs time.`,
  appliesTo: 'project',
  check(project, { report }) {
    const saved = project.cascade.edges.flatMap((edge) => savedEdge(edge) ?? []);
    const groups = groupBy(saved, ({ edge, path, save }) => `${path} ${save.start} ${edge.runs.name}`);
    const seen = new Set<string>();
    for (const [key, group] of groups) {
      const [first] = group;
      const rules = new Map(group.flatMap(({ edge }) => edge.rules.map((each) => [each.item, each])));
      const attributes = [...new Set(group.map(({ attribute }) => attribute))];
      if (!first || rules.size < 2 || attributes.length < 2 || seen.has(key)) continue;
      seen.add(key);
      report({
        at: pythonPlace(project, first.path, first.save),
        message:
          `This one save changes ${listOf(attributes)}, and ${rules.size} rules watch them, so ${first.edge.runs.name} runs ` +
          `up to ${rules.size} times for the same object. Let one rule watch the attribute that is meant as the signal.`,
        related: [...rules.values()].map((each) => ({
          at: objectPlace(each.item),
          message: `rule ${each.name?.value ?? ''} runs ${first.edge.runs.name}`,
        })),
      });
    }
  },
});

/** The save that an edge starts with; undefined for what is no plain write of an attribute by one rule. */
function savedEdge(edge: Edge): SavedEdge | undefined {
  const { write, rules } = edge;
  if (write.cause.type !== 'attribute' || write.byCreation || rules.length !== 1) return undefined;
  const found = write.generator.code?.writes.find(
    ({ range, file }) => range === write.range && (file || write.path) === write.path,
  );
  if (!found?.saveRange) return undefined;
  const path = found.saveFile || write.path;
  return { edge, attribute: write.cause.attribute, path, save: found.saveRange };
}
