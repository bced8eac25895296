import { identityOf } from '../model/cascade/writes';
import { placeOf } from '../model/named';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import type { TriggerRule } from '../model/triggers/triggers';
import { listOf } from './cascade/steps';
import { defineRule } from './rule';

/** More names than this are counted, not listed. */
const mostNames = 4;

export const rule = defineRule({
  id: 'unwatched-attribute',
  catalogue: 'X11',
  title: 'A generator reads attributes of its target that no rule watches',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `Rules start the generator when some attributes of its target change, and its query reads others too: when a person
changes one of those, nothing runs, and what the generator made stays out of date until something else starts it. Add a rule
with a match on the attribute where it decides what is made (guide, step 4). A hint: names, ids, read-only attributes, and
what other generators write are left out, but a text that is only shown needs no rule either.`,
  appliesTo: 'generator',
  check(definition, { project, report }) {
    if (project.hidesObjects) return;
    const generator = project.generators.find((each) => each.definition.entry === definition.entry);
    const [kind] = generator?.queryKinds ?? [];
    const rules = generator && project.cascade.triggered.get(generator);
    if (!generator || kind === undefined || !rules || !definition.name) return;
    const watched = watchedAttributes(kind, rules, project);
    if (!watched) return;
    const unwatched = attributesRead(generator, kind, project).filter((name) => !watched.has(name));
    if (unwatched.length === 0) return;
    const names = unwatched.slice(0, mostNames);
    const more = unwatched.length > mostNames ? ` and ${unwatched.length - mostNames} more` : '';
    report({
      at: placeOf(definition.entry.chunk, definition.name),
      message:
        `${generator.name} reads ${more ? names.join(', ') + more : listOf(names)} of ${kind}, but no rule runs it when ` +
        `${unwatched.length > 1 ? 'they change' : 'that changes'}. Add a match where ${unwatched.length > 1 ? 'they decide' : 'it decides'} what is made.`,
    });
  },
});

/** The attributes of the kind that the rules watch; undefined when they watch none, or all of them. */
function watchedAttributes(
  kind: string,
  rules: readonly TriggerRule[],
  { triggers }: Project,
): ReadonlySet<string> | undefined {
  const watched = new Set<string>();
  for (const each of rules) {
    if (each.kind !== 'CoreNodeTriggerRule' || each.nodeKind?.value !== kind) continue;
    if (each.mutationAction?.value !== 'updated') continue;
    const matches = triggers.matchesByRule.get(each.name?.value ?? '');
    if (matches.length === 0) return undefined;
    for (const { member } of matches) if (member) watched.add(member.value);
  }
  return watched.size > 0 ? watched : undefined;
}

/** Attributes of the target that its query reads and that people change. */
function attributesRead({ query }: Generator, kind: string, project: Project): string[] {
  const field = query?.operation.rootFields.find(({ name }) => name === kind);
  const model = project.kinds.get(kind);
  if (!field || !model) return [];
  const identity = identityOf(model);
  const written = new Set(
    project.cascade.writes.flatMap(({ cause }) =>
      cause.type === 'attribute' && (cause.kind === kind || project.kinds.isA(kind, cause.kind)) ? cause.attribute : [],
    ),
  );
  return field.selectionPaths.filter((path) => {
    const attribute = model.attributes.get(path);
    if (!attribute || attribute.readOnly || attribute.computedBy || attribute.unique) return false;
    return !identity.has(path) && !written.has(path);
  });
}
