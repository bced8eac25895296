import { argumentChanges } from '../edits/python/callArguments';
import { pythonPlace } from './cascade/steps';
import { callAt } from './python/callAt';
import { pythonFix } from './python/fixes';
import { isLostWithoutSave } from './python/savedOnSomeRuns';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'upsert-on-fetched-node',
  catalogue: 'GEN05',
  title: 'A fetched node is saved with allow_upsert=True',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `\`allow_upsert=True\` on a node of \`client.get\` or \`client.filters\` sends every attribute as it was read;
a plain \`save()\` sends the changed ones only. Observed: what a person changed between fetch and save was reverted by
the upsert and kept by the update (facts 11.1).`,
  appliesTo: 'generatorClass',
  check({ code, file }, { project, report }) {
    if (code.stub) return;
    for (const save of code.saves) {
      if (!save.fetched || save.created || save.upsert !== true) continue;
      // What is said about its tracking mends this as well.
      if (save.unsafe || isLostWithoutSave(save, code, project)) continue;
      const path = save.file || file.path;
      report({
        at: pythonPlace(project, path, save.range),
        message:
          `This save sends every attribute of the ${save.kind ?? 'object'} as it was read, and so reverts what somebody ` +
          'changed meanwhile. Leave out allow_upsert: then only what the code changed is sent.',
        fixes: () => {
          const call = callAt(project, path, save.range);
          const wanted = { set: {}, remove: ['allow_upsert'], positional: ['allow_upsert'] };
          const changes = call && argumentChanges(project.fileAt(path)?.text ?? '', call, wanted);
          return changes ? pythonFix(project, { title: 'Leave out allow_upsert', path, changes }) : [];
        },
      });
    }
  },
});
