import type { SaveCall } from '../model/generators/facts';
import type { Project } from '../model/project/project';
import { oncePerPlace } from './cascade/signalWrites';
import { pythonPlace } from './cascade/steps';
import { savesAt } from './python/savesAt';
import { isLostWithoutSave } from './python/savedOnSomeRuns';
import { untrackedSave } from './python/untrackedSave';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'tracked-on-some-runs',
  catalogue: 'GEN22',
  title: 'An object is saved with tracking on some runs only',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A tracked save makes the generator the owner of the object, also when it was there before. The first later
run that does not save it, but saves something else, deletes it (facts 1, 10.10; recorded with infrahub-sdk 1.23.2).
That happens where a switch or the data decides whether a fetched object is saved, and where an object is made only
while there is none: the next run finds it, leaves it alone, and it is deleted; the run after that makes it anew. Save
objects that belong to others with \`update_group_context=False\`, and what the generator makes on every run, with
\`allow_upsert=True\` and without asking whether it exists. Objects that are tracked already stay so until they are
taken out of the tracking groups (facts 1a), so the fix is never applied by itself, and offers to take them out. Silent
where the code adds ids to the tracking context itself.`,
  appliesTo: 'project',
  check(project, { report }) {
    const isNew = oncePerPlace();
    for (const { name, code, pythonFile } of project.generators) {
      for (const save of code?.saves ?? []) {
        const path = save.file || pythonFile?.path;
        if (!code || path === undefined || !isLostWithoutSave(save, code, project) || !isNew(path, save.range))
          continue;
        const kind = save.kind ?? 'object';
        report({
          at: pythonPlace(project, path, save.range),
          message:
            save.sometimes === 'missing'
              ? `${name} makes this ${kind} only while there is none. The next run finds it and does not save ` +
                'it, so the ' +
                `server deletes the ${kind}, and the run after that makes it again. Save it on every run with ` +
                'allow_upsert=True, or with update_group_context=False if it is to stay.'
              : `This save makes ${name} the owner of the ${kind}, and a run whose condition skips it deletes ` +
                `the ${kind}. ` +
                'Save with update_group_context=False; first take what is tracked already out of the tracking ' +
                'groups of ' +
                'the generator on every branch.',
          fixes: () => untrackedFixes(project, path, save),
        });
      }
    }
  },
});

/** A fetched object becomes a plain update; a created one still has to find the object of an earlier run. */
function untrackedFixes(project: Project, path: string, { range, sometimes }: SaveCall): Fix[] {
  const isMissing = sometimes === 'missing';
  // What the call saves on every run would be untracked too, and deleted.
  if (isMissing && savesAt(project, path, range).some(({ save }) => save.sometimes !== sometimes)) return [];
  const title = isMissing ? 'Save without tracking, so that it stays' : 'Save without tracking, as a plain update';
  const fix = untrackedSave(project, { path, range, title, keepsUpsert: isMissing });
  return fix ? [fix] : [];
}
