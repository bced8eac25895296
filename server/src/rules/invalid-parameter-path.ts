import { entryField, parametersOf } from '../model/config/configFile';
import type { AttributePath } from '../model/kinds/attributePath';
import type { KindModel } from '../model/kinds/kindModel';
import { placeOf } from '../model/named';
import { targetKinds, type TargetKinds } from '../model/project/definitions';
import { asMap } from '../syntax/yaml/access';
import { likelyPaths } from './config/parameterPaths';
import { defineRule, type Fix } from './rule';
import { replaceScalar } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'invalid-parameter-path',
  catalogue: 'CFG12',
  title: 'A parameter is filled from a path that the targets do not have',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A parameter's path is followed from each target: names joined by \`__\`, through relationships to one object, to
an attribute and what is read of it, usually \`__value\`: \`name__value\`, \`pod__name__value\`. \`id\` stands alone. A path that
ends elsewhere gives no value to pass. The loader does not look at it (recorded: cfg12-parameter-path-without-value).

The kinds of the targets are those of the objects in your files that are members of the target group, else those that
trigger rules start the generator for. When only the query shows a kind, the path has to fail for every kind there is.
Nothing is said while schemas are missing.`,
  appliesTo: 'configEntry',
  check(entry, { project, report }) {
    const parameters = parametersOf(entry);
    const targets = parameters.length === 0 ? undefined : targetKinds(project, entry);
    if (!targets || targets.proof === 'some') return;
    const map = asMap(entryField(entry, 'parameters')?.node);
    for (const { variable, path } of parameters) {
      if (!path || !path.value) continue;
      const failure = certainFailure(targets, (kind) => project.kinds.attributePath(kind, path.value));
      const node = map?.entries.find((each) => each.key?.range === variable.range)?.value;
      if (!failure || !node || (targets.proof === 'query' && worksSomewhere(project.kinds, path.value))) continue;
      const paths = likelyPaths(project.kinds, targets.kinds, path.value);
      report({
        at: placeOf(entry.chunk, path),
        message:
          `'${variable.value}' gets no value: ${reason(failure, path.value)}` +
          (paths[0] === undefined ? '' : ` Did you mean '${paths[0]}'?`),
        fixes: () =>
          paths.map((each): Fix => {
            return { title: `Change to '${each}'`, safe: false, edits: [replaceScalar(entry.chunk, node, each)] };
          }),
      });
    }
  },
});

/** The query may read another kind than the targets', so its root only tells which kind to name in the message. */
function worksSomewhere(model: KindModel, path: string): boolean {
  return model.all().some(({ kind }) => {
    const found = model.attributePath(kind, path);
    return found.ok || !found.certain;
  });
}

type Failure = AttributePath & { ok: false };

/**
 * How the path fails, when that is certain: for members every kind has to work, because each is a target; rules and
 * queries only show some kinds, so it has to fail for all of them.
 */
function certainFailure({ kinds, proof }: TargetKinds, follow: (kind: string) => AttributePath): Failure | undefined {
  const results = kinds.map(follow);
  const failures = results.filter(
    (each): each is Failure => !each.ok && each.certain && each.reason !== 'unknown-kind',
  );
  return proof === 'members' || failures.length === results.length ? failures[0] : undefined;
}

function reason({ reason: why, kind, segment }: Failure, path: string): string {
  switch (why) {
    case 'passes-many':
      return `'${segment}' of ${kind} leads to many objects, and a path can only pass one.`;
    case 'missing-value-suffix':
      return `'${path}' stops at '${segment}' of ${kind}; a path ends in what is read of an attribute, such as __value.`;
    case 'unknown-attribute':
    case 'unknown-kind':
      return `${kind} has no attribute or relationship '${segment}'.`;
  }
}
