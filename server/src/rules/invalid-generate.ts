import { nearestNames } from '../base/nearest';
import type { GeneratorClass, MethodSyntax } from '../model/project/generatorClass';
import { methodsOf } from '../model/project/generatorClass';
import type { Project } from '../model/project/project';
import type { FunctionStatement } from '../syntax/python/ast';
import { statementsWithin } from '../syntax/python/names';
import { pythonPlace } from './cascade/steps';
import { awaitsWithoutAsync } from './python/awaits';
import { assignsName, classStatement, generatorNames, isWhole } from './python/classSyntax';
import { pythonFix, replacement } from './python/fixes';
import { hasYield } from './python/yields';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'invalid-generate',
  catalogue: 'GEN02',
  title: 'generate is missing, not async, or cannot be called with data, or a method awaits without being async',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `The SDK runs \`await self.generate(data=…)\`. As recorded from SDK 1.23.2: without a \`generate\` the run
does nothing and reports success; one that is not async ends with
\`object NoneType can't be used in 'await' expression\` when its work is done, one with \`yield\` the same way;
without a parameter \`data\` with \`got an unexpected keyword argument 'data'\`; with one more required parameter with
\`missing 1 required positional argument\`. A method that awaits without being async is a syntax error of the whole file
(\`'await' outside async function\`), so the repository cannot be imported.

A \`generate\` that returns a coroutine, takes \`**kwargs\` or has a decorator is left alone.`,
  appliesTo: 'generatorClass',
  check(subject, { project, report }) {
    const { code } = subject;
    if (!code.isGenerator || code.openBases.length > 0 || !isWhole(subject)) return;
    const methods = methodsOf(project, code);
    const unread = methods.filter(({ syntax }) => awaitsWithoutAsync(syntax));
    for (const method of unread) {
      const { name, nameSpan } = method.syntax;
      report({
        at: pythonPlace(project, method.path, nameSpan),
        message: `${name} awaits and is not async, so Python cannot read the file, and the import of the repository fails.`,
        fixes: () => makeAsync(method, project),
      });
    }
    const names = generatorNames(subject);
    const found = methods.find(({ method }) => method.name === 'generate');
    if (!found) {
      if (!isMissing(subject, project)) return;
      const at = pythonPlace(project, code.file, code.nameRange);
      const message = `${names} does nothing and reports success: class ${code.name} has no method generate.`;
      report({ at, message, fixes: () => additions(subject, project) });
      return;
    }
    if (found.method.stub || found.method.decorators.length > 0) return;
    const { syntax, path } = found;
    const text = project.fileAt(path)?.text ?? '';
    const problem = callProblem(syntax, text) ?? (unread.includes(found) ? undefined : awaitProblem(syntax, text));
    if (!problem) return;
    report({
      at: pythonPlace(project, path, syntax.nameSpan),
      message: `${names} fails: ${problem.what}.`,
      fixes: () => problem.fix?.(found, project) ?? [],
    });
  },
});

interface Problem {
  readonly what: string;
  readonly fix?: (method: MethodSyntax, project: Project) => Fix[];
}

/** No method, and nothing else that may give the class one. A class without any method is still to be written. */
function isMissing({ code }: GeneratorClass, project: Project): boolean {
  const statement = classStatement(project, code.file, code.name);
  if (!statement || code.stub || statement.decorators.length > 0) return false;
  return !assignsName(statement.body, 'generate') && !/\bgenerate\s*=/.test(project.fileAt(code.file)?.text ?? '');
}

