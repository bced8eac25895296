import type { NodeCreate, NodeFetch, RaiseSite } from '../model/generators/facts';
import type { ResolvedClass } from '../model/generators/resolveClass';
import type { Project } from '../model/project/project';
import type { Statement } from '../syntax/python/ast';
import { oncePerPlace } from './cascade/signalWrites';
import { listOf, pythonPlace } from './cascade/steps';
import { boundIn, changedIn, isReading, mayReturn, mentionedIn, moveEdits } from './python/moveStatements';
import { statementAt } from './python/statementAt';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'late-validation',
  catalogue: 'GEN16',
  title: 'A generator checks the layer above when it has saved already',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A \`raise\` ends the run without rolling anything back: what was saved before stays with its new values, and
the tracking group stays as it was, so such objects belong to no run until one succeeds (facts 1c, observed). Checks
of what other layers make belong to the top of \`generate\`, before anything is saved (guide, step 3). Checks of what
this run has made itself are left alone. The fix moves the check, and what only it needs, before the first statement that
does more than read; none where it needs what is made before.`,
  appliesTo: 'project',
  check(project, { report }) {
    const isNew = oncePerPlace();
    for (const { name, code, pythonFile } of project.generators) {
      for (const raise of code?.raises ?? []) {
        const path = raise.file || pythonFile?.path;
        if (!code || path === undefined || !isLate(raise, code, project) || !isNew(path, raise.range)) continue;
        const kinds = listOf([...new Set(raise.fetched.flatMap(({ kind }) => kind ?? []))]);
        const before = code.saves.filter((save) => save.tracked === true && save.order < raise.order);
        report({
          at: pythonPlace(project, path, raise.range),
          message:
            `${name} has saved objects by the time it finds that ${kinds} is missing, and nothing is rolled ` +
            'back: they ' +
            'stay half-made. Check first, save afterwards.',
          related: before.slice(0, 5).map((save) => ({
            at: pythonPlace(project, save.file || path, save.range),
            message: `${save.kind ?? 'this'} is saved before`,
          })),
          fixes: () => fixesFor(raise, path, project),
        });
      }
    }
  },
});

/** It waits for objects of others, which it could have looked for before its first save. */
function isLate(raise: RaiseSite, code: ResolvedClass, project: Project): boolean {
  const { guardedByNotReady, trackedBefore, exception, fetched } = raise;
  if (!guardedByNotReady || trackedBefore !== 'some' || exception === 'AssertionError' || fetched.length === 0)
    return false;
  return fetched.every(({ kind, own }) => kind !== undefined && !own && !mayBeOwn(kind, raise, { code, project }));
}

/** Objects of the kind were made or saved by this run before the check, and the check may have found them. */
function mayBeOwn(
  kind: string,
  { order }: RaiseSite,
  { code, project }: { code: ResolvedClass; project: Project },
): boolean {
  const isMade = (made: { readonly kind?: string; readonly order: number }): boolean =>
    made.order < order && (made.kind === undefined || project.kinds.isA(made.kind, kind));
  const fetches = code.fetches.filter((each) => each.kind === kind && each.order < order);
  const isOther = (made: NodeCreate): boolean =>
    fetches.length > 0 && fetches.every(({ filters }) => filters.some((filter) => differs(filter, made)));
  return (
    code.creates.some((made) => isMade(made) && !isOther(made)) ||
    code.saves.some((save) => !save.created && isMade(save))
  );
}

/** `role__value="spine"` does not find what was made with `role="leaf"`. */
function differs({ name, constant }: NodeFetch['filters'][number], { attributes }: NodeCreate): boolean {
  if (constant === undefined) return false;
  return attributes.some(
    (given) => `${given.name}__value` === name && given.constant !== undefined && given.constant !== constant,
  );
}

/** Moves the check of `generate` up; none when anything between could change what it finds. */
function fixesFor({ range, method }: RaiseSite, path: string, project: Project): Fix[] {
  const found = statementAt(project, path, range.start);
  const [top] = found?.steps ?? [];
  if (!found || !top || found.syntax.name !== 'generate' || method !== 'generate') return [];
  const { block, at } = top;
  const to = block.findIndex((each) => !isReading(each));
  const moved = to < 0 || to >= at ? undefined : withWhatItNeeds(block, to, at);
  const edits = moved && moveEdits(project, { path, block, moved, to });
  return edits ? [{ title: 'Check before anything is saved', safe: false, edits }] : [];
}

/** The check and the statements behind `to` that bind what it reads; undefined when they cannot go there. */
function withWhatItNeeds(block: readonly Statement[], to: number, check: number): number[] | undefined {
  const moved: number[] = [];
  const needed = new Set<string>();
  const bound = new Set<string>();
  for (const [at, statement] of [...block.entries()].slice(to, check + 1).toReversed()) {
    const own = boundIn(statement);
    if (at < check && ![...own].some((name) => needed.has(name))) continue;
    if (!isReading(statement) || mayReturn(statement)) return undefined;
    moved.unshift(at);
    for (const name of own) bound.add(name);
    for (const name of mentionedIn(statement)) needed.add(name);
  }
  const passed = block.slice(to, check).filter((_, index) => !moved.includes(to + index));
  if (passed.some((each) => mayReturn(each) || [...changedIn(each)].some((name) => needed.has(name)))) return undefined;
  // Bound once, so that nothing on the way reads or leaves another value.
  const isOnce = [...bound].every((name) => block.filter((each) => boundIn(each).has(name)).length === 1);
  return isOnce ? moved : undefined;
}
