import { l10n } from 'vscode';
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

/** What a state means, as a sentence. */
export function stateMeaning(state: TargetState): string {
  switch (state) {
    case 'empty':
      return l10n.t('Nothing has signalled it: it has no value that would start the generator.');
    case 'waiting':
      return l10n.t('Its signal is newer than the last run of the generator for it: a run has still to begin.');
    case 'processing':
      return l10n.t('The generator is running for it.');
    case 'done':
      return l10n.t('The last run ended well and began after the signal.');
    case 'failed':
      return l10n.t('The last run failed. The log of its task says why.');
    case 'cancelled':
      return l10n.t('The last run was cancelled at the server.');
    case 'unattended':
      return l10n.t('The server calls it pending, and no task is known to be at work on it: its worker may have died.');
    case 'notApplicable':
      return l10n.t('The code of the generator refuses such a target, so its runs fail.');
  }
}

/** The same for a target without a signal. */
export function silentMeaning(state: TargetState, silence: Silence): readonly string[] {
  switch (state) {
    case 'empty':
      return [silenceText(silence)];
    case 'done':
      return [l10n.t('The last run ended well.'), silenceText(silence)];
    default:
      return [stateMeaning(state), silenceText(silence)];
  }
}

function silenceText(silence: Silence): string {
  switch (silence) {
    case 'unwatched':
      return l10n.t('No rule of the server or of the files watches an attribute of it: run the generator for it.');
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
      return l10n.t('Others below the same object have a newer signal: the generator above left this one behind.');
    case 'needsRun':
      return l10n.t(
        'No rule of this server or of these files starts it again unless something changes that they watch. Run it again.',
      );
    case 'neverRan':
      return l10n.t('It never ran at the server.');
  }
}
