import type { TextRange } from '../base/textRange';
import type { NodeCreate } from '../model/generators/facts';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import { pythonPlace } from './cascade/steps';
import { constantIdentity } from './python/constantIdentity';
import { savesAt } from './python/savesAt';
import { untrackedSave } from './python/untrackedSave';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'shared-object',
  catalogue: 'GEN23',
  title: 'Every target of a generator makes the same object',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `Each target has a tracking group of its own (facts 1). An object whose name does not depend on the target is in the
group of every one of them, and the first run that does not save it any more deletes it for all (facts 1b). Objects that all
targets share belong into an object file, or a generator of their own; \`save(allow_upsert=True,
update_group_context=False)\` keeps them out of tracking, and so does the fix. What is tracked already has to be taken out
of the tracking groups first, or the next run that tracks anything else deletes it once (facts 1a, 1b); the fix offers that
too. A hint, since the group may have one target only; silent where the files show that it has.`,
  appliesTo: 'project',
  check(project, { report }) {
    const seen = new Set<string>();
    for (const generator of project.generators) {
      const { code, pythonFile } = generator;
      if (!code || code.stub || hasOneTarget(generator, project)) continue;
      for (const create of code.creates) {
        const identity = create.tracked ? constantIdentity(create, project.kinds) : undefined;
        const path = create.file || pythonFile?.path;
        if (!identity || path === undefined) continue;
        const key = `${path} ${create.range.start}`;
        if (seen.has(key)) continue;
        seen.add(key);
        report({
          at: pythonPlace(project, path, create.kindRange ?? create.range),
          message:
            `Every target makes the same ${identity.kind} '${identity.parts.join(' ')}', and the first run that no longer ` +
            'saves it deletes it for all of them. Put it into an object file, or save it with update_group_context=False.',
          fixes: () => untrackedFixes(project, create.save?.file || pythonFile?.path, create),
        });
      }
    }
  },
});

/** It has no owner then; an upsert still finds the object of the run before. */
function untrackedFixes(project: Project, path: string | undefined, { save }: NodeCreate): Fix[] {
  if (!save || path === undefined || !savesSharedOnly(project, path, save.range)) return [];
  const title = 'Save without tracking, so that it stays';
  const fix = untrackedSave(project, { path, range: save.range, title, keepsUpsert: true });
  return fix ? [fix] : [];
}

/** What else a call saves would be untracked too, and deleted: by a method that saves any node. */
function savesSharedOnly(project: Project, path: string, range: TextRange): boolean {
  const saved = project.generators.flatMap(({ code, pythonFile }) =>
    (code?.creates ?? []).filter(
      ({ save }) => save?.range.start === range.start && (save.file || pythonFile?.path) === path,
    ),
  );
  return (
    savesAt(project, path, range).every(({ save }) => save.created) &&
    saved.every((create) => constantIdentity(create, project.kinds))
  );
}

/** The files put exactly one object into the group of its targets. */
function hasOneTarget({ definition, membersOpen }: Generator, { triggers }: Project): boolean {
  const members = triggers.membersOf.get(definition.targets?.value ?? '');
  const count = [...(members?.values() ?? [])].reduce((sum, each) => sum + each, 0);
  return count === 1 && !membersOpen;
}
