import type { ResolvedClass } from '../../model/generators/resolveClass';
import { methodsOf, type GeneratorClass, type MethodSyntax } from '../../model/project/generatorClass';
import type { Project } from '../../model/project/project';
import type { ClassStatement, Statement } from '../../syntax/python/ast';
import { dottedName, statementsWithin } from '../../syntax/python/names';
import { listOf } from '../cascade/steps';

/** The statement of a class; undefined when the file has none of that name, or several. */
export function classStatement(project: Project, path: string, name: string): ClassStatement | undefined {
  const found = [...statementsWithin(project.fileAt(path)?.facts.pythonTree?.().body ?? [])].filter(
    (statement): statement is ClassStatement => statement.kind === 'class' && statement.name === name,
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Names of the generators that run the class, for messages. */
export function generatorNames({ generators }: GeneratorClass): string {
  return listOf(generators.map(({ name }) => name));
}

/** True when every file of the class was read to the end and has no syntax errors. */
export function isWhole({ generators }: GeneratorClass): boolean {
  return generators.every(({ codeIsWhole }) => codeIsWhole);
}

/**
 * The method that takes the place of the SDK's: written in the class itself, or in one that names the SDK's class among
 * its bases. A mixin's may be behind the SDK's own.
 */
export function overriding(project: Project, code: ResolvedClass, name: string): MethodSyntax | undefined {
  const method = methodsOf(project, code).find((each) => each.method.name === name);
  if (!method) return undefined;
  const owner = code.methods.find((each) => each.method === method.method)?.className ?? '';
  const statement = classStatement(project, method.path, owner);
  if (!statement || statement.decorators.length > 0) return undefined;
  const imports = project.fileAt(method.path)?.facts.python?.().imports ?? [];
  const isSdkBase = statement.bases.some(({ value }) => {
    const base = dottedName(value) ?? '';
    return /(?:^|\.)InfrahubGenerator$/.test(imports.find((each) => each.binds === base)?.name ?? base);
  });
  return isSdkBase || (owner === code.name && method.path === code.file) ? method : undefined;
}

/** True when a name is bound by something else than `def` in the body of a class. */
export function assignsName(body: readonly Statement[], name: string): boolean {
  return [...statementsWithin(body)].some(
    (statement) =>
      (statement.kind === 'assign' && statement.targets.some((target) => dottedName(target) === name)) ||
      (statement.kind === 'import' && statement.names.some((each) => (each.alias ?? each.name) === name)),
  );
}
