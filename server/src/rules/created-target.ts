import { MultiMap } from '../base/multiMap';
import { isKnown } from '../model/cascade/cascade';
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
upper layer decides which targets there are, and starts the next one: by a rule on \`created\`, a group, a signal or a
dispatch. Nothing is said then, nor where the text does not show all that the generator does. Else two layers are in one
generator: let it make what is its own alone, and keep the targets in object files or in Infrahub.

The targets are those of the members of the group in your files, or of the rules that start the other generator.`,
  appliesTo: 'project',
  check(project, { report }) {
    const runsOn = generatorsByTarget(project);
    const isNew = oncePerPlace();
    const started = startedBy(project);
    for (const generator of project.generators) {
      if (!isKnown(generator)) continue;
      const { name, code, pythonFile } = generator;
      const next = new Set(started.get(name));
      for (const { kind, tracked, file, range, kindRange } of code?.creates ?? []) {
        const path = file || pythonFile?.path;
        const all = new Set(kind === undefined ? [] : runsOn.get(kind));
        const others = [...all].filter((other) => other !== name && !next.has(other));
        if (!tracked || path === undefined || others.length === 0 || !isNew(path, range)) continue;
        report({
          at: pythonPlace(project, path, kindRange ?? range),
          message:
            `${name} makes ${kind}, which ${listOf(others)} runs on, and starts nothing there: a run of ${name} that ` +
            'does not save one of them deletes it, and what was made for it stays. Leave these targets to who decides ' +
            'about them.',
        });
      }
    }
  },
});

/** By name of a generator: the names of those that follow from what it does. */
function startedBy({ cascade }: Project): MultiMap<string, string> {
  const found = new MultiMap<string, string>();
  for (const { write, runs } of cascade.edges) found.add(write.generator.name, runs.name);
  return found;
}

/** Names of the generators that run on a kind, as far as members of groups or rules in the files show it. */
function generatorsByTarget(project: Project): MultiMap<string, string> {
  const found = new MultiMap<string, string>();
  for (const { name, definition } of project.generators) {
    const targets = targetKinds(project, definition.entry);
    if (targets?.proof !== 'members' && targets?.proof !== 'rules') continue;
    for (const kind of targets.kinds) found.add(kind, name);
  }
  return found;
}
