import { nodePath, targetOf } from '../../edits/generators/generateScope';
import { dataPaths, type DataPath, type DataPaths } from '../../edits/python/dataPaths';
import { lineStart, pythonStyle } from '../../edits/python/pythonStyle';
import { raiseLines, writtenLines } from '../../edits/python/pythonText';
import type { ResolvedClass } from '../../model/generators/resolveClass';
import type { Project } from '../../model/project/project';
import type { Expression } from '../../syntax/python/ast';
import { withInner } from '../../syntax/python/walk';
import type { StatementPath } from './statementAt';

/** A `raise` to be written into a method of a generator. */
export interface Failure {
  readonly project: Project;
  readonly code: ResolvedClass;
  /** Where it goes: the message may name what is known there. */
  readonly found: StatementPath;
  /** What the condition before it looks at: that may be missing, so the message must not read it. */
  readonly tested: readonly Expression[];
  readonly action: 'start' | 'finish';
  /** What is wrong: pieces of an f-string without quotes. */
  readonly what: readonly string[];
  /** Steps of indentation below the statement of `found`. */
  readonly below: number;
}

/** `raise RuntimeError(…)` that names the generator and, where the text shows it, its target; without indentation before it. */
export function failureText({ project, code, found, tested, action, what, below }: Failure): string {
  const { path, text, syntax, steps } = found;
  const body = project.fileAt(path)?.facts.pythonTree?.().body ?? [];
  const style = pythonStyle(text, body, project.fileAt('pyproject.toml')?.text);
  const start = steps.at(-1)?.statement.span.start ?? syntax.span.start;
  const base = (/^[ \t]*/.exec(text.slice(lineStart(text, start)))?.[0] ?? '') + style.indent.repeat(below);
  const generators = project.generators.filter((each) => isOf(each.code, code));
  const [only] = generators;
  const name = only && generators.length === 1 ? only.name : code.name;
  const target = only && targetText(project, only, found, tested);
  const on = target === undefined ? '' : ` on {${target}}`;
  const depth = Math.round(base.length / style.indent.length);
  const lines = raiseLines('RuntimeError', [`Cannot ${action} ${name}${on}: `, ...what], depth, style);
  return writtenLines(lines, base, style).slice(base.length);
}

function isOf(one: ResolvedClass | undefined, other: ResolvedClass): boolean {
  return one?.file === other.file && one.nameRange.start === other.nameRange.start;
}

const longestTarget = 40;

/** An expression for the target's name, or its id, that cannot fail where the message stands. */
function targetText(
  project: Project,
  generator: Project['generators'][number],
  { syntax, steps }: StatementPath,
  tested: readonly Expression[],
): string | undefined {
  const target = targetOf(project, generator);
  const data = syntax.params[1]?.name;
  const top = steps[0];
  if (!target || syntax.name !== 'generate' || data === undefined || !top) return undefined;
  const parameters = syntax.params.map(({ name }) => name);
  const before = dataPaths({ body: syntax.body.slice(0, top.at), data, parameters });
  const behind = dataPaths({ body: syntax.body.slice(0, top.at + 1), data, parameters });
  const node = nodePath(target.root);
  for (const path of [
    [...node, 'name', 'value'],
    [...node, 'id'],
  ]) {
    const variable = before.variableFor(path);
    if (variable !== undefined && behind.variableFor(path) === variable) return variable;
  }
  const isRead = (field: string): boolean => target.root.selectionPaths.includes(field);
  const field = isRead('name') && project.kinds.attribute(target.kind, 'name') ? ['name', 'value'] : ['id'];
  const path = [...node, ...field];
  const expression = before.expressionFor(path, "'");
  const isSafe = isRead(field[0] ?? '') && expression !== '' && !tested.some((each) => mayBreak(each, path, before));
  const isShort = expression.length <= longestTarget && behind.expressionFor(path, "'") === expression;
  return isSafe && isShort ? expression : undefined;
}

/** A part of the test is what the path leads through. */
function mayBreak(tested: Expression, path: DataPath, paths: DataPaths): boolean {
  return testedParts(tested).some((part) => {
    const looked = paths.pathOf(part);
    return looked !== undefined && looked.length <= path.length && looked.every((key, at) => key === path[at]);
  });
}

