import { argumentChanges } from '../edits/python/callArguments';
import type { SaveCall } from '../model/generators/facts';
import type { ResolvedClass } from '../model/generators/resolveClass';
import type { Project } from '../model/project/project';
import { isSignalName } from './cascade/signals';
import { pythonPlace } from './cascade/steps';
import { callAt } from './python/callAt';
import { pythonFix } from './python/fixes';
import { savesFetchedOnly } from './python/savesAt';
import { isLostWithoutSave } from './python/savedOnSomeRuns';
import { untrackedSave } from './python/untrackedSave';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'upsert-on-fetched-node',
  catalogue: 'GEN05',
  title: 'A fetched node is saved with allow_upsert=True',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `\`allow_upsert=True\` on a node of \`client.get\` or \`client.filters\` sends every attribute as it was read;
a plain \`save()\` sends the changed ones only. Observed: what a person changed between fetch and save was reverted by
the upsert and kept by the update (facts 11.1). Of a signal, such as \`checksum\`, the fix leaves out the tracking too,
which would make the generator the owner of the target (facts 10.10).`,
  appliesTo: 'generatorClass',
  check({ code, file }, { project, report }) {
    if (code.stub) return;
    for (const save of code.saves) {
      if (!save.fetched || save.created || save.upsert !== true) continue;
      // What is said about its tracking mends this as well.
      if (save.unsafe || isLostWithoutSave(save, code, project)) continue;
      const path = save.file || file.path;
      const isSignal = save.tracked === true && savesSignal(save, code);
      report({
        at: pythonPlace(project, path, save.range),
        message:
          `This save sends every attribute of the ${save.kind ?? 'object'} as it was read, and so reverts what somebody ` +
          `changed meanwhile. ${isSignal ? whatOfSignal : 'Leave out allow_upsert: then only what the code changed is sent.'}`,
        fixes: () => (isSignal ? untracked(project, path, save) : withoutUpsert(project, path, save)),
      });
    }
  },
});

const whatOfSignal =
  'Save with update_group_context=False instead: then only what the code changed is sent, and a target that is not ' +
  'signalled any more is not deleted. First take the targets out of the tracking groups.';

/** An attribute that exists to be watched is written and saved here: the targets of a signal belong to others. */
function savesSignal({ range, file }: SaveCall, { writes }: ResolvedClass): boolean {
  return writes.some(
    (write) =>
      write.saveRange?.start === range.start && (write.saveFile ?? '') === file && isSignalName(write.attribute),
  );
}

function untracked(project: Project, path: string, { range }: SaveCall): Fix[] {
  const fix = untrackedSave(project, { path, range, title: 'Save without tracking, as a plain update' });
  return fix ? [fix] : [];
}

function withoutUpsert(project: Project, path: string, { range }: SaveCall): Fix[] {
  const call = savesFetchedOnly(project, path, range) ? callAt(project, path, range) : undefined;
  const wanted = { set: {}, remove: ['allow_upsert'], positional: ['allow_upsert'] };
  const changes = call && argumentChanges(project.fileAt(path)?.text ?? '', call, wanted);
  return changes ? pythonFix(project, { title: 'Leave out allow_upsert', path, changes }) : [];
}
