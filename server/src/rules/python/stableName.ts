import type { TextRange } from '../../base/textRange';
import type { Edit } from '../../edits/edit';
import { selectionEdits } from '../../edits/graphqlEdits';
import { nodePath, targetOf } from '../../edits/generators/generateScope';
import { dataPaths, type DataPath, type DataPaths } from '../../edits/python/dataPaths';
import type { PythonStyle } from '../../edits/python/pythonStyle';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import type { RootFieldFacts } from '../../model/queries/queryFacts';
import type { Expression, ExpressionOf, StatementOf } from '../../syntax/python/ast';
import { dottedName } from '../../syntax/python/names';
import type { Fix } from '../rule';
import { bindingsOf, onlyBinding, type Binding } from './functionSyntax';
import { boundIn } from './moveStatements';
import { scopesOf } from './scopes';
import { statementAt, type StatementPath } from './statementAt';

export interface WantedName {
  /** Every generator that runs the class. */
  readonly generators: readonly Generator[];
  /** The file, and where in it the name is needed: a call of `generate`. */
  readonly path: string;
  readonly call: Expression;
  /** What it is for, in lower case with underscores. */
  readonly word: string;
  /** Names that are given already, as they are written: the word gets a number where one of them has it. */
  readonly taken: readonly string[];
  readonly style: Pick<PythonStyle, 'quote'>;
}

type For = StatementOf<'for'>;

export interface StableName {
  /** The f-string. */
  readonly text: string;
  /** What the queries have to read for it besides; mostly nothing. */
  readonly edits: readonly Edit[];
}

/** What the text says about the values of names at the place. */
interface Scope {
  readonly root: RootFieldFacts;
  /** What the name takes of the answer of the query: `id`, `pods.id`. */
  readonly reads: Set<string>;
  readonly paths: DataPaths;
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  /** The quotes inside an f-string. */
  readonly quote: string;
}

/**
 * An f-string that is the same on every run and different for every target and every turn of the loops around:
 * `f"{pod_id}-loopback-{index}"`. Undefined where the query reads no target, where nothing tells the turns apart, and outside
 * of `generate`, which alone runs once.
 */
export function stableName(project: Project, wanted: WantedName): StableName | undefined {
  const { generators, path, call, style } = wanted;
  const found = statementAt(project, path, call.span.start);
  const root = rootOf(project, generators);
  const data = found?.syntax.params[1];
  if (!found || !root || found.syntax.name !== 'generate' || data?.form !== 'plain' || isNested(found, call))
    return undefined;
  const { syntax, steps } = found;
  const top = syntax.body.indexOf(steps[0]?.statement ?? syntax);
  const parameters = syntax.params.map(({ name }) => name);
  const paths = dataPaths({ body: syntax.body.slice(0, Math.max(0, top)), data: data.name, parameters });
  const quote = style.quote === '"' ? "'" : '"';
  const scope: Scope = { root, reads: new Set(['id']), paths, bindings: bindingsOf(syntax), quote };
  const target = paths.expressionFor([...nodePath(root), 'id'], quote);
  const turns = steps.map(({ statement }) => {
    if (statement.kind === 'while') return undefined;
    return statement.kind === 'for' ? turnOf(statement, call.span, scope) : '';
  });
  if (!isKept(target, scope) || turns.includes(undefined)) return undefined;
  const parts = [`{${target}}`, freeWord(wanted), ...turns.flatMap((turn) => (turn ? [`{${turn}}`] : []))];
  const edits = queryEdits(project, generators, scope.reads);
  return edits && { text: `f${style.quote}${parts.join('-')}${style.quote}`, edits };
}

/** The fixes with what the queries have to read for the name. */
export function withQuery(fixes: readonly Fix[], { edits }: StableName): Fix[] {
  if (edits.length === 0) return [...fixes];
  return fixes.map((fix) => {
    const title = `${fix.title} (reads the id in the query)`;
    return { ...fix, title, safe: false, edits: [...fix.edits, ...edits] };
  });
}

/** The field of the query that reads the target, the same for all generators of the class. */
function rootOf(project: Project, generators: readonly Generator[]): RootFieldFacts | undefined {
  const roots = generators.map((generator) => targetOf(project, generator)?.root);
  const [root] = roots;
  const isSame = roots.every((each) => each?.name === root?.name && each?.alias === root?.alias);
  return isSame ? root : undefined;
}