/** What a condition decides by, without what is only read on the way there. */
function testedParts(test: Expression): readonly Expression[] {
  switch (test.kind) {
    case 'unary':
      return testedParts(test.operand);
    case 'binary':
      return [...testedParts(test.left), ...testedParts(test.right)];
    case 'call':
      return test.callee.kind === 'name' ? test.args.flatMap(({ value }) => testedParts(value)) : [test];
    default:
      return [test];
  }
}

const longestCondition = 60;

/** What is wrong when a condition holds, as pieces of an f-string: what is missing, or what was found and expected. */
export function whatIsWrong(test: Expression, text: string): string[] {
  if (test.kind === 'unary' && test.operator === 'not') {
    const missing = wordsFor(test.operand);
    if (missing !== undefined) return [`${missing} missing!`];
  }
  if (test.kind === 'binary') {
    const { operator, left, right } = test;
    const isNothing = right.kind === 'literal' && (right.value === null || (right.value === 0 && isCount(left)));
    if (isNothing && /^(?:is|==)$/.test(operator) && wordsFor(left) !== undefined)
      return [`${wordsFor(left)} missing!`];
    if (/^(?:!=|<|<=|>|>=)$/.test(operator)) {
      const compared = comparedText(test, text);
      if (compared) return compared;
    }
  }
  const condition = text.slice(test.span.start, test.span.end);
  const isShown = condition.length <= longestCondition && !/[\n\\{}']/.test(condition);
  return [isShown ? `not ready (${condition})!` : 'not ready!'];
}

/** `{len(spines)} of {amount} spines are there!` for a count, else the value and the other one. */
function comparedText(test: Expression & { kind: 'binary' }, text: string): string[] | undefined {
  const isSwapped = isCount(test.right) && !isCount(test.left);
  const [found, expected] = isSwapped ? [test.right, test.left] : [test.left, test.right];
  const isFewer = test.operator === '!=' || test.operator === (isSwapped ? '>' : '<');
  const words = wordsFor(found);
  if (!isPlain(found, text) || !isPlain(expected, text) || words === undefined || !isFewer) return undefined;
  const shown = (each: Expression): string => {
    const written = text.slice(each.span.start, each.span.end);
    return each.kind === 'literal' && typeof each.value === 'number' ? written : `{${written}}`;
  };
  return isCount(found)
    ? [`${shown(found)} of ${shown(expected)} `, `${words} are there!`]
    : [`${words} is ${shown(found)} `, `and not ${shown(expected)}!`];
}

function isCount(expression: Expression): boolean {
  return (
    expression.kind === 'call' &&
    expression.args.length === 1 &&
    expression.callee.kind === 'name' &&
    expression.callee.name === 'len'
  );
}

/** Short, without effects, and with one kind of quotes, so that it can stand in an f-string of any Python. */
function isPlain(expression: Expression, text: string): boolean {
  const written = text.slice(expression.span.start, expression.span.end);
  if (/[\n\\{}#]/.test(written) || (written.includes('"') && written.includes("'"))) return false;
  return withInner(expression).every((each) => {
    if (each.kind === 'call') return isCount(each);
    return /^(?:name|attribute|subscript|literal)$/.test(each.kind);
  });
}

/** A name for people: `pod["racks"]["edges"]` → `racks`, `len(self.super_spines)` → `super spines`. */
function wordsFor(expression: Expression): string | undefined {
  const name = nameFor(expression)?.replaceAll('_', ' ');
  return name !== undefined && /^[\p{L}\p{N} -]{1,40}$/u.test(name) ? name : undefined;
}

function nameFor(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'attribute':
      return expression.name === 'value' ? nameFor(expression.object) : expression.name;
    case 'subscript': {
      const [index] = expression.indexes;
      const key = index?.kind === 'literal' ? index.value : undefined;
      return typeof key === 'string' && !/^(?:edges|node|value)$/.test(key) ? key : nameFor(expression.object);
    }
    case 'call': {
      const [first] = expression.args;
      if (isCount(expression) && first) return nameFor(first.value);
      const isGet = expression.callee.kind === 'attribute' && expression.callee.name === 'get';
      const key = isGet && first?.value.kind === 'literal' ? first.value.value : undefined;
      return typeof key === 'string' ? key : undefined;
    }
    default:
      return undefined;
  }
}