function callProblem({ params, body, nameSpan }: FunctionStatement, text: string): Problem | undefined {
  const [self, ...rest] = params;
  if (!self || self.form !== 'plain') {
    return self?.form === 'args' && !rest.some(takesData)
      ? { what: 'generate takes no data, but the SDK gives it' }
      : undefined;
  }
  const header = text.slice(nameSpan.end, body[0]?.span.start ?? nameSpan.end);
  if (rest.some(({ form }) => form === 'kwargs')) return undefined;
  const data = rest.find(({ name, form }) => name === 'data' && form === 'plain');
  if (!data) {
    const plain = rest.filter(({ form, fallback }) => form === 'plain' && !fallback);
    const [only] = plain;
    const what = only
      ? `the SDK calls generate(data=…), but its parameter is called ${only.name}`
      : self.name === 'data'
        ? 'the first parameter of generate is the generator itself; self is missing before data'
        : 'the SDK calls generate(data=…), but it takes no data';
    if (self.name === 'data') return { what, fix: insertSelf };
    return only ? { what } : { what, fix: addData };
  }
  if (/\bdata\b[^,()[\]]*,\s*\//.test(header))
    return { what: 'the SDK gives data by name, but the / makes it positional' };
  const more = rest.filter((each) => each.form === 'plain' && each !== data && !each.fallback);
  if (more.length === 0) return undefined;
  return {
    what: `the SDK gives generate nothing but data, and ${more.map(({ name }) => name).join(', ')} is missing then`,
  };
}

function takesData({ name, form }: FunctionStatement['params'][number]): boolean {
  return form === 'kwargs' || (form === 'plain' && name === 'data');
}

function awaitProblem(syntax: FunctionStatement, text: string): Problem | undefined {
  const { async: isAsync, body } = syntax;
  if (hasYield(syntax, text)) return { what: 'a generate with yield cannot be awaited, so nothing of it runs' };
  const returns = [...statementsWithin(body)].some(
    (statement) =>
      statement.kind === 'return' &&
      statement.value &&
      !(statement.value.kind === 'literal' && statement.value.value === null),
  );
  if (isAsync || returns) return undefined;
  return { what: 'generate is not async, so the run ends with an error when its work is done', fix: makeAsync };
}

function makeAsync({ syntax, path }: MethodSyntax, project: Project): Fix[] {
  const text = project.fileAt(path)?.text ?? '';
  const start = text.lastIndexOf('def', syntax.nameSpan.start);
  return start < 0
    ? []
    : [
        replacement(project, {
          title: `Make ${syntax.name} async`,
          path,
          range: { start, end: start },
          newText: 'async ',
        }),
      ];
}

function insertSelf({ syntax, path }: MethodSyntax, project: Project): Fix[] {
  const start = syntax.params[0]?.nameSpan.start;
  if (start === undefined) return [];
  return [replacement(project, { title: 'Add self', path, range: { start, end: start }, newText: 'self, ' })];
}

function addData({ syntax, path }: MethodSyntax, project: Project): Fix[] {
  const [self, next] = syntax.params;
  if (!self || next) return [];
  const { end } = self.nameSpan;
  // Behind an annotation or a default it would stand in the middle of the first parameter.
  if (!/^\s*[,)]/.test(project.fileAt(path)?.text.slice(end) ?? '')) return [];
  return [
    replacement(project, {
      title: 'Add the parameter data',
      path,
      range: { start: end, end },
      newText: ', data: dict',
    }),
  ];
}

/** A method with nearly that name, else a new one. */
function additions({ code }: GeneratorClass, project: Project): Fix[] {
  const own = methodsOf(project, code).filter(({ method }) => method.decorators.length === 0);
  const near = nearestNames(
    'generate',
    own.map(({ method }) => method.name),
  );
  const renames = own
    .filter(({ method }) => near.includes(method.name))
    .map(({ method, path }) =>
      replacement(project, {
        title: `Rename ${method.name} to generate`,
        path,
        range: method.nameRange,
        newText: 'generate',
      }),
    );
  const lines = ['async def generate(self, data: dict) -> None:', '\traise NotImplementedError'];
  const added = pythonFix(project, {
    title: 'Add generate',
    path: code.file,
    changes: [{ change: 'method', className: code.name, lines }],
  });
  return [...renames, ...added];
}
