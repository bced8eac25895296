import type { Project } from '../../model/project/project';
import type { Generator } from '../../model/project/generatorIndex';
import type { Statement } from '../../syntax/python/ast';
import { withInner } from '../../syntax/python/walk';
import type { Edit } from '../edit';
import { selectionEdits, type WantedSelection } from '../graphqlEdits';
import type { DataPath, DataPaths } from '../python/dataPaths';
import type { MethodStart } from '../python/methodStart';
import type { PythonChange } from '../python/pythonChange';
import { pythonEdits } from '../python/pythonEdits';
import { raiseLines } from '../python/pythonText';
import { classOf, pythonFile, type ClassSubject } from './classSubject';
import {
  generateScope,
  held,
  kindWord,
  nodePath,
  targetOf,
  withNode,
  type GenerateScope,
  type TargetFacts,
} from './generateScope';

/** Everything that a check at the start of `generate` is written with. */
export interface CheckContext {
  readonly project: Project;
  readonly generator: Generator;
  readonly subject: ClassSubject;
  readonly target: TargetFacts;
  readonly where: MethodStart;
  readonly scope: GenerateScope;
  /** Where the query's answer has the target. */
  readonly node: DataPath;
  /** What binds the variables that the scope has besides those of the text. */
  readonly lines: readonly string[];
}

/** Undefined when the class has no `generate` to go on with, or the query reads no known kind. */
export function checkContext(
  project: Project,
  generator: Generator,
  where: MethodStart = 'checks',
): CheckContext | undefined {
  const subject = classOf(project, generator);
  const target = targetOf(project, generator);
  const scope = subject && target && generateScope(subject, target, where);
  if (!subject || !target || !scope || scope.paths.expressionFor([], '"') === '') return undefined;
  const node = nodePath(target.root);
  const bound = withNode(scope, node, kindWord(project, target.kind));
  return { project, generator, subject, target, where, node, ...bound };
}

/** What a check adds: statements of its own before the test, the test, and what it raises. */
export interface Check {
  readonly before: readonly string[];
  readonly test: string;
  readonly error: 'RuntimeError' | 'ValueError';
  /** Pieces of the message behind the name of the target. */
  readonly message: readonly string[];
  /** What the query has to read for it. */
  readonly reads: readonly WantedSelection[];
  readonly changes?: readonly PythonChange[];
}

/** The edits of a check at the start of `generate`, before it makes anything (guide, step 3). */
export function checkEdits(context: CheckContext, checks: readonly Check[]): Edit[] | undefined {
  const { project, generator, subject, target, scope } = context;
  const name = targetName(context);
  const lines = [...context.lines, ...name.lines];
  for (const { before, test, error, message } of checks) {
    const start = `Cannot ${error === 'ValueError' ? 'run' : 'start'} ${generator.name} on {${name.name}}: `;
    lines.push(...before, `if ${test}:`);
    lines.push(...raiseLines(error, [start, ...message], 3, scope.style).map((line) => `\t${line}`));
  }
  const { query } = generator;
  const python = pythonEdits(pythonFile(project, subject.file), [
    ...checks.flatMap(({ changes = [] }) => changes),
    { change: 'body', className: subject.cls.name, method: 'generate', where: context.where, lines },
  ]);
  const wanted = [...checks.flatMap(({ reads }) => reads), ...name.reads];
  const missing = wanted.filter(({ path }) => !isRead(target, path));
  const read = query && missing.length > 0 ? selectionEdits(query.file, missing) : [];
  return python && read && [...python, ...read];
}

/** The query reads a field of the target, or a fragment may. */
export function isRead({ root }: TargetFacts, path: readonly string[]): boolean {
  return root.unresolvedSpreads.length > 0 || root.selectionPaths.includes(path.join('.'));
}

/** What a message calls the target: its name where the kind has one, else its id. */
function targetName({ project, target, scope, node }: CheckContext) {
  const kind = project.kinds.get(target.kind);
  const word = kindWord(project, target.kind);
  const byName = kind?.attributes.has('name') === true;
  const path = byName ? [...node, 'name', 'value'] : [...node, 'id'];
  const found = held(scope, path, byName ? `${word}_name` : `${word}_id`);
  const reads: WantedSelection[] = [
    byName
      ? { root: target.root.name, path: ['name'], form: 'attribute' }
      : { root: target.root.name, path: ['id'], form: 'plain' },
  ];
  return { name: found?.name ?? 'self', lines: found?.lines ?? [], reads };
}

/** True when a test that ends the run looks at a place of the query's answer, or at something around it. */
export function isChecked(body: readonly Statement[], paths: DataPaths, path: DataPath): boolean {
  return endingTests(body).some((test) =>
    [...withInner(test)].some((expression) => {
      const looked = paths.pathOf(expression);
      return (
        looked !== undefined &&
        looked.length >= path.length - 1 &&
        path.every((key, at) => at >= looked.length || looked[at] === key)
      );
    }),
  );
}

/** The tests of `if` statements whose block raises. */
function endingTests(body: readonly Statement[]) {
  return body.flatMap((statement) =>
    statement.kind === 'if'
      ? statement.branches.flatMap((branch) => (branch.body.at(-1)?.kind === 'raise' ? branch.test : []))
      : [],
  );
}
