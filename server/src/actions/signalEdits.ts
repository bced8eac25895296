import type { Edit } from '../edits/edit';
import { mixinChanges } from '../edits/generators/checksumMixin';
import { classOf, pythonFile, type ClassSubject } from '../edits/generators/classSubject';
import {
  generateScope,
  held,
  kindLabel,
  kindWord,
  nodePath,
  targetOf,
  type GenerateScope,
  type Held,
  type TargetFacts,
} from '../edits/generators/generateScope';
import { answerLost, lastStepProblem } from '../edits/generators/lastStepProblem';
import { kindText } from '../edits/generators/kindText';
import { signalRoutes, type SignalRoute } from '../edits/generators/signalRoutes';
import { pythonLiteral, signalMethod, type Barrier, type SignalForm } from '../edits/generators/signalText';
import { selectionEdits } from '../edits/graphqlEdits';
import type { PythonChange } from '../edits/python/pythonChange';
import { pythonEdits } from '../edits/python/pythonEdits';
import { freeName, plural } from '../edits/python/pythonText';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import { refusalTest, refusedByAll } from './refusedChoices';

export interface SignalRequest {
  readonly project: Project;
  /** The generator that signals when it is done. */
  readonly generator: Generator;
  /** Kind of the objects that get the signal. */
  readonly kind: string;
  readonly attribute: string;
  readonly form: SignalForm;
  /** The best one when missing. */
  readonly route?: SignalRoute;
}

/**
 * The edits that make a generator signal objects of a kind as its last step (guide, step 2): guarded, as a plain update
 * without tracking, with the checksum mixin and what the query has to read for it. A barrier is taken back behind the
 * checks at the start. Undefined when the schema shows no way to the objects, or the class has no `generate` to go on with.
 */
export function signalEdits(request: SignalRequest): Edit[] | undefined {
  const { project, generator, kind } = request;
  const subject = classOf(project, generator);
  const route = request.route ?? signalRoutes(project, generator, kind)[0];
  const target = targetOf(project, generator);
  const scope = subject && target && generateScope(subject, target, 'end');
  if (!subject || !route || !target || !scope || lastStepProblem(subject, generator) !== undefined) return undefined;
  const python = pythonPart({ ...request, subject, route, target, scope });
  const own = python && pythonEdits(pythonFile(project, subject.file), python.changes);
  const query = queryPart(generator, target, route);
  return own && query && [...python.files, ...own, ...query];
}

/** Why the objects cannot be found at the end of `generate`, though the schema shows a way; undefined when they can. */
export function startProblem(request: Pick<SignalRequest, 'project' | 'generator' | 'kind' | 'route'>) {
  const { project, generator, kind } = request;
  const subject = classOf(project, generator);
  const route = request.route ?? signalRoutes(project, generator, kind)[0];
  const target = targetOf(project, generator);
  const scope = subject && target && generateScope(subject, target, 'end');
  if (!subject || !route || !target || !scope) return undefined;
  return startIn({ project, route, target }, scope) === undefined ? answerLost(subject, generator) : undefined;
}

interface Settled extends SignalRequest {
  readonly subject: ClassSubject;
  readonly route: SignalRoute;
  readonly target: TargetFacts;
  readonly scope: GenerateScope;
}

