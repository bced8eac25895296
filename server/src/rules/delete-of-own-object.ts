import { pythonPlace } from './cascade/steps';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'delete-of-own-object',
  catalogue: 'GEN34',
  title: 'A generator deletes objects of a kind that it makes itself',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `At the end of a run the SDK deletes what an earlier run of the same generator saved and this one did not
(facts 1). Objects that the generator made need no \`delete()\`: leave out their save. A delete by hand also takes
objects that people or other generators made, and it stays when the run fails afterwards (facts 1c: nothing is rolled
back).`,
  appliesTo: 'generatorClass',
  check({ code, file }, { project, report }) {
    if (code.stub) return;
    const made = new Set(code.creates.flatMap(({ kind, tracked }) => (kind && tracked ? [kind] : [])));
    for (const { kind, range, file: path } of code.deletes) {
      if (kind === undefined || !made.has(kind)) continue;
      report({
        at: pythonPlace(project, path || file.path, range),
        message:
          `This generator makes ${kind} objects itself, and the SDK deletes those that a run no longer saves. A delete ` +
          'by hand also takes objects that others made, and stays when the run fails afterwards.',
      });
    }
  },
});
