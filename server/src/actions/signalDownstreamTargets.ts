import type { Edit } from '../edits/edit';
import { checksumSource } from '../edits/generators/checksumMixin';
import { generateOf } from '../edits/generators/classSubject';
import { targetOf } from '../edits/generators/generateScope';
import { lastStepProblem } from '../edits/generators/lastStepProblem';
import { signalRoutes } from '../edits/generators/signalRoutes';
import type { SignalForm } from '../edits/generators/signalText';
import type { Attribute, Kind } from '../model/kinds/kind';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import { isSignalName, isSignalWatched } from '../rules/cascade/signals';
import { listOf } from '../rules/cascade/steps';
import type { Action, ActionOffer } from './action';
import { inheritedGenerate } from './inheritedGenerate';
import { signalEdits, startProblem, type SignalRequest } from './signalEdits';
import { refusedByAll } from './refusedChoices';
import { isReachedBySeveral, otherWriters } from './sharedSignal';
import { isUnreadBy, kindsOf } from './connectGenerators/targets';
import { generatorAt } from './subject';
import { watchEdits } from './watchEdits';

/** More choices of a Dropdown than this are not offered as barriers. */
const maxChoices = 12;

/** Lets a generator signal the targets of the next layer as its last step (guide, step 2). */
export const action: Action = {
  id: 'signalDownstreamTargets',
  pick: 'Signal downstream targets',
  offers(target) {
    const subject = generatorAt(target);
    if (!subject) return [];
    if (!generateOf(subject)) return inheritedGenerate('Signal downstream targets', subject);
    const { project, generator } = subject;
    const open = signalKinds(project, generator);
    const problems = open.map(({ kind }) => startProblem({ project, generator, kind }));
    const kinds = open.filter((_, at) => problems[at] === undefined);
    const refusal = lastStepProblem(subject, generator) ?? (kinds.length === 0 ? problems[0] : undefined);
    if (open.length > 0 && refusal !== undefined)
      return [{ title: 'Signal downstream targets', refusal, edits: () => undefined }];
    const hasChecksum = checksumSource(subject).from !== 'new';
    const written = new Set(writesTo(generator).map((write) => `${write.kind} ${write.attribute}`));
    return kinds.flatMap(({ kind, isNextLayer }) => {
      let isFirst = isNextLayer;
      const notWhere = refusedByAll(project, { generator, kind })
        .map(({ attribute, values }) => `, not where ${attribute} is ${values.join(' or ')}`)
        .join('');
      return signalChoices(project, kind).flatMap(({ attribute, form, label }): ActionOffer[] => {
        // Where there is a checksum already, it is the one that is taken.
        if ((hasChecksum && form === 'ids') || written.has(`${kind} ${attribute}`)) return [];
        const rare = !isFirst || !isSignalName(attribute);
        isFirst &&= rare;
        const request = { project, generator, kind, attribute, form };
        const remarks = `${notWhere}${overwritten(request)}${unread(request)}`;
        const title = `Signal ${kind} at the end of ${generator.name}: ${label}${remarks}`;
        return [{ title, rare, edits: () => withRule(request) }];
      });
    });
  },
};

/** What an author should know before: a checksum that others overwrite starts the next layer though nothing has changed. */
function overwritten(request: SignalRequest): string {
  const { project, generator, form } = request;
  if (typeof form === 'object') return '';
  const others = otherWriters(request);
  if (isReachedBySeveral(request)) others.unshift(`each ${targetOf(project, generator)?.kind}`);
  return others.length === 0 ? '' : ` (${listOf(others)} ${others.length === 1 ? 'overwrites' : 'overwrite'} it)`;
}

/** What an author should know too: the generators that run for the objects get no data of them. */
function unread({ project, generator, kind }: SignalRequest): string {
  const next = project.generators.filter((each) => each !== generator && kindsOf(project, each).includes(kind));
  if (next.length === 0 || !next.every((each) => isUnreadBy(project, each, kind))) return '';
  const names = listOf(next.map(({ name }) => name));
  return ` (the ${next.length === 1 ? 'query' : 'queries'} of ${names} ${next.length === 1 ? 'reads' : 'read'} none)`;
}

export interface SignalKind {
  readonly kind: string;
  /** A generator runs for objects of this kind, and each of them belongs to one target of this generator. */
  readonly isNextLayer: boolean;
}

/**
 * The kinds whose objects a generator can find and does not signal yet: targets of other generators first, then kinds that
 * have a signal. Not those whose signal would come back to the generator itself.
 */
export function signalKinds(project: Project, generator: Generator): SignalKind[] {
  const own = targetOf(project, generator)?.kind;
  const signalledNow = new Set(
    writesTo(generator).flatMap(({ kind, attribute }) =>
      isSignalName(attribute) || isSignalWatched(kind, attribute, project) ? kind : [],
    ),
  );
  const above = generatorsAbove(project, generator);
  const targets = new Map<string, boolean>();
  for (const other of project.generators) {
    const kind = other === generator ? undefined : targetOf(project, other)?.kind;
    if (kind !== undefined) targets.set(kind, targets.get(kind) === true || above.has(other));
  }
  const signalled = project.kinds
    .nodes()
    .filter(({ origin, attributes }) => origin === 'schema' && [...attributes.values()].some(isSignal));
  const isOpen = (kind: string): boolean =>
    kind !== own && !signalledNow.has(kind) && signalRoutes(project, generator, kind).length > 0;
  const isBelow = (kind: string): boolean => {
    const [route] = signalRoutes(project, generator, kind);
    return route?.by !== 'peer' && project.kinds.relationship(kind, route?.relationship ?? '')?.cardinality === 'one';
  };
  return [
    ...[...targets]
      .filter(([kind, isAbove]) => !isAbove && isOpen(kind))
      .map(([kind]) => ({ kind, isNextLayer: isBelow(kind) })),
    ...signalled
      .filter(({ kind }) => !targets.has(kind) && isOpen(kind))
      .map(({ kind }) => ({ kind, isNextLayer: false })),
  ];
}

