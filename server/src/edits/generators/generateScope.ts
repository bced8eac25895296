import { answerFields, answerKeys } from '../../model/queries/answerKeys';
import type { RootFieldFacts } from '../../model/queries/queryFacts';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import type { FunctionStatement, Statement } from '../../syntax/python/ast';
import { dataPaths, type DataPath, type DataPaths } from '../python/dataPaths';
import { startOf, type MethodStart } from '../python/methodStart';
import type { PythonStyle } from '../python/pythonStyle';
import { freeName, snakeCase } from '../python/pythonText';
import { generateOf, styleOf, type ClassSubject } from './classSubject';

/** What a generator is run for: the kind of its targets and the field of its query that reads them. */
export interface TargetFacts {
  readonly kind: string;
  readonly root: RootFieldFacts;
}

/** The target as the query shows it; undefined when the query reads no kind that is known. */
export function targetOf(project: Project, generator: Generator): TargetFacts | undefined {
  const { query, memberKinds } = generator;
  const roots = (query?.operation.rootFields ?? []).filter(({ name }) => project.kinds.get(name));
  const ofMembers = roots.find(({ name }) => memberKinds.some((kind) => project.kinds.isA(kind, name)));
  const root = ofMembers ?? roots.find(({ arguments: given }) => given.some(({ variable }) => variable)) ?? roots[0];
  if (!root) return undefined;
  const [only] = memberKinds.filter((kind) => project.kinds.isA(kind, root.name));
  const kind = project.kinds.get(root.name)?.isGeneric && only !== undefined ? only : root.name;
  return { kind, root };
}

/** Where `generate` holds what its query read. */
export interface GenerateScope {
  readonly method: FunctionStatement;
  /** Its statements before the place. */
  readonly before: readonly Statement[];
  readonly style: PythonStyle;
  readonly paths: DataPaths;
}

/** The scope of `generate` at its end, or at a place of its start. Its paths are in names of the schema. */
export function generateScope(
  subject: ClassSubject,
  { root }: TargetFacts,
  where: MethodStart | 'end',
): GenerateScope | undefined {
  const method = generateOf(subject);
  const data = method?.params[1]?.name;
  if (!method || data === undefined) return undefined;
  const body = where === 'end' ? method.body : method.body.slice(0, startOf(method.body, where));
  const parameters = method.params.map(({ name }) => name);
  const paths = dataPaths({ body, data, parameters });
  const all = where === 'end' ? paths : dataPaths({ body: method.body, data, parameters });
  const read = withoutAliases(paths, root);
  return { method, before: body, style: styleOf(subject.project, subject.file), paths: { ...read, names: all.names } };
}

/** The same paths by the names of the schema, where the query gives fields below its root field other ones. */
function withoutAliases(paths: DataPaths, root: RootFieldFacts): DataPaths {
  const key = rootKey(root);
  const below = (path: DataPath, change: typeof answerKeys): DataPath =>
    path[0] === key ? [key, ...change(root, path.slice(1))] : path;
  return {
    names: paths.names,
    pathOf(expression) {
      const path = paths.pathOf(expression);
      return path && below(path, answerFields);
    },
    variableFor: (path) => paths.variableFor(below(path, answerKeys)),
    expressionFor: (path, quote) => paths.expressionFor(below(path, answerKeys), quote),
  };
}

/** Where the query's answer has the node of a root field. */
export function nodePath(root: RootFieldFacts): DataPath {
  return [rootKey(root), 'edges', 0, 'node'];
}

function rootKey({ alias, name }: RootFieldFacts): string {
  return alias ?? name;
}

export interface Held {
  /** A plain name, such as `pod_id` or `self.pod_id`. */
  readonly name: string;
  /** The statement that has to come before, when no variable holds it yet. */
  readonly lines: readonly string[];
}

/** A variable for something the query read: one that is there, or a new one with this name. Undefined when `data` is bound anew. */
export function held({ paths, style }: GenerateScope, path: DataPath, name: string): Held | undefined {
  const known = paths.variableFor(path);
  if (known !== undefined) return { name: known, lines: [] };
  const expression = paths.expressionFor(path, style.quote);
  if (expression === '') return undefined;
  const own = freeName(snakeCase(name), paths.names);
  return { name: own, lines: [`${own} = ${expression}`] };
}

/** Longer expressions get a variable of their own. */
const maxExpression = 30;

/** The scope with a variable for the node that everything is read of, and the statement that binds it, where that is missing. */
export function withNode(
  scope: GenerateScope,
  node: DataPath,
  word: string,
): { scope: GenerateScope; lines: string[] } {
  const { paths, style } = scope;
  const expression = paths.expressionFor(node, style.quote);
  if (expression === '' || expression.length <= maxExpression) return { scope, lines: [] };
  const name = freeName(word, paths.names);
  const isNode = (path: DataPath): boolean => path.length >= node.length && node.every((key, at) => key === path[at]);
  const own: DataPaths = {
    ...paths,
    names: new Set([...paths.names, name]),
    variableFor: (path) => paths.variableFor(path) ?? (path.length === node.length && isNode(path) ? name : undefined),
    expressionFor(path, quote) {
      const before = paths.expressionFor(path, quote);
      const start = paths.expressionFor(node, quote);
      return isNode(path) && before.startsWith(start) ? name + before.slice(start.length) : before;
    },
  };
  return { scope: { ...scope, paths: own }, lines: [`${name} = ${expression}`] };
}

/** The last part of a kind as a variable: `NetworkPod` → `pod`. */
export function kindWord(project: Project, kind: string): string {
  return snakeCase(project.kinds.get(kind)?.name ?? kind);
}

/** A kind for people: `NetworkPod` → `pod`, `LocationServerRack` → `server rack`. */
export function kindLabel(project: Project, kind: string): string {
  return kindWord(project, kind).replaceAll('_', ' ');
}
