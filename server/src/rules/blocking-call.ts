import type { PythonChange } from '../edits/python/pythonChange';
import type { PythonImport } from '../model/generators/facts';
import type { Project } from '../model/project/project';
import type { Expression, ExpressionOf, Statement } from '../syntax/python/ast';
import { dottedName } from '../syntax/python/names';
import { pythonPlace } from './cascade/steps';
import { callsIn } from './python/callsIn';
import { pythonFix } from './python/fixes';
import type { FunctionScope } from './python/scopes';
import { typedFunctions, type TypedFunction } from './python/sdkTypes';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'blocking-call',
  catalogue: 'GEN07',
  title: 'A call blocks the worker while it waits',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `While a blocking call of an async function waits, everything else that runs on the same event loop of the
worker waits too: other generators, heartbeats, the rest of \`asyncio.gather\`. Use the async form
(\`await asyncio.sleep(…)\`, an async HTTP client), or hand the call to a thread:
\`await asyncio.to_thread(requests.get, url)\`.`,
  appliesTo: 'generatorClass',
  check({ code }, { project, report }) {
    for (const found of typedFunctions(project, code)) {
      const { path, scope } = found;
      if (!scope.syntax.async) continue;
      const imports = project.fileAt(path)?.facts.python?.().imports ?? [];
      if (!imports.some(({ module }) => /^(?:time|requests|httpx|urllib|subprocess|os)\b/.test(module))) continue;
      for (const expression of callsIn(scope)) {
        if (isDeferred(expression, scope)) continue;
        const name = importedName(dottedName(expression.callee) ?? '', imports, scope);
        if (!name || !blocking.test(name)) continue;
        report({
          at: pythonPlace(project, path, expression.callee.span),
          message: `${name}() blocks the worker: nothing else runs on it until the call is over.`,
          fixes: () => fixesFor(name, expression, found, project),
        });
      }
    }
  },
});

const blocking = new RegExp(
  '^(?:' +
    [
      String.raw`time\.sleep`,
      String.raw`requests\.(?:get|post|put|patch|delete|head|options|request)`,
      String.raw`httpx\.(?:get|post|put|patch|delete|head|options|request)`,
      String.raw`urllib\.request\.(?:urlopen|urlretrieve)`,
      String.raw`subprocess\.(?:run|call|check_call|check_output|getoutput|getstatusoutput)`,
      String.raw`os\.system`,
    ].join('|') +
    ')$',
);

/** The full name of what an import gives; undefined for names of the file and names that the function binds otherwise. */
function importedName(written: string, imports: readonly PythonImport[], scope: FunctionScope): string | undefined {
  const [first = '', ...rest] = written.split('.');
  const found = imports.filter((each) => each.binds === first && each.level === 0);
  const bindings = scope.bindings.get(first)?.length ?? 0;
  const [only] = found;
  if (!only || found.length > 1 || bindings > 1) return undefined;
  return [only.module, ...(only.name === undefined ? [] : [only.name]), ...rest].join('.');
}

/** Inside a lambda, which somebody else calls. */
function isDeferred(expression: Expression, { around }: FunctionScope): boolean {
  for (let each: Expression | Statement | undefined = expression; each; each = around.get(each as Expression)) {
    if (each.kind === 'lambda') return true;
  }
  return false;
}

function fixesFor(name: string, call: ExpressionOf<'call'>, { path, scope }: TypedFunction, project: Project): Fix[] {
  const text = project.fileAt(path)?.text ?? '';
  const callee = text.slice(call.callee.span.start, call.callee.span.end);
  const args = text.slice(call.callee.span.end, call.span.end).replace(/^\s*\(\s*/, '');
  const around = scope.around.get(call);
  const binds = around?.kind === 'attribute' || around?.kind === 'subscript';
  const sleeps = name === 'time.sleep';
  const asynchronous = sleeps
    ? `await asyncio.sleep(${args}`
    : `await asyncio.to_thread(${callee}${args.startsWith(')') ? '' : ', '}${args}`;
  const changes: PythonChange[] = [
    { change: 'replace', range: call.span, text: binds ? `(${asynchronous})` : asynchronous },
    { change: 'import', module: 'asyncio', level: 0 },
  ];
  return pythonFix(project, { title: sleeps ? 'Use asyncio.sleep' : 'Run it in a thread', path, changes });
}
