import { groupBy } from '../base/groupBy';
import { nearestNames } from '../base/nearest';
import { perObject } from '../base/perObject';
import type { PythonChange } from '../edits/python/pythonChange';
import type { GeneratorClass } from '../model/project/generatorClass';
import type { Project } from '../model/project/project';
import type { Expression, ExpressionOf, Statement } from '../syntax/python/ast';
import { statementsWithin } from '../syntax/python/names';
import { expressionsWithin } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { methodCallsIn } from './python/callsIn';
import { isWhole } from './python/classSyntax';
import { pythonFix, replacement } from './python/fixes';
import { importedFiles } from './python/importedFiles';
import { relativeImport } from '../edits/python/importPath';
import { typedFunctions, type TypedFunction } from './python/sdkTypes';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'missing-method',
  catalogue: 'GEN24',
  title: 'A generator calls a method that neither it nor its bases have',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `\`self.calculate_checksum()\` without the mixin that has it ends the run with
\`'Gen' object has no attribute 'calculate_checksum'\`; what was saved before stays (recorded from SDK 1.23.2). Add
the mixin to the bases of the class.

Silent when a base cannot be found, for attributes that the class sets, and in methods that \`generate\` does not
reach.`,
  appliesTo: 'generatorClass',
  check(subject, { project, report }) {
    const { code } = subject;
    if (!code.isGenerator || code.openBases.length > 0 || code.stub || !isWhole(subject)) return;
    const functions = typedFunctions(project, code);
    const known = namesOfClass(subject, functions, project);
    if (!known) return;
    for (const found of reachable(functions)) {
      for (const callee of ofSelf(found.scope).calls) {
        if (known.has(callee.name)) continue;
        report({
          at: pythonPlace(project, found.path, callee.span),
          message: `The run fails here: neither ${code.name} nor its bases have a method ${callee.name}.`,
          fixes: () => fixesFor(subject, { callee, found, project }),
        });
      }
    }
  },
});

/** What the SDK gives a generator. */
const sdkNames =
  'run collect_data process_nodes generate client branch_name store nodes related_nodes subscribers identifier _client ' +
  '_init_client _nodes _related_nodes logger params query generator_instance convert_query_response infrahub_node ' +
  'root_directory git branch request_context execute_in_proposed_change execute_after_merge';

/** Names that `self` has; undefined when the text does not show them all. */
function namesOfClass(
  { code }: GeneratorClass,
  functions: readonly TypedFunction[],
  project: Project,
): Set<string> | undefined {
  const names = new Set([...sdkNames.split(' '), ...code.methods.map(({ method }) => method.name)]);
  if (names.has('__getattr__') || names.has('__getattribute__')) return undefined;
  for (const { scope } of functions) {
    const own = ofSelf(scope);
    if (own.hides) return undefined;
    for (const name of own.sets) names.add(name);
  }
  // A base without methods may still have attributes, whichever of these files it stands in.
  for (const path of importedFiles(project, code.file)) {
    const facts = project.fileAt(path)?.facts;
    if (!facts?.python || facts.python().broken) return undefined;
    for (const statement of statementsWithin(facts.pythonTree?.().body ?? [])) {
      if (statement.kind !== 'class') continue;
      if (statement.name === code.name && statement.decorators.length > 0) return undefined;
      for (const inner of statementsWithin(statement.body)) {
        if (inner.kind === 'assign')
          for (const target of inner.targets) if (target.kind === 'name') names.add(target.name);
        if (inner.kind === 'import') for (const each of inner.names) names.add(each.alias ?? each.name);
        if (inner.kind === 'class') names.add(inner.name);
      }
    }
  }
  return names;
}

/** What a function does with `self`. */
interface OfSelf {
  /** Names that it mentions. */
  readonly mentions: ReadonlySet<string>;
  /** Names that it assigns. */
  readonly sets: readonly string[];
  readonly calls: readonly ExpressionOf<'attribute'>[];
  /** It sets names in a way that the text does not show. */
  readonly hides: boolean;
}

