import type { ClassStatement, Constant, ImportStatement, PythonTree, Statement } from '../../../syntax/python/ast';
import { dottedName, statementsWithin } from '../../../syntax/python/names';
import type { DeclaredClass, PythonDeclarations, PythonImport } from '../facts';
import { unknownValue, type Value } from '../values';
import { createMethodMemo, methodReader, type MethodMemo, type MethodReader } from './methodMemo';
import { isStub, readers } from './methods';
import { globalNames } from './reboundNames';
import { type FileScope, lowerExpression, newScope } from './scope';

/** What a parsed file declares: imports, constants, functions and classes with a summary of every method. */
export function declarationsOf(
  text: string,
  tree: PythonTree,
  memo: MethodMemo = createMethodMemo(),
): PythonDeclarations {
  const imports = importsOf(tree.body);
  const names = new Map<string, Value>();
  const file: FileScope = { text, names };
  for (const item of imports) names.set(item.binds, importedValue(item));
  const statements = [...statementsWithin(tree.body)];
  const rebound = globalNames(text, tree.body);
  const constants: Record<string, Constant> = {};
  for (const statement of statements) {
    if (statement.kind === 'class' || statement.kind === 'function') {
      names.set(statement.name, { is: 'local', name: statement.name });
    } else if (statement.kind === 'assign' && statement.value) {
      for (const target of statement.targets) {
        if (target.kind !== 'name') continue;
        const isRebound = rebound.has(target.name);
        const value = isRebound ? unknownValue : lowerExpression(newScope(file, readers), statement.value);
        names.set(target.name, value);
        if (value.is === 'constant') constants[target.name] = value.value;
      }
    }
  }
  const methods = methodReader(file, memo);
  return {
    classes: statements.flatMap((item) => (item.kind === 'class' ? [classOf(file, item, methods)] : [])),
    functions: statements.flatMap((item) => (item.kind === 'function' ? [methods.read(item, false)] : [])),
    imports,
    constants,
  };
}

function classOf(file: FileScope, statement: ClassStatement, reader: MethodReader): DeclaredClass {
  const members = [...statementsWithin(statement.body)];
  const methods = members.flatMap((item) => (item.kind === 'function' ? [reader.read(item, true)] : []));
  const constants: Record<string, Constant> = {};
  let queryRange: { start: number; end: number } | undefined;
  for (const item of members) {
    if (item.kind !== 'assign' || !item.value) continue;
    const value = lowerExpression(newScope(file, readers), item.value);
    for (const target of item.targets) {
      if (target.kind !== 'name' || value.is !== 'constant') continue;
      constants[target.name] = value.value;
      if (target.name === 'query') queryRange = item.value.span;
    }
  }
  const generate = methods.find((method) => method.name === 'generate');
  const stub = generate ? generate.stub : methods.every((method) => method.stub);
  const query = constants['query'];
  return {
    name: statement.name,
    nameRange: statement.nameSpan,
    range: statement.span,
    bases: statement.bases.flatMap((base) => (base.form === 'positional' ? (dottedName(base.value) ?? []) : [])),
    methods,
    stub: stub || isStub(statement.body),
    ...(typeof query === 'string' && { query }),
    ...(queryRange && typeof query === 'string' && { queryRange }),
    constants,
  };
}

function importsOf(body: readonly Statement[]): PythonImport[] {
  const imports: PythonImport[] = [];
  const collect = (statements: readonly Statement[]): void => {
    for (const statement of statementsWithin(statements)) {
      if (statement.kind === 'import') imports.push(...importFacts(statement));
      else if (statement.kind === 'class' || statement.kind === 'function') collect(statement.body);
    }
  };
  collect(body);
  return imports;
}

function importFacts(statement: ImportStatement): PythonImport[] {
  return statement.names.map(({ name, alias, span }): PythonImport => {
    if (statement.module !== undefined) {
      const moduleRange = statement.moduleSpan ?? statement.span;
      return { binds: alias ?? name, module: statement.module, level: statement.level, name, range: span, moduleRange };
    }
    const first = name.split('.')[0] ?? name;
    return { binds: alias ?? first, module: alias ? name : first, level: 0, range: span, moduleRange: span };
  });
}

function importedValue({ module, level, name }: PythonImport): Value {
  return { is: 'symbol', module, level, name: name ?? '' };
}
