import { parametersOf } from '../model/config/configFile';
import { entryLabel } from '../model/config/configWords';
import type { AttributePath } from '../model/kinds/attributePath';
import type { Relationship } from '../model/kinds/kind';
import type { KindModel } from '../model/kinds/kindModel';
import { placeOf } from '../model/named';
import { targetKinds } from '../model/project/definitions';
import { entryField } from '../model/config/configFile';
import { asMap } from '../syntax/yaml/access';
import { uniquePaths } from './config/parameterPaths';
import { defineRule, type Fix } from './rule';
import { replaceScalar } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'non-unique-parameter',
  catalogue: 'CFG13',
  title: 'Several targets of a generator can have equal parameters',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `What a run creates is tracked in a group whose name is made of the definition's name and a hash of the parameters
(facts 1). Two targets with equal parameters share that group: each run deletes what the run for the other target made,
and the query finds both targets.

At least one parameter has to name a single target: a unique attribute, \`id\`, or together all parts of the
human-friendly id. Nothing is said about attributes that the server computes. When only the query
shows a kind, nothing is said.`,
  appliesTo: 'generator',
  check({ entry }, { project, report }) {
    const parameters = parametersOf(entry);
    const targets = parameters.length === 0 ? undefined : targetKinds(project, entry);
    // The query may read another kind than the targets'.
    if (!targets || targets.proof === 'query' || targets.proof === 'some') return;
    const paths = parameters.map(({ path }) => path?.value ?? '');
    const kind = targets.kinds.find((each) => !namesOne(project.kinds, each, paths));
    const first = parameters.find(({ path }) => path);
    if (kind === undefined || !first?.path) return;
    const map = asMap(entryField(entry, 'parameters')?.node);
    const node = map?.entries.find((each) => each.key?.range === first.variable.range)?.value;
    const names = paths.map((path) => `'${path}'`).join(' and ');
    const better = uniquePaths(project.kinds, kind).filter((path) => !paths.includes(path));
    report({
      at: placeOf(entry.chunk, first.path),
      message:
        `Several targets of ${entryLabel(entry)} can be alike in ${names}, which is not unique for ${kind}: their runs then ` +
        `delete each other's objects.` +
        (better[0] === undefined ? '' : ` Use '${better[0]}'.`),
      fixes: () =>
        node
          ? better.slice(0, 3).map((path): Fix => {
              return { title: `Change to '${path}'`, safe: false, edits: [replaceScalar(entry.chunk, node, path)] };
            })
          : [],
    });
  },
});

/** True when the paths together name one object of the kind, or when that cannot be told. */
function namesOne(model: KindModel, kindName: string, paths: readonly string[]): boolean {
  const kind = model.get(kindName);
  if (!kind || kind.incomplete || !model.complete) return true;
  const found = paths.map((path) => model.attributePath(kindName, path));
  if (found.some((each) => !each.ok)) return true;
  const own = found.flatMap((each) => (each.ok ? [each] : []));
  // What the server works out may hold every part that makes the object one of its kind.
  if (own.some(({ attribute }) => attribute?.computedBy !== undefined || attribute?.readOnly)) return true;
  if (own.some((each) => isUnique(model, kindName, each))) return true;
  const given = new Set(
    paths.flatMap((path) => [path, path.replace(/__value$/, ''), path.replace(/__\w+?__value$/, '')]),
  );
  const covers = (parts: readonly string[] | undefined): boolean =>
    parts !== undefined &&
    parts.length > 0 &&
    parts.every((part) => given.has(part) || given.has(part.replace(/__value$/, '')));
  return covers(kind.humanFriendlyId) || (kind.uniquenessConstraints ?? []).some(covers);
}

/** A unique attribute or the id, of the target itself or of an object that belongs to no other target. */
function isUnique(model: KindModel, kindName: string, path: AttributePath & { ok: true }): boolean {
  const isName = path.attribute?.unique === true || (!path.attribute && ['id', 'hfid'].includes(path.property));
  let owner = kindName;
  for (const relationship of path.through) {
    if (!isName || !mayBeOneToOne(model, owner, relationship)) return false;
    owner = relationship.peer;
  }
  return isName;
}

/** False only when the other side is known to have many. */
function mayBeOneToOne(model: KindModel, owner: string, relationship: Relationship): boolean {
  const others = [...(model.get(relationship.peer)?.relationships.values() ?? [])];
  const back = others.filter((each) => each.identifier === relationship.identifier && model.isA(owner, each.peer));
  return back.length === 0 || back.some((each) => each.cardinality === 'one');
}
