import type { ReturnSite, TrackedBefore } from '../model/generators/facts';
import type { ResolvedClass } from '../model/generators/resolveClass';
import type { Project } from '../model/project/project';
import type { Statement } from '../syntax/python/ast';
import { blocksWithin } from '../syntax/python/names';
import { pythonPlace } from './cascade/steps';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'return-instead-of-raise',
  catalogue: 'GEN17',
  title: 'A generator that cannot go on returns and reports success',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A bare \`return\` ends the run as a success (instance status Ready). Before any tracked save nothing is deleted, but what
earlier runs made stays as it was, however old. After a tracked save everything else that earlier runs made is deleted:
observed with a run that saved 1 of 3 devices, the other 2 were deleted (facts 1b). \`raise RuntimeError\` deletes nothing,
shows the status Error and its message in the task log (facts 1c; guide, step 3). What the message has to say is the
author's to decide, so there is no automatic fix.
Silent behind the last tracked save. An information where nothing was saved and the condition shows no count and no None: it may be meant as it is.`,
  appliesTo: 'project',
  check(project, { report }) {
    const seen = new Set<string>();
    for (const { name, code, pythonFile } of project.generators) {
      for (const site of code?.returns ?? []) {
        const path = site.file || pythonFile?.path;
        const key = `${path} ${site.range.start}`;
        if (!site.guardedByNotReady || !endsTheWork(site, code) || path === undefined || seen.has(key)) continue;
        if (site.trackedBefore !== 'none' && code && savesEverything(site, code, path, project)) continue;
        seen.add(key);
        report({
          at: pythonPlace(project, path, site.range),
          message:
            `${name} returns when something is missing, and the run counts as a success: ${effects[site.trackedBefore]} ` +
            'Raise a RuntimeError that says what is missing: then nothing is deleted and the run shows as failed.',
          severity:
            site.trackedBefore === 'none' && !comparesSomething(site, path, project) ? 'information' : undefined,
        });
      }
    }
  },
});

/** A helper that is called last, after other work, may simply have nothing to do. */
function endsTheWork(site: ReturnSite, code: ResolvedClass | undefined): boolean {
  if (!code || site.method === 'generate') return code !== undefined;
  const work = [...code.saves, ...code.creates, ...code.fetches, ...code.writes];
  return !work.some(({ method, order }) => method !== site.method && order < site.order);
}

/** All tracked saves are made before, so what is left out, such as signals, deletes nothing. */
function savesEverything(site: ReturnSite, code: ResolvedClass, path: string, project: Project): boolean {
  const isTracked = ({ order, tracked }: { order: number; tracked?: boolean }): boolean =>
    order > site.order && tracked !== false;
  if ([...code.saves, ...code.creates].some(isTracked)) return false;
  if (code.unknowns.some(({ file, range }) => file !== site.file || range.start > site.range.start)) return false;
  const tree = project.fileAt(path)?.facts.pythonTree?.();
  // The next turn of a loop would have saved.
  return tree !== undefined && !isInLoop(tree.body, site.range.start);
}

function isInLoop(body: readonly Statement[], offset: number): boolean {
  for (const block of blocksWithin(body)) {
    const at = block.find(({ span }) => span.start <= offset && offset < span.end);
    if (at?.kind === 'for' || at?.kind === 'while') return true;
  }
  return false;
}

/** A count or a None in the condition shows that the run waits for something; `if not enabled` may be meant as it is. */
function comparesSomething({ range }: ReturnSite, path: string, project: Project): boolean {
  const text = project.fileAt(path)?.text.slice(0, range.start) ?? '';
  const condition = text.slice(Math.max(text.lastIndexOf('if '), 0));
  return /\blen\(|\bNone\b|[!=<>]=|[<>]|\bcount\b/.test(condition);
}

const effects: Readonly<Record<TrackedBefore, string>> = {
  none: 'objects of earlier runs stay as they are, and nobody sees that they are out of date.',
  maybe: 'if an object was saved before, everything else that earlier runs made is deleted.',
  some: 'everything that earlier runs made and this one has not saved yet is deleted.',
};
