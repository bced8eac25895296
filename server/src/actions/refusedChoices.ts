import { generateScope } from '../edits/generators/generateScope';
import { checkContext, endingTests, type CheckContext } from '../edits/generators/targetChecks';
import type { PythonStyle } from '../edits/python/pythonStyle';
import { pythonString } from '../edits/python/pythonText';
import type { Attribute } from '../model/kinds/kind';
import type { Generator } from '../model/project/generatorIndex';
import type { Project, ProjectFile } from '../model/project/project';
import type { Expression, Statement } from '../syntax/python/ast';
import { dottedName } from '../syntax/python/names';
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
    const refused = refusedChoices(context, whole.method.body, { name: attribute, choices });
    if (refused === 'unknown') return [];
    const values = choices.map(({ name }) => name).filter((name) => refused.has(name));
    return values.length > 0 && values.length < choices.length ? { kind, attribute, values } : [];
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

/** The choices that tests which raise are true for; unknown when they compare with something else. */
export function refusedChoices(
  { node, scope, subject, target }: CheckContext,
  body: readonly Statement[],
  { name, choices = [] }: Pick<Attribute, 'name' | 'choices'>,
): ReadonlySet<string> | 'unknown' {
  const paths = generateScope(subject, target, 'end')?.paths ?? scope.paths;
  const wanted = JSON.stringify([...node, name, 'value']);
  const isWanted = (expression: Expression): boolean => JSON.stringify(paths.pathOf(expression)) === wanted;
  const refused = new Set<string>();
  for (const test of endingTests(body)) {
    const inside = withInner(test);
    if (!inside.some(isWanted)) continue;
    const lists = inside.flatMap((each) =>
      each.kind === 'binary' && / ?in$/.test(each.operator) && each.right.kind === 'name' ? each.right.name : [],
    );
    const named = lists.map((list) => textsNamed(subject.project, subject.file, list));
    const isOpen = named.includes(undefined);
    const texts = [...inside.flatMap(textOf), ...named.flatMap((each) => each ?? [])];
    const isTurned = inside.some((each) => each.kind === 'unary' || (each.kind === 'binary' && isOther(each.operator)));
    // All but these, where the whole test says so.
    const isAllBut = test.kind === 'binary' && isOther(test.operator) && isWanted(test.left);
    if (isOpen || (isTurned && !isAllBut)) return 'unknown';
    const found = isAllBut ? choices.map((each) => each.name).filter((each) => !texts.includes(each)) : texts;
    for (const each of found) refused.add(each);
  }
  return refused;
}

function textOf(expression: Expression): string[] {
  return expression.kind === 'literal' && typeof expression.value === 'string' ? [expression.value] : [];
}

/** The texts of a list that a module binds once, or imports by name from a file beside it. */
function textsNamed(project: Project, { path, facts }: ProjectFile, name: string, hops = 3): string[] | undefined {
  const found = (facts.pythonTree?.().body ?? []).filter(
    (each) => each.kind === 'assign' && each.targets.some((target) => target.kind === 'name' && target.name === name),
  );
  const [only] = found;
  const value = found.length === 1 && only?.kind === 'assign' && !only.operator ? only.value : undefined;
  const list =
    value?.kind === 'call' && /^(?:set|frozenset|tuple|list)$/.test(dottedName(value) ?? '')
      ? value.args[0]?.value
      : value;
  if (list?.kind === 'sequence') {
    const texts = list.items.flatMap(textOf);
    return texts.length === list.items.length ? texts : undefined;
  }
  const imported = facts.python?.().imports.find(({ binds, level }) => binds === name && level === 1);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const file = imported?.name && project.fileAt(`${folder}${imported.module.replaceAll('.', '/')}.py`);
  return file && imported?.name && hops > 0 ? textsNamed(project, file, imported.name, hops - 1) : undefined;
}

function isOther(operator: string): boolean {
  return operator === '!=' || operator === 'not in';
}
