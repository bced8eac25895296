import { perObject } from '../../base/perObject';
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

/** The methods of a class that may run, nearest first; overridden ones are left out. Kept as long as the class. */
export function methodsOf(project: Project, code: ResolvedClass): readonly MethodSyntax[] {
  return keptMethods(code, project);
}

// A class is made anew with every file that it was read from.
const keptMethods = perObject(({ methods }: ResolvedClass, project: Project): readonly MethodSyntax[] =>
  methods.flatMap(({ file: path, method }) => {
    const tree = project.fileAt(path)?.facts.pythonTree?.();
    const syntax = tree && functionsAt(tree.body).get(method.range.start);
    return syntax ? [{ path, method, syntax }] : [];
  }),
);

/** The functions and methods of a file by where they begin. */
const functionsAt = perObject((body: readonly Statement[]): ReadonlyMap<number, FunctionStatement> => {
  const found = new Map<number, FunctionStatement>();
  const collect = (statements: readonly Statement[]): void => {
    for (const statement of statementsWithin(statements)) {
      if (statement.kind === 'function') found.set(statement.span.start, statement);
      else if (statement.kind === 'class') collect(statement.body);
    }
  };
  collect(body);
  return found;
});
