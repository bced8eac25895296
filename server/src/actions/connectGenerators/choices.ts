import { routeLabel } from '../../edits/generators/signalRoutes';
import { identityOf } from '../../model/cascade/writes';
import { hasSyntaxProblems } from '../../model/project/fileFacts';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import type { BranchScope, ConnectChoices, ExtraChoice, KindChoice, LinkChoices } from '../../protocol/connect';
import type { Refusal } from '../../protocol/plan';
import { isSignalName } from '../../rules/cascade/signals';
import { findRule, scopeOf, type Watched } from '../triggerRule';
import { problemOf } from './connectable';
import { routeChoices } from './routes';
import { signalsOf } from './signals';
import { kindsOf, reachableKinds } from './targets';

/** What there is to decide for a chain of generators, or why they cannot be connected. */
export function connectChoices(project: Project, names: readonly string[]): ConnectChoices {
  const broken = brokenFile(project);
  if (broken !== undefined)
    return { refusal: `${broken} has a syntax error: mend it first, it may hide what is there.` };
  if (names.length < 2) return { refusal: 'A chain needs two generators.' };
  const again = names.find((name, at) => names.indexOf(name) !== at);
  if (again !== undefined) return { refusal: `${again} would run again and again: a chain has each generator once.` };
  const links: LinkChoices[] = [];
  for (const [at, downstream] of names.slice(1).entries()) {
    const link = linkChoices(project, names[at] ?? '', downstream);
    if ('refusal' in link) return link;
    links.push(link);
  }
  return { links };
}

/** A file that kinds, rules and generators are read from, and that cannot be read whole. */
function brokenFile(project: Project): string | undefined {
  if (!project.config?.root) return '.infrahub.yml';
  for (const { path, facts } of project.allFiles()) {
    const counts = facts.role === 'config' || facts.role === 'schema' || facts.role === 'object';
    if (counts && hasSyntaxProblems(facts)) return path;
  }
  return undefined;
}

/** The two generators of a link; a sentence when there is no such link. */
export function linkOf(
  project: Project,
  upstreamName: string,
  downstreamName: string,
): Refusal | { readonly upstream: Generator; readonly downstream: Generator } {
  const find = (name: string): Generator | undefined => project.generators.find((each) => each.name === name);
  const [upstream, downstream] = [find(upstreamName), find(downstreamName)];
  if (!upstream || !downstream)
    return { refusal: `There is no generator ${upstream ? downstreamName : upstreamName}.` };
  const problem = problemOf(project, upstream) ?? problemOf(project, downstream);
  return problem === undefined ? { upstream, downstream } : { refusal: problem };
}

function linkChoices(project: Project, upstreamName: string, downstreamName: string): Refusal | LinkChoices {
  const link = linkOf(project, upstreamName, downstreamName);
  if ('refusal' in link) return link;
  const { upstream, downstream } = link;
  const targets = reachableKinds(project, upstream, downstream);
  const own = kindsOf(project, upstream).join(', ');
  const kinds = targets.flatMap((target): KindChoice[] => {
    const { kind, route, isUnread } = target;
    const signals = signalsOf({ project, upstream, downstream, kind }).map(({ shown }) => shown);
    if (signals.length === 0) return [];
    const isConnected = signals.some(({ connected }) => connected);
    return [
      {
        kind,
        route: routeLabel(route, kind, own),
        routes: routeChoices(project, upstream, target),
        ...(isUnread && { warning: `The query of ${downstream.name} reads no ${kind}: it gets no data of them.` }),
        signals,
        extras: extrasOf({ project, downstream, kind, isConnected }),
        scope: presetScope(project, downstream),
      },
    ];
  });
  if (kinds.length > 0) return { upstream: upstream.name, downstream: downstream.name, kinds };
  const wanted = kindsOf(project, downstream).join(', ');
  return {
    refusal:
      targets.length > 0
        ? `${wanted} has no attribute that ${upstream.name} could write as signal, and no schema file here declares it.`
        : `${upstream.name} cannot find the targets of ${downstream.name}: no relationship leads from ${wanted} to ${own}, or back.`,
  };
}

interface ExtrasRequest {
  readonly project: Project;
  readonly downstream: Generator;
  readonly kind: string;
  /** A signal starts the downstream generator already: then what is not watched is so on purpose. */
  readonly isConnected: boolean;
}

/** What people change of a target and the query of the downstream generator reads: attributes, and single peers. */
function extrasOf({ project, downstream, kind, isConnected }: ExtrasRequest): ExtraChoice[] {
  const model = project.kinds.get(kind);
  const roots = (downstream.query?.operation.rootFields ?? []).filter(({ name }) => project.kinds.isA(kind, name));
  const read = new Set(roots.flatMap(({ selectionPaths }) => selectionPaths.map((path) => path.split('.')[0])));
  // With another name the generator would run as for another target.
  const naming = identityOf(model);
  const attributes = [...(model?.attributes.values() ?? [])].filter(
    ({ name, readOnly, computedBy }) =>
      read.has(name) && !naming.has(name) && !readOnly && !computedBy && !isSignalName(name),
  );
  // A parent is given once and for all.
  const peers = [...(model?.relationships.values() ?? [])].filter(
    (each) => read.has(each.name) && !each.readOnly && each.cardinality === 'one' && each.kind === 'Attribute',
  );
  const choice = ({ type, name }: Watched): ExtraChoice => {
    const watched = findRule(project, { generator: downstream.name, kind, watched: { type, name } })?.active === true;
    return { name, type, watched, advised: watched || (!isConnected && type === 'attribute') };
  };
  return [
    ...attributes.map(({ name }) => choice({ type: 'attribute', name })),
    ...peers.map(({ name }) => choice({ type: 'relationship', name })),
  ];
}

/** The scope of the active rules that start the generator, else of most rules, else the one of the guide (step 4). */
function presetScope({ triggers }: Project, downstream: Generator): BranchScope {
  const actions = new Set(triggers.actionsByGenerator.get(downstream.name).map(({ name }) => name?.value));
  const rules = triggers.rules.filter(({ kind, active }) => kind === 'CoreNodeTriggerRule' && active);
  const own = rules.filter(({ action }) => action !== undefined && actions.has(action.value));
  const scopes = (own.length > 0 ? own : rules).map(scopeOf).filter(isScope);
  const count = (scope: BranchScope): number => scopes.filter((each) => each === scope).length;
  return scopes.toSorted((a, b) => count(b) - count(a))[0] ?? 'other_branches';
}

function isScope(scope: string): scope is BranchScope {
  return scope === 'other_branches' || scope === 'all_branches' || scope === 'default_branch';
}
