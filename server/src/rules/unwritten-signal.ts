import { groupBy } from '../base/groupBy';
import { placeOf } from '../model/named';
import type { Constant, Write } from '../model/cascade/cause';
import type { NodeFetch } from '../model/generators/facts';
import type { Project } from '../model/project/project';
import { isSignalName, isSignalWatched } from './cascade/signals';
import { pythonPlace } from './cascade/steps';
import { callAt } from './python/callAt';
import { defineRule, type Fix } from './rule';
import { ruleLabel, ruleOfMatch } from './triggers/parts';

export const rule = defineRule({
  id: 'unwritten-signal',
  catalogue: 'X04',
  title: 'A rule watches a signal that no generator writes',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `The rule waits for a checksum, but no generator of the repository writes it to objects of this kind: the generator of
the rule never starts by itself (guide, steps 2 and 4). Reported only when the text shows everything that every generator
does; a warning when a generator writes the attribute to another kind, else an information. The fix changes the kind of a fetch
whose filters the kind has too; where it has others, *Signal downstream targets* writes the signal anew.`,
  appliesTo: 'project',
  check(project, { report }) {
    if (project.generators.length === 0 || !project.cascade.complete) return;
    const foreign = new Map<string, boolean>();
    const writesOf = groupBy(project.cascade.writes, ({ cause }) =>
      cause.type === 'attribute' ? cause.attribute : undefined,
    );
    for (const match of project.triggers.matches) {
      const attribute = match.member?.value;
      if (match.kind !== 'CoreNodeTriggerAttributeMatch' || !match.member || attribute === undefined) continue;
      // Few matches are about signals, and there may be many.
      if (!isSignalName(attribute)) continue;
      const rule = ruleOfMatch(match, project);
      const kind = rule?.nodeKind?.value;
      if (!rule?.active || kind === undefined || rule.mutationAction?.value !== 'updated') continue;
      const declared = project.kinds.attribute(kind, attribute);
      if (!declared || !project.kinds.emitsEvents(kind) || declared.readOnly || declared.computedBy !== undefined)
        continue;
      const writes = writesOf.get(attribute) ?? [];
      if (writes.some(({ cause }) => 'kind' in cause && project.kinds.isA(kind, cause.kind))) continue;
      const elsewhere = foreign.get(attribute) ?? isNamedElsewhere(attribute, project);
      foreign.set(attribute, elsewhere);
      if (elsewhere) continue;
      const signals = writes.filter(({ byCreation }) => !byCreation);
      report({
        at: placeOf(match.item.chunk, match.member),
        message:
          `${ruleLabel(rule)} waits for ${attribute} of ${kind}, but no generator of this repository writes it: the rule ` +
          'fires only when something else sets it. Write it at the end of the generator of the layer above.',
        severity: signals.length > 0 ? undefined : 'information',
        related: signals.map(({ path, range, generator, cause }) => ({
          at: pythonPlace(project, path, range),
          message: `${generator.name} sets ${attribute} of ${'kind' in cause ? cause.kind : 'another kind'}`,
        })),
        fixes: () => signals.flatMap((write) => fetchFixes(write, kind, project)),
      });
    }
  },
});

/** Fetches objects of the kind in place of those that are written now, where no rule watches those. */
function fetchFixes({ generator, cause, path, range }: Write, kind: string, project: Project): Fix[] {
  if (cause.type !== 'attribute' || isSignalWatched(cause.kind, cause.attribute, project)) return [];
  // The last fetch above the write is the one it comes from.
  const fetch = (generator.code?.fetches ?? [])
    .filter((each) => each.kind === cause.kind && each.range.start < range.start && (!each.file || each.file === path))
    .toSorted((one, other) => one.range.start - other.range.start)
    .at(-1);
  const file = project.fileAt(path);
  const written = fetch?.kindRange && file?.text.slice(fetch.kindRange.start, fetch.kindRange.end);
  const quote = written && /^(["'])\w+\1$/.exec(written)?.[1];
  if (!fetch?.kindRange || !file || !quote || !filtersFit(fetch, kind, project)) return [];
  if (!callAt(project, path, fetch.range)?.args.every(({ form }) => form === 'keyword' || form === 'positional'))
    return [];
  const edit = { at: pythonPlace(project, file.path, fetch.kindRange), newText: quote + kind + quote };
  return [{ title: `Let ${generator.name} fetch ${kind} instead of ${cause.kind}`, safe: false, edits: [edit] }];
}

/** The query stays what it is for the other kind: each filter is one of its members, with the same objects behind it. */
function filtersFit({ kind: old = '', filters }: NodeFetch, kind: string, { kinds }: Project): boolean {
  return filters.every(({ name, constants = [] }) => {
    const [member = ''] = name.split('__');
    if (name === 'limit') return true;
    const relationship = kinds.relationship(kind, member);
    if (relationship) return (kinds.relationship(old, member)?.peer ?? relationship.peer) === relationship.peer;
    const choices = kinds.attribute(kind, member)?.choices;
    const isChoice = (value: Constant): boolean => !choices || choices.some((choice) => choice.name === value);
    return kinds.attribute(kind, member) !== undefined && constants.every(isChoice);
  });
}

/** A script may write it too: any Python file that is no part of a generator and has the name. */
function isNamedElsewhere(attribute: string, project: Project): boolean {
  const read = new Set<string>();
  for (const { code } of project.generators) for (const { file } of code?.methods ?? []) read.add(file);
  for (const { path, facts, text } of project.allFiles()) {
    if (facts.role === 'python' && !read.has(path) && text.includes(attribute)) return true;
  }
  return false;
}
