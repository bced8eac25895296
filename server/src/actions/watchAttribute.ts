import { touches } from '../base/textRange';
import { targetOf } from '../edits/generators/generateScope';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import { isSignalName } from '../rules/cascade/signals';
import type { Action, ActionOffer, ActionTarget } from './action';
import { generatorAt } from './subject';
import { findRule } from './triggerRule';
import { watchEdits } from './watchEdits';

/** Lets a generator run when a person changes an attribute that its query reads (guide, step 4). */
export const action: Action = {
  id: 'watchAttribute',
  pick: 'Watch an attribute',
  offers(target) {
    const here = inQuery(target);
    if (here) return here.flatMap(({ generator, name }) => offer(target.project, generator, name) ?? []);
    const subject = generatorAt(target);
    if (!subject) return [];
    const offers = watchable(subject.project, subject.generator).flatMap(
      (name) => offer(subject.project, subject.generator, name) ?? [],
    );
    return offers.map((each, at) => ({ ...each, rare: at >= maxShown }));
  },
};

/** More than this are shown in a pick only. */
const maxShown = 3;

/** The attribute under the cursor in a query, for each generator of that query. */
function inQuery({ project, file, range }: ActionTarget): { generator: Generator; name: string }[] | undefined {
  if (file.facts.role !== 'query') return undefined;
  const word = wordAt(file.text, range.start);
  const found = project.generators.filter(({ query }) => query?.file.uri === file.uri);
  return found.flatMap((generator) => {
    const root = targetOf(project, generator)?.root;
    const isOther = !root || word === undefined || touches(root.range, range.start);
    return isOther || !watchable(project, generator).includes(word) ? [] : [{ generator, name: word }];
  });
}

function wordAt(text: string, offset: number): string | undefined {
  const before = /\w*$/.exec(text.slice(0, offset))?.[0] ?? '';
  const after = /^\w*/.exec(text.slice(offset))?.[0] ?? '';
  return before + after === '' ? undefined : before + after;
}

/** The attributes of the target itself that the query reads and a person may change; not those that code writes, and those nobody watches yet; what
 * the target is called last. */
export function watchable(project: Project, generator: Generator): string[] {
  const target = targetOf(project, generator);
  const kind = target && project.kinds.get(target.kind);
  if (!target || !kind || kind.isGeneric) return [];
  const written = new Set(
    project.cascade.writes.flatMap(({ cause, byCreation }) =>
      cause.type === 'attribute' && !byCreation && project.kinds.isA(kind.kind, cause.kind) ? cause.attribute : [],
    ),
  );
  const names = new Set(['name', ...(kind.humanFriendlyId ?? []).map((path) => path.split('__')[0])]);
  const read = target.root.selectionPaths.toSorted((one, other) => Number(names.has(one)) - Number(names.has(other)));
  return read.filter((name) => {
    const attribute = kind.attributes.get(name);
    if (
      !attribute ||
      attribute.readOnly ||
      attribute.computedBy !== undefined ||
      isSignalName(name) ||
      written.has(name)
    )
      return false;
    return !findRule(project, { generator: generator.name, kind: kind.kind, watched: { type: 'attribute', name } });
  });
}

function offer(project: Project, generator: Generator, name: string): ActionOffer | undefined {
  const kind = targetOf(project, generator)?.kind;
  if (kind === undefined) return undefined;
  return {
    title: `Run ${generator.name} when ${name} of a ${kind} changes`,
    edits: () => watchEdits({ project, generator: generator.name, kind, watched: [{ type: 'attribute', name }] }),
  };
}