function pythonPart(settled: Settled): { changes: PythonChange[]; files: readonly Edit[] } | undefined {
  const { project, kind, attribute, form, subject, target, scope } = settled;
  const className = subject.cls.name;
  const { style } = scope;
  const isBarrier = typeof form === 'object';
  const start = startOf(settled);
  if (start === undefined) return undefined;
  const mixin = isBarrier ? undefined : mixinChanges({ subject, form, attribute });
  const named = kindText(project, subject.file, kind, style);
  const word = kindWord(project, kind);
  const item = kind === target.kind ? `other_${word}` : word;
  const method = freeMethod(settled, isBarrier ? `mark_${plural(word)}` : `signal_${plural(word)}`);
  // Inside the method its parameter is a plain name, whatever it is called where the method is called.
  const parameter = start?.name.replace(/^self\./, '');
  const object = item === parameter ? `each_${item}` : item;
  const lines = signalMethod({
    name: method,
    parameter,
    filter: filterOf(settled.route, parameter ?? 'saved_ids'),
    kind: named.text,
    item: object,
    excluded: refusedByAll(project, settled).map((each) => refusalTest(each, object, style)),
    attribute,
    checksum: mixin?.method,
    valueType: isBarrier ? typeOf(form) : undefined,
    style,
    depth: 1,
  });
  const given = start ? [start.name] : [];
  const call = (value?: string): string => `await self.${method}(${[...given, ...(value ? [value] : [])].join(', ')})`;
  const changes: PythonChange[] = [...named.changes, ...(mixin?.changes ?? [])];
  const labels = plural(kindLabel(project, kind));
  const valueOf = (value: Parameters<typeof pythonLiteral>[0]): string => `${attribute}=${pythonLiteral(value, style)}`;
  if (isBarrier) {
    const early = generateScope(subject, target, 'checks');
    const before = early && start ? startIn(settled, early) : start;
    if (before === undefined) return undefined;
    const reset = [`# The ${labels} wait until this run is done`, ...(before?.lines ?? []), call(valueOf(form.reset))];
    changes.push({ change: 'body', className, method: 'generate', where: 'checks', lines: reset });
  }
  const isHeld = isBarrier && start !== null && start.lines.length > 0;
  const last = [
    `# Last step: signal the ${labels}`,
    ...(isHeld ? [] : (start?.lines ?? [])),
    call(isBarrier ? valueOf(form.set) : undefined),
  ];
  changes.push({ change: 'body', className, method: 'generate', where: 'end', lines: last });
  changes.push({ change: 'method', className, lines });
  return { changes, files: mixin?.files ?? [] };
}

/** None where the value may be missing: `str | None` is refused before Python 3.10. */
function typeOf({ set, reset }: Barrier): 'bool' | 'str' | undefined {
  if (typeof set === 'boolean') return 'bool';
  return reset === null ? undefined : 'str';
}

/** The id that the filter starts from: null where none is needed, undefined where it cannot be had. */
function startOf(settled: Settled): Held | null | undefined {
  return startIn(settled, settled.scope);
}

function startIn(
  { project, route, target }: Pick<Settled, 'project' | 'route' | 'target'>,
  scope: GenerateScope,
): Held | null | undefined {
  const node = nodePath(target.root);
  switch (route.by) {
    case 'target':
      return held(scope, [...node, 'id'], `${kindWord(project, target.kind)}_id`);
    case 'peer':
      return held(scope, [...node, route.relationship, 'node', 'id'], `${route.relationship}_id`);
    case 'saved':
      return null;
  }
}

function filterOf(route: SignalRoute, start: string): string {
  switch (route.by) {
    case 'target':
      return `${route.relationship}__ids=[${start}]`;
    case 'peer':
      return `ids=[${start}]`;
    case 'saved':
      return `${route.relationship}__ids=${start}`;
  }
}

function freeMethod({ generator, subject }: Settled, base: string): string {
  const own = subject.cls.body.flatMap((statement) => (statement.kind === 'function' ? statement.name : []));
  const inherited = (generator.code?.methods ?? []).map(({ method }) => method.name);
  return freeName(base, new Set([...own, ...inherited]));
}

/** What the query has to read for the route. */
function queryPart({ query }: Generator, { root }: TargetFacts, route: SignalRoute): Edit[] | undefined {
  if (!query || route.by === 'saved') return [];
  const path = route.by === 'target' ? ['id'] : [route.relationship, 'id'];
  if (root.selectionPaths.includes(path.join('.')) || root.unresolvedSpreads.length > 0) return [];
  return selectionEdits(query.file, [{ root: root.name, path, form: 'plain' }]);
}
