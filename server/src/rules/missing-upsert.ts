import { argumentChanges } from '../edits/python/callArguments';
import type { SaveCall } from '../model/generators/facts';
import type { Project } from '../model/project/project';
import { blocksWithin } from '../syntax/python/names';
import { pythonPlace } from './cascade/steps';
import { callAt } from './python/callAt';
import { pythonFix } from './python/fixes';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'missing-upsert',
  catalogue: 'GEN05',
  title: 'A created node is saved without allow_upsert=True',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A generator runs again and again. \`save()\` of a node of \`client.create\` sends a Create, also when the
object is there already; with \`allow_upsert=True\` it sends an Upsert (recorded from SDK 1.23.2). The second Create
of the same name is refused with \`Violates uniqueness constraint 'name'\` (facts 2), and the run fails.

Silent for a second save of the same node, for a save on some paths only, which may have looked whether the object is
there, for one whose exceptions are caught, for kinds that the run deletes again, and for kinds without anything unique.`,
  appliesTo: 'generatorClass',
  check({ code, file }, { project, report }) {
    if (code.stub) return;
    for (const save of code.saves) {
      if (!save.created || save.upsert !== false || save.conditional || isSecond(save, code.saves, project)) continue;
      if (!isUnique(save.kind, project)) continue;
      const path = save.file || file.path;
      if (code.deletes.some(({ kind }) => kind === save.kind) || isCaught(project, path, save)) continue;
      const noun = save.kind ?? 'object';
      report({
        at: pythonPlace(project, path, save.range),
        message:
          `This save only works once: the next run sends a Create for the same ${noun} again and is refused. ` +
          'Save with allow_upsert=True.',
        fixes: () => {
          const call = callAt(project, path, save.range);
          const wanted = { set: { allow_upsert: 'True' }, remove: [], positional: ['allow_upsert'] };
          const changes = call && argumentChanges(project.fileAt(path)?.text ?? '', call, wanted);
          return changes ? pythonFix(project, { title: 'Save with allow_upsert=True', path, changes }) : [];
        },
      });
    }
  },
});

/** Something of the kind has to be unique, or the schema does not say. */
function isUnique(name: string | undefined, project: Project): boolean {
  const kind = name === undefined ? undefined : project.kinds.get(name);
  if (!kind || kind.incomplete) return true;
  const constraints = (kind.uniquenessConstraints?.length ?? 0) + (kind.humanFriendlyId?.length ?? 0);
  return constraints > 0 || [...kind.attributes.values()].some(({ unique }) => unique);
}

/** In a `try` with handlers, which may look for the object that is there. */
function isCaught(project: Project, path: string, { range }: SaveCall): boolean {
  const tree = project.fileAt(path)?.facts.pythonTree?.();
  return [...blocksWithin(tree?.body ?? [])].some((block) =>
    block.some(
      (each) =>
        each.kind === 'try' &&
        each.handlers.length > 0 &&
        each.body.some(({ span }) => span.start <= range.start && range.end <= span.end),
    ),
  );
}

/** The node was saved before, so that this save is an update: the same words before `.save`. */
function isSecond(save: SaveCall, saves: readonly SaveCall[], project: Project): boolean {
  const own = receiverText(save, project);
  return saves.some(
    (each) => each.order < save.order && each.method === save.method && receiverText(each, project) === own,
  );
}

function receiverText({ file, range }: SaveCall, project: Project): string {
  const text = project.fileAt(file)?.text.slice(range.start, range.end) ?? '';
  return /task\s*=\s*([\w.]+)\.save\b/.exec(text)?.[1] ?? text.slice(0, text.lastIndexOf('.save'));
}
