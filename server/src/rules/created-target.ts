import { targetKinds } from '../model/project/definitions';
import type { Project } from '../model/project/project';
import { oncePerPlace } from './cascade/signalWrites';
import { listOf, pythonPlace } from './cascade/steps';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'created-target',
  catalogue: 'GEN28',
  title: 'A generator makes the targets of another one',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `The targets that a generator makes are its own: when a later run does not save one of them, the server deletes it
(facts 1a, observed), with its checksum, and what the next layer made for it stays behind. That is right where the
upper layer decides which targets there are. Where people add targets, or more than one layer is in one generator, let
it make what is its own alone, and keep the targets in object files or in Infrahub; a signal needs no created object.

The targets are those of the members of the group in your files, or of the rules that start the other generator.`,
  appliesTo: 'project',
  check(project, { report }) {
    const runsOn = generatorsByTarget(project);
    const isNew = oncePerPlace();
    for (const { name, code, pythonFile } of project.generators) {
      for (const { kind, tracked, file, range, kindRange } of code?.creates ?? []) {
        const path = file || pythonFile?.path;
        const others = kind === undefined ? [] : [...(runsOn.get(kind) ?? [])].filter((other) => other !== name);
        if (!tracked || path === undefined || others.length === 0 || !isNew(path, range)) continue;
        report({
          at: pythonPlace(project, path, kindRange ?? range),
          message:
            `${name} makes ${kind}, which ${listOf(others)} runs on: a run of ${name} that does not save one of them ` +
            'deletes it, and what was made for it stays. Leave the targets to who decides about them.',
        });
      }
    }
  },
});

/** Names of the generators that run on a kind, as far as members of groups or rules in the files show it. */
function generatorsByTarget(project: Project): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { name, definition } of project.generators) {
    const targets = targetKinds(project, definition.entry);
    if (targets?.proof !== 'members' && targets?.proof !== 'rules') continue;
    for (const kind of targets.kinds) found.set(kind, (found.get(kind) ?? new Set()).add(name));
  }
  return found;
}