/** Lets each query of the class read what is needed; undefined where one cannot be edited. */
function queryEdits(
  project: Project,
  generators: readonly Generator[],
  reads: ReadonlySet<string>,
): Edit[] | undefined {
  const edits = new Map<string, readonly Edit[] | undefined>();
  for (const generator of generators) {
    const root = targetOf(project, generator)?.root;
    const file = generator.query?.file;
    if (!root || !file) return undefined;
    const missing = [...reads].filter((path) => !root.selectionPaths.includes(path));
    const wanted = missing.map((path) => ({ root: root.name, path: path.split('.'), form: 'plain' as const }));
    edits.set(file.uri, selectionEdits(file, wanted));
  }
  const all = [...edits.values()];
  return all.includes(undefined) ? undefined : all.flatMap((each) => each ?? []);
}

/** In a comprehension or a function without a name, which may run several times. */
function isNested({ syntax }: StatementPath, call: Expression): boolean {
  const around = scopesOf(syntax)[0]?.around;
  for (let each = around?.get(call); each; each = around?.get(each as Expression)) {
    if (each.kind === 'comprehension' || each.kind === 'lambda') return true;
  }
  return around?.get(call) === undefined;
}

/** The variable that an expression begins with is bound once, so it still holds what it held. */
function isKept(expression: string, { bindings }: Scope): boolean {
  const name = /^[^[.]*/.exec(expression)?.[0] ?? '';
  return name !== '' && (bindings.get(name)?.length ?? 0) <= 1;
}

function freeWord({ word, taken }: WantedName): string {
  for (let count = 1; ; count++) {
    const own = count === 1 ? word : `${word}_${count}`;
    if (!taken.some((each) => new RegExp(String.raw`[}\-"'{]${own}(?![\w])`).test(each))) return own;
  }
}

/** What differs at each turn of a loop and is the same on every run; undefined when nothing shows that. */
function turnOf(loop: For, { start }: TextRange, scope: Scope): string | undefined {
  const isInBody = loop.body.some(({ span }) => span.start <= start && start < span.end);
  if (loop.async || !isInBody) return undefined;
  const { iterable, target } = loop;
  const isCounted = iterable.kind === 'call' && iterable.callee.kind === 'name' && iterable.callee.name === 'enumerate';
  const list = isCounted ? iterable.args[0]?.value : iterable;
  const element = isCounted && target.kind === 'sequence' ? target.items[1] : target;
  const again = new Set(loop.body.flatMap((each) => [...boundIn(each)]));
  if (!list || element?.kind !== 'name' || again.has(element.name)) return undefined;
  const path = distinctBy(list, scope, 0);
  return (
    path && element.name + path.map((key) => (key === '.id' ? key : `[${scope.quote}${key}${scope.quote}]`)).join('')
  );
}

const deepest = 4;

/** How the items of a list are told apart: by themselves, by a key, or by `.id`; undefined when the text does not show it. */
function distinctBy(list: Expression, scope: Scope, depth: number): readonly string[] | undefined {
  if (depth > deepest) return undefined;
  const held = scope.paths.pathOf(list);
  if (held) return idOfEdges(held, scope);
  switch (list.kind) {
    case 'await':
      return list.value.kind === 'call' && /(?:^|\.)client\.(?:filters|all)$/.test(dottedName(list.value.callee) ?? '')
        ? ['.id']
        : undefined;
    case 'sequence': {
      const values = list.items.map((item) => (item.kind === 'literal' ? String(item.value) : undefined));
      return !values.includes(undefined) && new Set(values).size === values.length ? [] : undefined;
    }
    case 'name': {
      const binding = onlyBinding(scope.bindings, list.name);
      return binding?.by === 'value' && binding.value ? distinctBy(binding.value, scope, depth + 1) : undefined;
    }
    case 'call':
      return distinctByCall(list, scope, depth);
    default:
      return undefined;
  }
}

function distinctByCall(
  { callee, args }: ExpressionOf<'call'>,
  scope: Scope,
  depth: number,
): readonly string[] | undefined {
  if (callee.kind !== 'name' || scope.bindings.has(callee.name)) return undefined;
  const [first] = args;
  if (callee.name === 'range') return [];
  const isSame = /^(?:sorted|list|tuple|reversed)$/.test(callee.name) && first?.form === 'positional';
  return isSame ? distinctBy(first.value, scope, depth + 1) : undefined;
}

/** `edges` of the answer or of a node in it, told apart by the ids of their nodes. */
function idOfEdges(path: DataPath, { root, reads }: Scope): readonly string[] | undefined {
  const { alias, name, selectionPaths } = root;
  if (path[0] !== (alias ?? name) || path.at(-1) !== 'edges') return undefined;
  const names = path.slice(1).filter((key) => typeof key === 'string' && key !== 'edges' && key !== 'node');
  const way = names.map((each) => `${each}.`).join('');
  if (!selectionPaths.some((each) => each.startsWith(way))) return undefined;
  reads.add(`${way}id`);
  return ['node', 'id'];
}
