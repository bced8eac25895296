import type { NodeCreate } from '../../model/generators/facts';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import type { ExpectedObjects } from '../../protocol/generatorObjects';
import { targetOf } from './generateScope';
import { countsOf, isNamedAfter, relationshipsTo } from './upstreamChoices';

/**
 * The kinds of which an attribute of the target says how many the generator makes: every creation of such a kind is
 * counted by an attribute that is named after it or its role, and none is made on some paths only.
 */
export function expectedObjects(project: Project, generator: Generator): ExpectedObjects[] {
  const { code, codeIsWhole } = generator;
  const target = targetOf(project, generator);
  const owner = target && project.kinds.get(target.kind);
  if (!code || !owner || code.unknown || !codeIsWhole) return [];
  if (code.creates.some(({ kind }) => kind === undefined)) return [];
  const counts = countsOf(owner);
  return [...new Set(code.creates.flatMap(({ kind }) => kind ?? []))].flatMap((kind): ExpectedObjects[] => {
    const made = project.kinds.get(kind);
    if (!made || relationshipsTo(project, made, owner).length === 0) return [];
    const attributes = new Set<string>();
    for (const create of code.creates.filter((each) => each.kind === kind)) {
      const [attribute, ...others] = counts.filter((count) => counted(create, made.name).some(isNamed(count)));
      if (attribute === undefined || others.length > 0 || create.conditional || create.tracked !== true) return [];
      attributes.add(attribute);
    }
    return [{ kind, targetKind: owner.kind, attributes: [...attributes] }];
  });
}

/** What the objects of a creation are called: by their role where it gives one, else by their kind. */
function counted({ attributes }: NodeCreate, name: string): string[] {
  const roles = attributes.flatMap(({ name: each, constant }) =>
    ['role', 'type'].includes(each) && typeof constant === 'string' ? [constant] : [],
  );
  return roles.length > 0 ? roles : [name];
}

function isNamed(count: string): (what: string) => boolean {
  return (what) => isNamedAfter(count, what);
}
