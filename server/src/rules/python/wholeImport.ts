import type { TextRange } from '../../base/textRange';
import type { Edit } from '../../edits/edit';
import { lineStart } from '../../edits/python/pythonStyle';
import type { Project } from '../../model/project/project';
import type { Expression, PythonTree, Statement } from '../../syntax/python/ast';
import { blocksWithin } from '../../syntax/python/names';
import { ownExpressions, withInner } from '../../syntax/python/walk';
import { pythonPlace } from '../cascade/steps';

/** `import a.b.c` at the top level of a file, and the relative import that is to stand there. */
export interface WholeImport {
  /** POSIX, relative to the project. */
  readonly path: string;
  /** The whole statement. */
  readonly range: TextRange;
  /** Dotted: `a.b.c`. */
  readonly module: string;
  /** What `c` is imported from, with its dots. */
  readonly from: string;
}

/**
 * The edits that import a module relatively and call it by its own name wherever it was called by its path: `a.b.c.X` →
 * `c.X`. Undefined where something in the file that mentions `a` cannot be followed.
 */
export function wholeImportEdits(project: Project, { path, range, module, from }: WholeImport): Edit[] | undefined {
  const file = project.fileAt(path);
  const tree = file?.facts.pythonTree?.();
  const isTop = tree?.body.some(({ kind, span }) => kind === 'import' && span.start === range.start);
  if (!file || !tree || !isTop || tree.errors.length > 0 || !tree.complete) return undefined;
  const { text } = file;
  const parts = module.split('.');
  const expressions = allExpressions(tree);
  const uses = expressions.filter((each) => isChain(each, parts)).map(({ span }) => span);
  const strings = expressions.flatMap((each) =>
    each.kind === 'literal' && typeof each.value === 'string' ? [each.span] : [],
  );
  const known = new Set([...uses, ...otherImports(tree, range, expressions)].map(({ start }) => start));
  const mentions = (name: string): number[] => mentionsOf(text, name, range, strings);
  if (!mentions(parts[0] ?? '').every((at) => known.has(at)) || strings.some((each) => names(text, each, module)))
    return undefined;
  const own = parts.at(-1) ?? '';
  const name = [own, parts.join('_')].find((each) => mentions(each).length === 0);
  if (name === undefined) return undefined;
  const statement = `from ${from} import ${own}${name === own ? '' : ` as ${name}`}`;
  const edit = (at: TextRange, newText: string): Edit => ({ at: pythonPlace(project, path, at), newText });
  return [edit(range, statement), ...uses.map((each) => edit(each, name))];
}

/** Every expression of a file, those of functions, classes and their headers too. */
function allExpressions({ body }: PythonTree): Expression[] {
  return [...blocksWithin(body)].flatMap((block) =>
    block.flatMap((statement) => [...ownExpressions(statement), ...headerOf(statement)].flatMap(withInner)),
  );
}

function headerOf(statement: Statement): Expression[] {
  if (statement.kind === 'class') return [...statement.decorators, ...statement.bases.map(({ value }) => value)];
  if (statement.kind !== 'function') return [];
  const given = statement.params.flatMap(({ annotation, fallback }) => [annotation, fallback]);
  return [...statement.decorators, ...given.filter((each) => each !== undefined)];
}

/** Exactly the names `parts`, joined by dots. */
function isChain(expression: Expression, parts: readonly string[]): boolean {
  const last = parts.at(-1);
  if (expression.kind === 'name') return parts.length === 1 && expression.name === last;
  return expression.kind === 'attribute' && expression.name === last && isChain(expression.object, parts.slice(0, -1));
}

/** What other imports of the file bring under the same first name: themselves, and where they are used. */
function otherImports({ body }: PythonTree, { start }: TextRange, expressions: readonly Expression[]): TextRange[] {
  return [...blocksWithin(body)].flat().flatMap((statement) => {
    if (statement.kind !== 'import' || statement.span.start === start) return [];
    if (statement.moduleSpan) return [statement.moduleSpan];
    return statement.names.flatMap(({ name, alias, span }) => {
      const parts = name.split('.');
      const used = alias === undefined ? expressions.filter((each) => isChain(each, parts)) : [];
      return [span, ...used.map((each) => each.span)];
    });
  });
}

/** Where a name stands in the code of a text; comments, texts and the statement itself are left out. */
function mentionsOf(text: string, name: string, own: TextRange, strings: readonly TextRange[]): number[] {
  const word = new RegExp(String.raw`(?<![\p{L}\p{N}_.])${name}(?![\p{L}\p{N}_])`, 'gu');
  const isIn = (at: number, { start, end }: TextRange): boolean => start <= at && at < end;
  const isText = (at: number): boolean => strings.some((each) => isIn(at, each));
  return [...text.matchAll(word)]
    .map(({ index }) => index)
    .filter((at) => {
      const line = lineStart(text, at);
      const hash = text.slice(line, at).indexOf('#');
      return !isIn(at, own) && !isText(at) && (hash < 0 || isText(line + hash));
    });
}

/** A text that holds the module's path: the annotation of a type, or something that is looked up by it. */
function names(text: string, { start, end }: TextRange, module: string): boolean {
  return new RegExp(String.raw`(?<![\w.])${module.replaceAll('.', String.raw`\.`)}(?!\w)`).test(text.slice(start, end));
}
