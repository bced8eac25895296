import { l10n } from 'vscode';
import type { StateMeaning } from './meaning';
import type { TargetState } from './states';
import type { Silence } from './targets';

/** A state as a word in a sentence. */
export function stateText(state: TargetState): string {
  switch (state) {
    case 'empty':
      return l10n.t('empty');
    case 'waiting':
      return l10n.t('waiting');
    case 'processing':
      return l10n.t('processing');
    case 'done':
      return l10n.t('done');
    case 'failed':
      return l10n.t('failed');
    case 'cancelled':
      return l10n.t('cancelled');
    case 'unattended':
      return l10n.t('no task at work');
    case 'notApplicable':
      return l10n.t('not applicable');
  }
}

/** What is known behind a state, as sentences. */
export function meaningText(meaning: StateMeaning): readonly string[] {
  const waits = l10n.t('It was signalled, and no run of the generator for it has begun since.');
  switch (meaning) {
    case 'unsignalled':
      return [l10n.t('It has no signal: the attribute that starts the generator has no value.')];
    case 'cleared':
      return [l10n.t('Its signal was taken away after the last run.')];
    case 'ranAfter':
      return [l10n.t('The last run ended well and began after the signal.')];
    case 'endedAfter':
      return [
        l10n.t(
          'The last run ended well, and ended after the signal. Whether it began after it too is not known any more.',
        ),
      ];
    case 'ranUnsignalled':
      return [l10n.t('The last run ended well. It has no signal: something else started that run.')];
    case 'unheard':
      return [waits, l10n.t('No active rule of the server sees it on this branch: run the generator for it.')];
    case 'unmerged':
      return [
        waits,
        l10n.t('What its rule needs is not on the default branch: nothing starts it until that is merged. Run it.'),
      ];
    case 'incomplete':
      return [
        waits,
        l10n.t(
          'Its rules want something else of it to change in the same mutation too: nothing starts it. Run the generator for it.',
        ),
      ];
    case 'uncertain':
      return [
        waits,
        l10n.t(
          'A rule of the server starts it only if more has changed in the same mutation, or the value before fits, which is not known here: run it if nothing begins.',
        ),
      ];
    case 'rulesUnread':
      return [waits, l10n.t('The rules of the server could not be read: whether one starts a run is not known.')];
    case 'expected':
      return [waits, l10n.t('A rule of the server sees it: a run should begin soon.')];
    case 'overdue':
      return [
        waits,
        l10n.t(
          'A rule of the server sees it now, and that was minutes ago. What happens before a rule is configured is lost, and a busy server is late: run it again if nothing begins.',
        ),
      ];
    case 'processing':
      return [l10n.t('A run of the generator for it goes on, or waits to begin.')];
    case 'failed':
      return [l10n.t('The last run failed. The log of its task says why, as long as the server keeps it.')];
    case 'cancelled':
      return [l10n.t('The last run was cancelled at the server.')];
    case 'unattended':
      return [
        l10n.t('The server calls it pending, and no task is known to be at work on it: its worker may have died.'),
      ];
    case 'notApplicable':
      return [l10n.t('The code in these files refuses such a target, and the last run failed.')];
  }
}

/** The same for a target without a signal. */
export function silentMeaning(state: TargetState, silence: Silence): readonly string[] {
  switch (state) {
    case 'empty':
    // Without a signal nothing waits.
    case 'waiting':
      return [silenceText(silence)];
    case 'done':
      return [l10n.t('The last run ended well.'), silenceText(silence)];
    default:
      return [...meaningText(state), silenceText(silence)];
  }
}

function silenceText(silence: Silence): string {
  switch (silence) {
    case 'unwatched':
      return l10n.t('No rule of the server or of the files watches an attribute of it: run the generator for it.');
    case 'unmet':
      return l10n.t(
        'What changed last starts no rule: its rules want another value, or several changes in one mutation.',
      );
    case 'otherRules':
      return l10n.t('No rule watches an attribute of it: other things start the generator.');
    case 'attributesUnread':
      return l10n.t('Its attributes could not be read: whether something has signalled it is not known.');
    case 'rulesUnread':
      return l10n.t('The rules of the server could not be read: whether one watches it is not known.');
  }
}

/** How long ago something was; both in milliseconds since 1970. A clock that is behind the server's shows nothing odd. */
export function ageText(time: number, now: number): string {
  const minutes = Math.floor((now - time) / 60_000);
  if (minutes < 1) return l10n.t('just now');
  if (minutes < 60) return l10n.t('{0} min ago', minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? l10n.t('{0} h ago', hours) : l10n.t('{0} days ago', Math.floor(hours / 24));
}

/** A time as people of this place write it. */
export function timeText(time: number): string {
  return new Date(time).toLocaleString();
}

/** The beginning of a checksum; other values as they are. */
export function shortValue(value: string): string {
  return /^[0-9a-f]{16,}$/.test(value) ? `${value.slice(0, 8)}…` : value;
}

/** What a person has to know of a target, as a sentence. */
export function remarkText(remark: 'isStale' | 'needsRun' | 'neverRan'): string {
  switch (remark) {
    case 'isStale':
      return l10n.t(
        'Others below the same object have a newer signal of another value: the generator above seems to have left this one behind.',
      );
    case 'needsRun':
      return l10n.t(
        'No rule of this server or of these files starts it again unless something changes that they watch. Run it again.',
      );
    case 'neverRan':
      return l10n.t('No run of it at the server is known.');
  }
}
