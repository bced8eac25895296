import { generateScope } from '../edits/generators/generateScope';
import { checkContext, type CheckContext } from '../edits/generators/targetChecks';
import type { PythonStyle } from '../edits/python/pythonStyle';
import { pythonString } from '../edits/python/pythonText';
import { targetFit } from '../model/cascade/targetFit';
import type { Attribute } from '../model/kinds/kind';
import type { Generator } from '../model/project/generatorIndex';
import type { Project, ProjectFile } from '../model/project/project';
import type { Expression, Statement } from '../syntax/python/ast';
import { dottedName, statementsWithin } from '../syntax/python/names';
import { withInner } from '../syntax/python/walk';

/** Targets that a generator refuses: some of the choices of an attribute. */
export interface RefusedTargets {
  readonly kind: string;
  readonly attribute: string;
  readonly values: readonly string[];
}

/** What a generator refuses of its targets, as far as its code shows it; never all of them. */
export function refusedTargets(project: Project, generator: Generator): RefusedTargets[] {
  const context = checkContext(project, generator);
  const whole = context && generateScope(context.subject, context.target, 'end');
  if (!context || !whole) return [];
  const { kind } = context.target;
  return [...(project.kinds.get(kind)?.attributes.values() ?? [])].flatMap(({ name: attribute, choices = [] }) => {
    if (choices.length === 0) return [];
    const refused = refusedChoices(context, whole.method.body, { name: attribute, choices });
    if (refused === 'unknown') return [];
    const values = choices.map(({ name }) => name).filter((name) => refused.has(name));
    return values.length > 0 && values.length < choices.length ? { kind, attribute, values } : [];
  });
}

/** What every other generator refuses that may run for objects of the kind: a signal would only let them fail (GEN27). */
export function refusedByAll(
  project: Project,
  { generator, kind }: { readonly generator: Generator; readonly kind: string },
): RefusedTargets[] {
  const next = project.generators.filter((each) => each !== generator && targetFit(kind, each, project) !== 'differs');
  const [first = [], ...others] = next.map((each) =>
    refusedTargets(project, each).filter((refused) => project.kinds.isA(kind, refused.kind)),
  );
  return first.flatMap(({ attribute, values }): RefusedTargets[] => {
    const isRefused = (value: string): boolean =>
      others.every((each) => each.some((other) => other.attribute === attribute && other.values.includes(value)));
    const common = values.filter(isRefused);
    return common.length > 0 ? [{ kind, attribute, values: common }] : [];
  });
}

/** The Python test that is true for an object that is refused. */
export function refusalTest(
  { attribute, values }: Pick<RefusedTargets, 'attribute' | 'values'>,
  variable: string,
  style: Pick<PythonStyle, 'quote'>,
): string {
  const texts = values.map((value) => pythonString(value, style));
  return `${variable}.${attribute}.value ${texts.length === 1 ? `== ${texts[0]}` : `in (${texts.join(', ')})`}`;
}

/**
 * The choices for which a test at the start of the method is true and raises. Unknown when such a test asks for anything
 * else too, or when not every target with the choice comes to it.
 */
export function refusedChoices(
  { node, scope, subject, target }: CheckContext,
  body: readonly Statement[],
  { name, choices = [] }: Pick<Attribute, 'name' | 'choices'>,
): ReadonlySet<string> | 'unknown' {
  const paths = generateScope(subject, target, 'end')?.paths ?? scope.paths;
  const wanted = JSON.stringify([...node, name, 'value']);
  const asked: Asked = {
    isWanted: (expression) => JSON.stringify(paths.pathOf(expression)) === wanted,
    textsOf: (list) => textsOf(subject.project, subject.file, list),
    choices: choices.map((each) => each.name),
  };
  const isMissing = (test: Expression): boolean =>
    test.kind === 'unary' && paths.pathOf(test.operand)?.every((key, at) => key === node[at]) === true;
  const refused = new Set<string>();
  let hasLeft = false;
  for (const statement of body) {
    const branches = statement.kind === 'if' ? statement.branches : [];
    let isReached = !hasLeft;
    for (const { test, body: block } of branches) {
      const raises = block.at(-1)?.kind === 'raise';
      const leaves = statementsWithin(block).some(isReturn);
      if (raises && withInner(test).some(asked.isWanted)) {
        const found = isReached && !leaves ? valuesOf(test, asked) : undefined;
        if (!found) return 'unknown';
        for (const each of found) refused.add(each);
      }
      isReached &&= raises && !leaves;
    }
    const isWithoutTarget = branches.length > 0 && branches.every(({ test }) => isMissing(test));
    hasLeft ||= statementsWithin([statement]).some(isReturn) && !isWithoutTarget;
  }
  return refused;
}

