import { touches } from '../base/textRange';
import { classSubject, type ClassSubject } from '../edits/generators/classSubject';
import type { Generator } from '../model/project/generatorIndex';
import type { ClassStatement } from '../syntax/python/ast';
import { statementsWithin } from '../syntax/python/names';
import type { ActionTarget } from './action';

/** The innermost class at the start of the range. */
export function classAt({ project, file, range }: ActionTarget): ClassSubject | undefined {
  let found: ClassStatement | undefined;
  for (const statement of statementsWithin(file.facts.pythonTree?.().body ?? []))
    if (statement.kind === 'class' && touches(statement.span, range.start)) found = statement;
  return found && classSubject(project, file, found);
}

export interface GeneratorSubject extends ClassSubject {
  readonly generator: Generator;
}

/** The generator whose class stands at the place; undefined for other classes. */
export function generatorAt(target: ActionTarget): GeneratorSubject | undefined {
  const subject = classAt(target);
  const generator = subject?.generators[0];
  return subject && generator ? { ...subject, generator } : undefined;
}