const ofSelf = perObject((scope: TypedFunction['scope']): OfSelf => {
  const { body } = scope.syntax;
  const mentions = new Set<string>();
  let hides = false;
  for (const expression of expressionsWithin(body)) {
    if (expression.kind === 'name') hides ||= /^(?:setattr|vars|exec)$/.test(expression.name);
    if (expression.kind !== 'attribute') continue;
    hides ||= expression.name === '__dict__';
    if (isSelf(expression.object)) mentions.add(expression.name);
  }
  const calls = methodCallsIn(scope).flatMap(({ callee }) =>
    isSelf(callee.object) && !callee.name.startsWith('__') ? [callee] : [],
  );
  return { mentions, sets: assignedFields(body), calls, hides };
});

function isSelf(expression: Expression): boolean {
  return expression.kind === 'name' && expression.name === 'self';
}

function assignedFields(body: readonly Statement[]): string[] {
  return statementsWithin(body).flatMap((statement) =>
    targetsOf(statement).flatMap((target) => {
      const inner = target.kind === 'star' ? target.value : target;
      return inner.kind === 'attribute' && isSelf(inner.object) ? [inner.name] : [];
    }),
  );
}

function targetsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'assign':
      return statement.targets.flatMap((target) => (target.kind === 'sequence' ? target.items : [target]));
    case 'for':
      return [statement.target];
    case 'with':
      return statement.items.flatMap(({ target }) => target ?? []);
    default:
      return [];
  }
}

/** The functions that a run may get to: from `generate` over whatever they mention of `self`. */
function reachable(functions: readonly TypedFunction[]): TypedFunction[] {
  const wanted = new Set(['generate', '__init__', 'run', 'collect_data', 'process_nodes']);
  const byOwner = groupBy(functions, ({ scope }) => ownerName(scope));
  for (const name of wanted) {
    for (const { scope } of byOwner.get(name) ?? []) for (const each of ofSelf(scope).mentions) wanted.add(each);
  }
  return functions.filter(({ scope }) => wanted.has(ownerName(scope)));
}

/** The method that a function stands in. */
function ownerName(scope: TypedFunction['scope']): string {
  return scope.outer ? ownerName(scope.outer) : scope.syntax.name;
}

interface Missing {
  readonly callee: ExpressionOf<'attribute'>;
  readonly found: TypedFunction;
  readonly project: Project;
}

/** The class of another file that has the method as a base, or a method of nearly that name. */
function fixesFor({ code }: GeneratorClass, { callee, found, project }: Missing): Fix[] {
  const bases = [...project.allFiles()].flatMap((file) => {
    const classes = file.facts.role === 'python' ? (file.facts.python?.().classes ?? []) : [];
    return classes.flatMap((cls): Fix[] => {
      const has = cls.methods.some(({ name }) => name === callee.name);
      if (!has || cls.bases.some((base) => /Infrahub(?:Generator|Check|Transform)$/.test(base))) return [];
      const base: PythonChange = { change: 'base', className: code.name, base: cls.name };
      const from = file.path === code.file ? undefined : relativeImport(code.file, file.path);
      if (file.path !== code.file && !from) return [];
      const imported: PythonChange[] = from ? [{ change: 'import', ...from, name: cls.name }] : [];
      return pythonFix(project, {
        title: `Inherit from ${cls.name} of ${file.path}`,
        path: code.file,
        changes: [...imported, base],
      });
    });
  });
  const methods = code.methods.map(({ method }) => method.name).filter((name) => !name.startsWith('__'));
  const near = nearestNames(callee.name, methods).map((name) =>
    replacement(project, { title: `Change to ${name}`, path: found.path, range: callee.nameSpan, newText: name }),
  );
  return [...bases, ...near];
}