/** What a test is read for: the attribute of the target, and all that it can be. */
interface Asked {
  isWanted(expression: Expression): boolean;
  textsOf(list: Expression): string[] | undefined;
  readonly choices: readonly string[];
}

/** All choices that make a test true; undefined when they do not decide alone. */
function valuesOf(test: Expression, asked: Asked): readonly string[] | undefined {
  // No choice is empty.
  if (test.kind === 'unary') return test.operator === 'not' && asked.isWanted(test.operand) ? [] : undefined;
  if (test.kind !== 'binary') return undefined;
  const { operator, left, right } = test;
  if (operator === 'or') {
    const both = [left, right].map((side) => valuesOf(side, asked));
    return both.includes(undefined) ? undefined : both.flatMap((each) => each ?? []);
  }
  const isTurned = /^[!=]=$/.test(operator) && asked.isWanted(right);
  const texts = comparedWith(operator, isTurned ? [right, left] : [left, right], asked);
  if (!texts) return undefined;
  return /^(?:!=|not in|is not)$/.test(operator) ? asked.choices.filter((each) => !texts.includes(each)) : texts;
}

function comparedWith(operator: string, [own, other]: readonly Expression[], asked: Asked): string[] | undefined {
  if (!own || !other || !asked.isWanted(own)) return undefined;
  switch (operator) {
    case '==':
    case '!=':
      return textOf(other);
    case 'is':
    case 'is not':
      return other.kind === 'literal' && other.value === null ? [] : undefined;
    case 'in':
    case 'not in':
      return asked.textsOf(other);
    default:
      return undefined;
  }
}

function isReturn({ kind }: Statement): boolean {
  return kind === 'return';
}

/** The text of a literal, nothing for `None`; undefined for anything else. */
function textOf(expression: Expression): string[] | undefined {
  if (expression.kind !== 'literal') return undefined;
  if (expression.value === null) return [];
  return typeof expression.value === 'string' ? [expression.value] : undefined;
}

/** The texts of a list, as it is written or as the module names it. */
function textsOf(project: Project, file: ProjectFile, value: Expression, hops = 3): string[] | undefined {
  if (value.kind === 'name') return textsNamed(project, file, value.name, hops);
  const list =
    value.kind === 'call' && value.args.length === 1 && /^(?:set|frozenset|tuple|list)$/.test(dottedName(value) ?? '')
      ? value.args[0]?.value
      : value;
  if (list?.kind !== 'sequence') return undefined;
  const texts = list.items.map(textOf);
  return texts.includes(undefined) ? undefined : texts.flatMap((each) => each ?? []);
}

/** The texts of a list that a module binds once, or imports by name from a file beside it. */
function textsNamed(project: Project, file: ProjectFile, name: string, hops: number): string[] | undefined {
  const { path, facts } = file;
  const found = (facts.pythonTree?.().body ?? []).filter(
    (each) => each.kind === 'assign' && each.targets.some((target) => target.kind === 'name' && target.name === name),
  );
  const [only] = found;
  const value = found.length === 1 && only?.kind === 'assign' && !only.operator ? only.value : undefined;
  if (value) return value.kind === 'name' ? undefined : textsOf(project, file, value);
  const imported = facts.python?.().imports.find(({ binds, level }) => binds === name && level === 1);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const other = imported?.name && project.fileAt(`${folder}${imported.module.replaceAll('.', '/')}.py`);
  return other && imported?.name && hops > 0 ? textsNamed(project, other, imported.name, hops - 1) : undefined;
}
