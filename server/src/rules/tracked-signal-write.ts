import { tracksByHand } from './cascade/signals';
import { pythonPlace } from './cascade/steps';
import { savesFetchedOnly } from './python/savesAt';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'tracked-signal-write',
  catalogue: 'GEN20',
  title: 'A signal is saved with tracking, so an unchanged run deletes its targets',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A tracked save makes the generator the owner of the object. The next run whose value is equal skips the save,
so the object counts as no longer made by the generator and is deleted: observed for racks signalled this way (facts
1a, 1d, 10.10). The safe form is a plain update, \`await target.save(update_group_context=False)\` (facts 11.1).
Before it runs for the first time the targets have to be taken out of the tracking groups, on every branch: the change
itself deletes them once, because the group still lists them (facts 1a, observed). Do it before the new code reaches the
branch: a rebase brings the code and tells all changes of the branch to the rules again, so generators run at once
(observed on 1.11.9). So the quick fix is never applied by itself; it offers to take them out, and \`infrahub-cascade untrack\` does it without an editor. Silent where the
code adds the ids of its targets to the tracking context itself.`,
  appliesTo: 'project',
  check(project, { report }) {
    const seen = new Set<string>();
    for (const { name, code, pythonFile } of project.generators) {
      if (!code?.saves.some((save) => save.unsafe) || tracksByHand(code, project)) continue;
      for (const save of code.saves) {
        const path = save.file || pythonFile?.path;
        const key = `${path} ${save.range.start}`;
        if (!save.unsafe || path === undefined || seen.has(key)) continue;
        seen.add(key);
        const kind = save.kind ?? 'object';
        const isShared = save.fetched && !savesFetchedOnly(project, path, save.range);
        const how = isShared
          ? 'This call also saves what a generator makes, which has to stay tracked: save the target by a call of its own, with '
          : `Save with ${save.created ? 'allow_upsert=True and ' : ''}`;
        report({
          at: pythonPlace(project, path, save.range),
          message:
            `This save makes ${name} the owner of the ${kind}, and the next run that skips it, because nothing ` +
            `changed, deletes the ${kind}. ${how}update_group_context=False; but first take these objects out of the ` +
            'tracking groups of the generator on every branch, or the first such run deletes them once.',
        });
      }
    }
  },
});
