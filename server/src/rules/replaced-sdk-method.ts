import type { MethodSyntax } from '../model/project/generatorClass';
import type { Project } from '../model/project/project';
import type { Expression, FunctionStatement } from '../syntax/python/ast';
import { dottedName } from '../syntax/python/names';
import { expressionsWithin } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { generatorNames, overriding } from './python/classSyntax';
import { pythonFix } from './python/fixes';
import { defineRule, type Fix, type Report } from './rule';

export const rule = defineRule({
  id: 'replaced-sdk-method',
  catalogue: 'GEN03',
  title: 'A generator replaces a method of the SDK without calling it',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `As recorded from SDK 1.23.2: an \`__init__\` that does not call the SDK's ends the run with
\`'Gen' object has no attribute 'convert_query_response'\`; one that does not take what the SDK gives, with
\`got an unexpected keyword argument\`. A \`run\` without \`start_tracking\` saves objects of which no tracking group
knows, so nothing is cleaned up (warning). \`collect_data\` also subscribes the run to the objects it read; one of
your own that leaves that out is an information.

Take \`*args, **kwargs\` and call \`super().__init__(*args, **kwargs)\`; put the work into \`generate\`.`,
  appliesTo: 'generatorClass',
  check(subject, { project, report }) {
    const { code } = subject;
    if (!code.isGenerator) return;
    const names = generatorNames(subject);
    const method = (name: string): MethodSyntax | undefined => overriding(project, code, name);
    const say = ({ path, syntax }: MethodSyntax, found: Omit<Report, 'at'>): void =>
      report({ at: pythonPlace(project, path, syntax.nameSpan), ...found });

    const init = method('__init__');
    const problem = init && initProblem(init.syntax);
    if (init && problem) say(init, { message: `${names} fails: ${problem}`, fixes: () => initFix(init, project) });
    const run = method('run');
    if (run && !calls(run.syntax, /^super\.run$|\bInfrahubGenerator\.run$|\bstart_tracking$/)) {
      const message =
        `${names} tracks nothing: this run replaces the SDK's, so what earlier runs made and this one does not is ` +
        'never deleted. Put the work into generate.';
      say(run, { message, severity: 'warning' });
    }
    const collect = method('collect_data');
    if (
      collect &&
      !calls(collect.syntax, /^super\.collect_data$|\bquery_gql_query$|\bInfrahubGenerator\.collect_data$/)
    ) {
      const message =
        "This collect_data replaces the SDK's, which also subscribes the run to the objects it read, so that a proposed " +
        `change knows when ${names} has to run again.`;
      say(collect, { message, severity: 'information' });
    }
  },
});

/** Keywords that every version of the SDK and of the server gives. */
const given = ['query', 'client', 'branch', 'params', 'infrahub_node'];

function initProblem(syntax: FunctionStatement): string | undefined {
  const { params } = syntax;
  if (!calls(syntax, /^super\.__init__$|\.__init__$/) && !assignsOwnClient(syntax)) {
    return 'its __init__ does not call super().__init__(…), so the generator has no client.';
  }
  if (params.some(({ form }) => form === 'kwargs')) return undefined;
  const missing = given.filter((name) => !params.some((each) => each.name === name && each.form === 'plain'));
  const [first] = missing;
  return first === undefined
    ? undefined
    : `its __init__ does not take ${first}, which the SDK gives by name; take *args and **kwargs and hand them on.`;
}

/** It sets up by hand what the SDK's would. */
function assignsOwnClient({ body }: FunctionStatement): boolean {
  return [...expressionsWithin(body)].some((each) => each.kind === 'attribute' && each.name === '_init_client');
}

/** `super().run` reads as `super.run`. */
function calls({ body }: FunctionStatement, wanted: RegExp): boolean {
  return [...expressionsWithin(body)].some(
    (each: Expression) => each.kind === 'call' && wanted.test(dottedName(each.callee) ?? ''),
  );
}

function initFix({ path, syntax }: MethodSyntax, project: Project): Fix[] {
  const [self, ...rest] = syntax.params;
  const [first] = syntax.body;
  if (!self || !first || calls(syntax, /__init__$/)) return [];
  const hasAll = rest.some(({ form }) => form === 'args') && rest.some(({ form }) => form === 'kwargs');
  if (!hasAll && rest.length > 0) return [];
  const behind = { start: self.nameSpan.end, end: self.nameSpan.end };
  return pythonFix(project, {
    title: 'Call super().__init__',
    path,
    changes: [
      ...(hasAll ? [] : [{ change: 'replace' as const, range: behind, text: ', *args, **kwargs' }]),
      { change: 'before', offset: first.span.start, lines: ['super().__init__(*args, **kwargs)'] },
    ],
  });
}