/** What a generator writes to objects that were there before. */
function writesTo({ code }: Generator): { readonly kind: string; readonly attribute: string }[] {
  return (code?.writes ?? []).flatMap(({ kind, attribute, created }) =>
    kind === undefined || created ? [] : { kind, attribute },
  );
}

/** The generators that make this one run, directly or through others. */
function generatorsAbove(project: Project, generator: Generator): ReadonlySet<Generator> {
  const above = new Set<Generator>();
  const open = [generator];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const { write, runs } of project.cascade.edges) {
      if (runs !== next || above.has(write.generator)) continue;
      above.add(write.generator);
      open.push(write.generator);
    }
  }
  return above;
}

export interface SignalChoice {
  readonly attribute: string;
  readonly form: SignalForm;
  /** For people: `checksum, over the content`. */
  readonly label: string;
}

/** What a signal can be written to: checksums first, then texts, flags and choices. */
export function signalChoices(project: Project, kind: string): SignalChoice[] {
  const writable = [...(project.kinds.get(kind)?.attributes.values() ?? [])].filter(isWritable);
  const texts = writable.filter((each) => each.kind === 'Text' && !isNaming(each, project.kinds.get(kind)));
  const signals = texts.filter(isSignal);
  const others = texts.filter((each) => !isSignal(each));
  return [
    ...[...signals, ...others].flatMap(({ name }): SignalChoice[] => [
      { attribute: name, form: 'content', label: `${name}, a checksum over what was saved` },
      { attribute: name, form: 'ids', label: `${name}, a checksum over the ids of what was saved` },
    ]),
    ...writable.filter((each) => isOpen(each) && !isGoneBy(project, kind, each.name)).flatMap(barriers),
  ];
}

function isOpen({ kind }: Attribute): boolean {
  return kind === 'Boolean' || kind === 'Dropdown';
}

/** Generators read the attribute, or filter by it, and none sets it: then people do, and a barrier would overwrite that. */
function isGoneBy(project: Project, kind: string, name: string): boolean {
  const mention = new RegExp(String.raw`\b${name}(?:\.value|__values?)\b|["']${name}(?:__values?)?["']`);
  const isAbout = (generator: Generator): boolean =>
    targetOf(project, generator)?.kind === kind ||
    (generator.code?.fetches ?? []).some((fetch) => fetch.kind !== undefined && project.kinds.isA(kind, fetch.kind));
  const about = project.generators.filter(isAbout);
  if (about.some((each) => writesTo(each).some((write) => write.kind === kind && write.attribute === name)))
    return false;
  return about.some(({ code }) =>
    (code?.methods ?? []).some(({ file, method }) =>
      mention.test(project.fileAt(file)?.text.slice(method.range.start, method.range.end) ?? ''),
    ),
  );
}

function barriers({ name, kind, choices = [], optional, default: initial }: Attribute): SignalChoice[] {
  if (kind === 'Boolean')
    return [{ attribute: name, form: { set: true, reset: false }, label: `${name}, true when done and false before` }];
  if (kind !== 'Dropdown' || choices.length > maxChoices) return [];
  return choices.flatMap((choice): SignalChoice[] => {
    const others = choices.map((each) => each.name).filter((each) => each !== choice.name);
    const reset = typeof initial === 'string' && initial !== choice.name ? initial : optional ? null : others[0];
    if (reset === undefined) return [];
    const before = reset === null ? 'empty' : reset;
    return [
      {
        attribute: name,
        form: { set: choice.name, reset },
        label: `${name}, ${choice.name} when done and ${before} before`,
      },
    ];
  });
}

function isSignal({ name, kind }: Attribute): boolean {
  return kind === 'Text' && isSignalName(name);
}

function isWritable({ readOnly, unique, computedBy }: Attribute): boolean {
  return !readOnly && !unique && computedBy === undefined;
}

/** True for attributes by which people or the server tell objects apart. */
function isNaming({ name }: Attribute, kind: Kind | undefined): boolean {
  return name === 'name' || (kind?.humanFriendlyId ?? []).some((path) => path.split('__')[0] === name);
}

/** The signal, and for a barrier the rules that wait for its value. */
function withRule(request: SignalRequest): Edit[] | undefined {
  const { project, generator, kind, attribute, form } = request;
  const edits = signalEdits(request);
  if (!edits || typeof form !== 'object' || isSignalWatched(kind, attribute, project)) return edits;
  const value = typeof form.set === 'boolean' ? (form.set ? 'True' : 'False') : form.set;
  const waiting = project.generators.filter((other) => other !== generator && targetOf(project, other)?.kind === kind);
  const rules = waiting.map((other) =>
    watchEdits({ project, generator: other.name, kind, watched: [{ type: 'attribute', name: attribute, value }] }),
  );
  return rules.includes(undefined) ? undefined : [...edits, ...rules.flatMap((each) => each ?? [])];
}
