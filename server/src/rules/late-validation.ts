import type { RaiseSite } from '../model/generators/facts';
import type { ResolvedClass } from '../model/generators/resolveClass';
import type { Project } from '../model/project/project';
import { oncePerPlace } from './cascade/signalWrites';
import { listOf, pythonPlace } from './cascade/steps';
import { defineRule } from './rule';

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
this run has made itself are left alone.`,
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
        });
      }
    }
  },
});

/** It waits for objects of others, which it could have looked for before its first save. */
function isLate(
  { guardedByNotReady, trackedBefore, exception, fetched }: RaiseSite,
  code: ResolvedClass,
  project: Project,
) {
  if (!guardedByNotReady || trackedBefore !== 'some' || exception === 'AssertionError' || fetched.length === 0)
    return false;
  const isOwn = (kind: string): boolean =>
    [...code.creates, ...code.saves].some((made) => made.kind === undefined || project.kinds.isA(made.kind, kind));
  return fetched.every(({ kind, own }) => kind !== undefined && !own && !isOwn(kind));
}
