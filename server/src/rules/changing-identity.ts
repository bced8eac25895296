import { identityOf } from '../model/cascade/writes';
import type { NodeCreate } from '../model/generators/facts';
import type { ResolvedClass } from '../model/generators/resolveClass';
import type { Kind } from '../model/kinds/kind';
import type { Project } from '../model/project/project';
import { pythonPlace } from './cascade/steps';
import { stableIdentityFixes } from './python/stableIdentity';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'changing-identity',
  catalogue: 'GEN11',
  title: 'A name or choice given to a created object differs on every run',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `Upserts find an object by its human-friendly id. When a part of it comes from the clock, \`random\`, \`uuid4\` or the
builtin \`hash\` (seeded per process for texts), every run makes a new object, and the clean-up of the tracking group deletes
the one that this run did not save (facts 1a, 1b), with whatever people attached to it. Derive the name from the data: the
name of the parent, an index, \`uuid5\`, \`hashlib\`. An information for a choice among other values (\`random.choice\`): each
run writes it again, so content checksums and rules that watch it never settle. Silent for attributes that are a time or a
secret, and where the code seeds \`random\`. The fixes put \`hashlib\` in the place of \`hash\`, and in the place of \`uuid4()\`
a \`uuid5\` of the id of the target, the kind and what tells the turns of a loop apart; the next run makes the object anew
once more. There is none for a clock or for \`random\`, since only the author knows what the data has in its place:

\`\`\`python
name = f"backup-{datetime.now():%Y%m%d}"  # another object every day
name = f"{pod_name}-backup-{index}"  # the same one, as long as the pod has it
\`\`\``,
  appliesTo: 'generatorClass',
  check(subject, { project, report }) {
    const { code, file } = subject;
    if (code.stub || seedsRandom(code, project)) return;
    for (const create of code.creates) {
      const kind = create.kind === undefined ? undefined : project.kinds.get(create.kind);
      const identity = identityOf(kind);
      for (const { name, range, valueChangesEveryRun } of create.attributes) {
        if (!valueChangesEveryRun) continue;
        const identifies = kind?.humanFriendlyId ? identity.has(name) : name === 'name';
        if (!identifies && mayChange(kind, name)) continue;
        const noun = create.kind ?? 'object';
        const path = create.file || file.path;
        report({
          at: pythonPlace(project, path, range),
          message: identifies ? newObject(name, noun, create) : newValue(name, noun),
          severity: identifies && kind && !create.conditional ? undefined : 'information',
          fixes: () => stableIdentityFixes(project, { subject, path, create, attribute: name }),
        });
      }
    }
  },
});

function newObject(attribute: string, noun: string, { tracked }: NodeCreate): string {
  const effect = tracked ? 'and the clean-up deletes the one that the run before made' : 'and the old ones stay';
  return (
    `The ${attribute} of this ${noun} differs on every run, so every run creates another one, ${effect}. ` +
    `Derive the ${attribute} from the data, such as the name of the parent and an index.`
  );
}

function newValue(attribute: string, noun: string): string {
  return (
    `The ${attribute} of this ${noun} differs on every run, so no run leaves the object as it is, and whatever watches ` +
    `or hashes it sees a change each time. Derive it from the data.`
  );
}

/** Attributes of which one expects that they change: times, secrets. */
function mayChange(kind: Kind | undefined, name: string): boolean {
  const attribute = kind?.attributes.get(name);
  if (!attribute || /^(DateTime|Password|HashedPassword)$/.test(attribute.kind)) return true;
  return /time|date|stamp|_at$|_on$|last|seen|secret|password|token|key|salt|nonce|seed|serial|uuid|run/i.test(name);
}

function seedsRandom({ file, methods }: ResolvedClass, project: Project): boolean {
  const paths = new Set([file, ...methods.map((method) => method.file)]);
  return [...paths].some((path) => /\bseed\s*\(/.test(project.fileAt(path)?.text ?? ''));
}
