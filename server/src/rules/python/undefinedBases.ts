import type { TextRange } from '../../base/textRange';
import { nearestNames } from '../../base/nearest';
import type { Project } from '../../model/project/project';
import type { ClassStatement, Expression, ExpressionOf } from '../../syntax/python/ast';

/** A base class whose name means nothing where it stands. */
export interface UndefinedBase {
  readonly name: string;
  readonly range: TextRange;
  /** Names of the file that it may be a slip of. */
  readonly near: readonly string[];
}

/** Classes and exceptions that every Python file knows. */
const builtin = /^[a-z_]|Exception|(?:Error|Warning|Interrupt|Exit|Iteration|Group)$/;

/**
 * The bases of a class that the file neither defines nor imports: their name stands nowhere else in it, so that nothing can
 * bind it. None where a star import or unread text may.
 */
export function undefinedBases(project: Project, path: string, { bases }: ClassStatement): UndefinedBase[] {
  const file = project.fileAt(path);
  const facts = file?.facts.python?.();
  if (!file || !facts || facts.broken || !facts.complete || facts.imports.some(({ binds }) => binds === '*')) return [];
  const known = [...facts.imports.map(({ binds }) => binds), ...facts.classes.map(({ name }) => name)];
  return bases.flatMap(({ form, value }): UndefinedBase[] => {
    const base = form === 'positional' ? nameOf(value) : undefined;
    if (!base || builtin.test(base.name) || occurrences(file.text, base.name) !== 1) return [];
    return [{ name: base.name, range: base.span, near: nearestNames(base.name, known) }];
  });
}

/** `Base`, or that of `Base[int]`; what is called or reached through a module is none. */
function nameOf(value: Expression): ExpressionOf<'name'> | undefined {
  const plain = value.kind === 'subscript' ? value.object : value;
  return plain.kind === 'name' ? plain : undefined;
}

function occurrences(text: string, name: string): number {
  return [...text.matchAll(/[\p{L}\p{N}_]+/gu)].filter(([word]) => word === name).length;
}
