import type { Edit } from '../edits/edit';
import { checkContext, checkEdits, isChecked, type CheckContext } from '../edits/generators/targetChecks';
import { generateOf } from '../edits/generators/classSubject';
import { generateScope } from '../edits/generators/generateScope';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import type { Action } from './action';
import { inheritedGenerate } from './inheritedGenerate';
import { generatorAt } from './subject';

/** More than this are shown in a pick only. */
const maxShown = 3;

/** Lets a generator refuse a target that lacks what it needs, before it makes anything (guide, step 3). */
export const action: Action = {
  id: 'requireConfiguration',
  pick: 'Require configuration',
  offers(target) {
    const subject = generatorAt(target);
    if (!subject) return [];
    if (!generateOf(subject)) return inheritedGenerate('Require configuration', subject);
    const { project, generator } = subject;
    return requirable(project, generator).map((member, at) => ({
      title: `Require ${member} before ${generator.name} starts`,
      rare: at >= maxShown,
      edits: () => requireEdits({ project, generator, member }),
    }));
  },
};

/** The members of the target that the query reads, that may be missing, and that no check asks for yet. */
export function requirable(project: Project, generator: Generator): string[] {
  const context = checkContext(project, generator);
  const whole = context && generateScope(context.subject, context.target, 'end');
  if (!context || !whole) return [];
  const read = new Set(context.target.root.selectionPaths.map((path) => path.split('.')[0] ?? path));
  return [...read].filter((member) => {
    const path = placeOf(context, member);
    return path !== undefined && !isChecked(whole.method.body, whole.paths, path);
  });
}

/** Where the answer has what may be missing; undefined for members that are always there. */
function placeOf({ project, target, node }: CheckContext, member: string) {
  const kind = project.kinds.get(target.kind);
  const attribute = kind?.attributes.get(member);
  if (attribute) return attribute.optional && !attribute.hasDefault ? [...node, member, 'value'] : undefined;
  const relationship = kind?.relationships.get(member);
  const isOne = relationship?.cardinality === 'one' && relationship.optional;
  return isOne && ['Attribute', 'Generic'].includes(relationship.kind) ? [...node, member, 'node'] : undefined;
}

export interface RequireRequest {
  readonly project: Project;
  readonly generator: Generator;
  /** An attribute, or a relationship to one object. */
  readonly member: string;
}

/** The edits that make a generator raise when a member of its target is missing. */
export function requireEdits({ project, generator, member }: RequireRequest): Edit[] | undefined {
  const context = checkContext(project, generator);
  const path = context && placeOf(context, member);
  if (!context || !path) return undefined;
  const attribute = project.kinds.attribute(context.target.kind, member);
  const value = context.scope.paths.expressionFor(path, context.scope.style.quote);
  // Zero and false are values.
  const test =
    !attribute || attribute.kind === 'Text' || attribute.kind === 'Dropdown' ? `not ${value}` : `${value} is None`;
  const message = [`no ${member.replaceAll('_', ' ')} defined!`];
  return checkEdits(context, [{ before: [], test, error: 'RuntimeError', message, reads: [] }]);
}
