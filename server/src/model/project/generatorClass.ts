import type { FunctionStatement, Statement } from '../../syntax/python/ast';
import { statementsWithin } from '../../syntax/python/names';
import type { PythonMethod } from '../generators/facts';
import type { ResolvedClass } from '../generators/resolveClass';
import type { Generator } from './generatorIndex';
import type { Project, ProjectFile } from './project';

/** A Python class with the generator definitions that run it. */
export interface GeneratorClass {
  readonly code: ResolvedClass;
  /** The file of the class; inherited methods may stand in others. */
  readonly file: ProjectFile;
  /** At least one. */
  readonly generators: readonly Generator[];
}

/** A method of a class, own or inherited, with its syntax. */
export interface MethodSyntax {
  /** The file of the method: POSIX, relative to the project. */
  readonly path: string;
  readonly method: PythonMethod;
  /** Offsets into that file. */
  readonly syntax: FunctionStatement;
}

/** The classes of the project's generators, each once. */
export function generatorClasses(project: Project): GeneratorClass[] {
  const byCode = new Map<ResolvedClass, Generator[]>();
  for (const generator of project.generators) {
    const { code } = generator;
    if (!code) continue;
    const known = byCode.get(code);
    if (known) known.push(generator);
    else byCode.set(code, [generator]);
  }
  return [...byCode].flatMap(([code, generators]) => {
    const file = project.fileAt(code.file);
    return file ? [{ code, file, generators }] : [];
  });
}

/** The methods of a class that may run, nearest first; overridden ones are left out. */
export function methodsOf(project: Project, { methods }: ResolvedClass): MethodSyntax[] {
  return methods.flatMap(({ file: path, method }) => {
    const tree = project.fileAt(path)?.facts.pythonTree?.();
    const syntax = tree && functionAt(tree.body, method.range.start);
    return syntax ? [{ path, method, syntax }] : [];
  });
}

function functionAt(body: readonly Statement[], start: number): FunctionStatement | undefined {
  for (const statement of statementsWithin(body)) {
    if (statement.kind === 'function' && statement.span.start === start) return statement;
    if (statement.kind !== 'class' || start < statement.span.start || start >= statement.span.end) continue;
    const found = functionAt(statement.body, start);
    if (found) return found;
  }
  return undefined;
}
