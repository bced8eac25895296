import { oncePerPlace } from './cascade/signalWrites';
import { pythonPlace } from './cascade/steps';
import { judgeMissing } from './openWorld';
import { defineRule } from './rule';
import { isComplete } from './triggers/parts';

export const rule = defineRule({
  id: 'unknown-written-attribute',
  catalogue: 'SCH12',
  title: 'A generator writes an attribute that the kind does not have',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `The SDK gives a node the attributes of its kind and no others: \`node.digest.value = …\` ends the run with
\`AttributeError: 'InfrahubNode' object has no attribute 'digest'\` (recorded with infrahub-sdk 1.23.2). For a
checksum let the kind inherit from a generic that declares it (guide, step 1). An error only where all schemas are in
the files, or the name nearly equals one that is there.`,
  appliesTo: 'project',
  check(project, { report }) {
    const isNew = oncePerPlace();
    for (const { name, code, pythonFile } of project.generators) {
      for (const write of code?.writes ?? []) {
        const path = write.file || pythonFile?.path;
        const kind = write.kind === undefined ? undefined : project.kinds.get(write.kind);
        // What a generic stands for may have more attributes, and a mutation is checked by the server.
        if (!kind || kind.isGeneric || path === undefined || write.saveRange === undefined) continue;
        if (kind.attributes.has(write.attribute) || kind.relationships.has(write.attribute)) continue;
        if (!isNew(path, write.attributeRange)) continue;
        const known = kind.attributes.keys();
        const complete = isComplete(kind, project);
        const judged = judgeMissing({
          name: write.attribute,
          known,
          complete,
          severity: 'error',
          hidden: project.kinds.halfWritten,
        });
        const at = pythonPlace(project, path, write.attributeRange);
        const isName = project.fileAt(path)?.text.startsWith(write.attribute, write.attributeRange.start) === true;
        report({
          at,
          message:
            `${kind.kind} has no attribute '${write.attribute}'.${judged.question} ${name} ends with an ` +
            'AttributeError ' +
            'here. Write an attribute the kind has, or add it to the schema.',
          severity: judged.severity,
          oncePerFile: judged.oncePerFile,
          related: kind.declaredAt ? [{ at: kind.declaredAt, message: `${kind.kind} is declared here` }] : [],
          fixes: () =>
            (isName ? judged.suggestions : []).map((newText) => ({
              title: `Change to '${newText}'`,
              safe: false,
              edits: [{ at, newText }],
            })),
        });
      }
    }
  },
});
