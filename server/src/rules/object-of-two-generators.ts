import type { NodeCreate } from '../model/generators/facts';
import type { Generator } from '../model/project/generatorIndex';
import { pythonPlace } from './cascade/steps';
import { constantIdentity } from './python/constantIdentity';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'object-of-two-generators',
  catalogue: 'X12',
  title: 'Two generators make the same object',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `An upsert finds an object by its human-friendly id, so two generators that make one of the same kind and id write to
one object: each run sets the values of its own code, and both track it, so the first that no longer saves it deletes it for
the other as well (facts 1a, 1b). Let one of them make it and the other fetch it. Only shown where both names are literals.`,
  appliesTo: 'project',
  check(project, { report }) {
    const first = new Map<string, { generator: Generator; create: NodeCreate; path: string }>();
    const seen = new Set<string>();
    for (const generator of project.generators) {
      for (const create of generator.code?.creates ?? []) {
        const identity = create.tracked ? constantIdentity(create, project.kinds) : undefined;
        const path = create.file || generator.pythonFile?.path;
        if (!identity || path === undefined) continue;
        const key = JSON.stringify(identity);
        const other = first.get(key);
        if (!other) first.set(key, { generator, create, path });
        // One class under two definitions, or one helper in two classes, says it once on purpose.
        if (!other || other.generator === generator || isSamePlace(other, create, path)) continue;
        const place = `${path} ${create.range.start}`;
        if (seen.has(place)) continue;
        seen.add(place);
        report({
          at: pythonPlace(project, path, create.kindRange ?? create.range),
          message:
            `${other.generator.name} makes the ${identity.kind} '${identity.parts.join(' ')}' too: the later run wins, and the ` +
            'first of both that no longer saves it deletes it. Let one make it and the other fetch it.',
          related: [
            {
              at: pythonPlace(project, other.path, other.create.kindRange ?? other.create.range),
              message: `${other.generator.name} makes it here`,
            },
          ],
        });
      }
    }
  },
});

function isSamePlace(other: { create: NodeCreate; path: string }, create: NodeCreate, path: string): boolean {
  return other.path === path && other.create.range.start === create.range.start;
}
