import { checksumSource } from '../../edits/generators/checksumMixin';
import { classOf, type ClassSubject } from '../../edits/generators/classSubject';
import type { SignalForm } from '../../edits/generators/signalText';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import type { SignalChoice } from '../../protocol/connect';
import { isSignalName } from '../../rules/cascade/signals';
import { listOf } from '../../rules/cascade/steps';
import { isDeclaredHere, signalGeneric, type SignalGeneric } from '../schemaTarget';
import { signalChoices } from '../signalDownstreamTargets';
import { otherWriters } from '../sharedSignal';
import { findRule } from '../triggerRule';

/** A signal that can be decided for, and what it takes. */
export interface Signal {
  /** As clients see it; `id` names the signal in a decision. */
  readonly shown: SignalChoice;
  /** What the upstream generator has to write; undefined when it does so already. */
  readonly form: SignalForm | undefined;
  /** The value that a rule waits for, as events have it; undefined for any change. */
  readonly value: string | undefined;
  /** The generic that gives the kind its attribute; undefined when the kind has it. */
  readonly generic: SignalGeneric | undefined;
  /** Another generator writes the attribute too. */
  readonly overwritten: boolean;
}

export interface SignalsRequest {
  readonly project: Project;
  readonly upstream: Generator;
  readonly downstream: Generator;
  readonly kind: string;
}

/** What the upstream generator can write to objects of the kind: signals that are there, else a new one; then the rest. */
export function signalsOf(request: SignalsRequest): Signal[] {
  const { project, upstream, kind } = request;
  const subject = classOf(project, upstream);
  const hashedBy = subject && hasherOf(subject);
  const written = writtenSignals(request);
  const known = new Set(written.map(({ shown }) => shown.attribute));
  // Where there is a checksum already, it is the one that is taken.
  const isOffered = (form: SignalForm): boolean => hashedBy === undefined || form !== 'ids';
  const writersOf = (attribute: string, form: SignalForm): string[] =>
    typeof form === 'object' ? [] : otherWriters({ project, generator: upstream, kind, attribute });
  const existing = signalChoices(project, kind)
    .filter(({ attribute, form }) => !known.has(attribute) && isOffered(form))
    .map(({ attribute, form }) => signal({ attribute, form, hashedBy, overwrittenBy: writersOf(attribute, form) }));
  const isSignal = ({ shown }: Signal): boolean => shown.connected || isSignalName(shown.attribute);
  const isFree = ({ overwritten }: Signal): boolean => !overwritten;
  const signals = [...written, ...existing.filter(isFree)].filter(isSignal);
  const overwritten = existing.filter((each) => isSignal(each) && !isFree(each));
  // What is written for another purpose may serve, but is not what anybody would choose first.
  const others = [...written, ...existing].filter((each) => !isSignal(each));
  const inherited = signals.length > 0 ? [] : inheritedSignals(request, hashedBy, isOffered);
  return [...signals, ...inherited, ...overwritten, ...others];
}

/** The class that gives the generator its checksum, its own or a mixin of the project; undefined when there is none. */
function hasherOf(subject: ClassSubject): string | undefined {
  const source = checksumSource(subject);
  return source.from === 'class' ? subject.cls.name : source.from === 'mixin' ? source.name : undefined;
}

/** What the upstream generator writes already, with a constant as barrier. */
function writtenSignals({ project, upstream, downstream, kind }: SignalsRequest): Signal[] {
  const found = new Map<string, Signal>();
  const values = new Map<string, Set<string>>();
  for (const { attribute, constant, ...write } of upstream.code?.writes ?? []) {
    if (write.kind === undefined || write.created || !project.kinds.isA(kind, write.kind)) continue;
    const set = values.get(attribute) ?? new Set<string>();
    values.set(attribute, set.add(constant === undefined ? '' : eventValue(constant)));
  }
  for (const [attribute, set] of values) {
    const watched = (value?: string) =>
      findRule(project, { generator: downstream.name, kind, watched: { type: 'attribute', name: attribute, value } });
    // A flag is set and taken back; which of the two the next layer waits for is the rule's to say.
    const value = [...set].findLast((each) => each !== '' && watched(each));
    const isBarrier = !set.has('') && set.size > 1;
    if (isBarrier && value === undefined) continue;
    const isWatched = (value === undefined ? watched() : watched(value))?.active === true;
    const shown = {
      id: `written:${attribute}`,
      attribute,
      form: value === undefined ? 'written already' : `${value}, written already`,
      detail: isWatched
        ? `${upstream.name} writes it and a rule watches it.`
        : `${upstream.name} writes it; no rule watches it.`,
      connected: isWatched,
      written: true,
    };
    found.set(attribute, { shown, form: undefined, value, generic: undefined, overwritten: false });
  }
  return [...found.values()].toSorted((a, b) => Number(b.shown.connected) - Number(a.shown.connected));
}

function inheritedSignals(
  { project, kind }: SignalsRequest,
  hashedBy: string | undefined,
  isOffered: (form: SignalForm) => boolean,
): Signal[] {
  const generic = signalGeneric(project.kinds);
  if (!generic || !isDeclaredHere(project, kind) || project.kinds.isA(kind, generic.generic)) return [];
  // An attribute of that name that is no signal would clash with the inherited one.
  if (project.kinds.attribute(kind, generic.attribute)) return [];
  const forms: SignalForm[] = ['content', 'ids'];
  return forms.filter(isOffered).map((form) => signal({ attribute: generic.attribute, form, hashedBy, generic }));
}

interface SignalParts {
  readonly attribute: string;
  readonly form: SignalForm;
  /** What gives the checksum where there is one already. */
  readonly hashedBy: string | undefined;
  readonly generic?: SignalGeneric;
  /** Other generators that write the attribute. */
  readonly overwrittenBy?: readonly string[];
}

function signal({ attribute, form, hashedBy, generic, overwrittenBy = [] }: SignalParts): Signal {
  const overwritten = overwrittenBy.length > 0;
  if (typeof form === 'object') {
    const value = eventValue(form.set);
    const shown = {
      id: `${attribute}=${value}`,
      attribute,
      form: `${value} when done, ${form.reset === null ? 'empty' : eventValue(form.reset)} before`,
      detail: 'A barrier: it starts the next layer after every run that gets to its end.',
      connected: false,
      written: false,
    };
    return { shown, form, value, generic, overwritten };
  }
  const inherited = generic ? `, inherited from ${generic.generic}` : '';
  const hashed =
    hashedBy !== undefined
      ? `the checksum of ${hashedBy}`
      : form === 'content'
        ? 'over ids and values'
        : 'over ids only';
  const shown = {
    id: `${generic ? `${generic.generic}.` : ''}${attribute}:${form}`,
    attribute,
    form: hashed + inherited,
    detail: overwritten
      ? `${listOf(overwrittenBy)} overwrites it: unchanged runs start the next layer again.`
      : hashedBy !== undefined
        ? 'Starts the next layer when that differs.'
        : checksumDetail[form],
    connected: false,
    written: false,
  };
  return { shown, form, value: undefined, generic, overwritten };
}

const checksumDetail = {
  content: 'Starts the next layer when objects come, go or change a value.',
  ids: 'Starts the next layer when objects come or go; a changed value does not reach it.',
};

/** A value as events have it: texts compare (facts 2). */
function eventValue(value: string | number | boolean | null): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null ? '' : String(value);
}
