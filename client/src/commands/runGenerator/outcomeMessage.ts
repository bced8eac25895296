import { l10n } from 'vscode';
import { noticeText } from '../../notice';
import type { LostRun } from '../../runs/lostRun';
import { severityOf, type Outcome, type Severity } from '../../runs/outcome';
import { kindCounts } from '../../runs/resultText';
import { countStages, type RunState } from '../../runs/runState';

/** How a notification tells an outcome. */
export interface OutcomeMessage {
  readonly severity: Severity;
  readonly text: string;
}

/** What a run has led to in a sentence or two; what was lost is not left out. */
export function outcomeMessage(generator: string, outcome: Outcome): OutcomeMessage {
  const { done, failed, cancelled, missing, reason, objects, stage, unfinished } = outcome;
  const name = noticeText(generator);
  const [first] = failed;
  const parts: string[] = [];
  if (first && failed.length === 1)
    parts.push(
      l10n.t(
        '{0} failed for {1}: {2}',
        name,
        noticeText(first.name),
        noticeText(first.reason) || l10n.t('see its log.'),
      ),
    );
  else if (first)
    parts.push(
      l10n.t(
        '{0} failed for {1} of {2} targets. {3}: {4}',
        name,
        failed.length,
        failed.length + done,
        noticeText(first.name),
        noticeText(first.reason),
      ),
    );
  else if (stage === 'cancelled') parts.push(l10n.t('{0} was cancelled at the server.', name));
  else if (stage === 'failed') parts.push(l10n.t('{0} failed. {1}', name, noticeText(reason)));
  else if (done === 0 && unfinished + cancelled.length > 0) parts.push(l10n.t('No run of {0} is done.', name));
  else if (done === 0) parts.push(l10n.t('{0} ran for no target: none of them is a member of its group.', name));
  else if (done === 1) parts.push(l10n.t('{0} is done for one target.', name));
  else parts.push(l10n.t('{0} is done for {1} targets.', name, done));
  if (cancelled.length > 0) {
    const names = cancelled.slice(0, 3).map(noticeText).join(', ');
    parts.push(l10n.t('Cancelled runs: {0} ({1}{2}).', cancelled.length, names, cancelled.length > 3 ? ', …' : ''));
  }
  if (unfinished > 0) parts.push(l10n.t('Runs that did not end: {0}.', unfinished));
  if (missing.length > 0 && done + failed.length > 0)
    parts.push(l10n.t('It did not run for {0}.', missing.slice(0, 3).map(noticeText).join(', ')));
  if (objects) {
    const { created, createdOrAdopted, kept, deleted, counts = [] } = objects;
    if (deleted.length > 0) {
      const names = deleted.slice(0, 3).map((each) => noticeText(each.name));
      const more = deleted.length > 3 ? ', …' : '';
      parts.push(l10n.t('Deleted: {0} ({1}{2}).', kindCounts(deleted), names.join(', '), more));
    }
    if (created.length > 0) parts.push(l10n.t('Created: {0}.', kindCounts(created)));
    if (createdOrAdopted.length > 0) parts.push(l10n.t('Created or taken over: {0}.', kindCounts(createdOrAdopted)));
    if (kept.length > 0) parts.push(l10n.t('Kept: {0}.', kept.length));
    for (const { kind, found, expected } of counts.slice(0, 3))
      parts.push(l10n.t('In place: {0} {1}, {2} expected.', found, noticeText(kind), expected));
  }
  return { severity: severityOf(outcome), text: parts.join(' ') };
}

/** What a person should know of a run that was started and is not followed to its end. */
export function lostMessage(generator: string, lost: LostRun | undefined): OutcomeMessage {
  const name = noticeText(generator);
  if (!lost) {
    return {
      severity: 'information',
      text: l10n.t('{0} is not followed any more; it goes on at the server.', name),
    };
  }
  const { reason, deleted } = lost;
  const names = (deleted ?? []).slice(0, 3).map((each) => noticeText(each.name));
  const more = (deleted ?? []).length > 3 ? ', …' : '';
  const parts = [
    l10n.t('{0} was started, goes on at the server, and cannot be followed any more: {1}', name, noticeText(reason)),
    deleted === undefined
      ? l10n.t('What it deletes is not known.')
      : deleted.length === 0
        ? l10n.t('It has deleted nothing so far.')
        : l10n.t('Deleted so far: {0} ({1}{2}).', kindCounts(deleted), names.join(', '), more),
  ];
  return { severity: 'error', text: parts.join(' ') };
}

/** What a notification says while a run goes on. */
export function progressMessage(state: RunState, total: number): string {
  if (state.away !== undefined) return l10n.t('{0} Trying again…', noticeText(state.away));
  if (state.lacksWorker) return l10n.t('Waiting: no task worker is alive.');
  if (state.untakenFor !== undefined) {
    const seconds = Math.round(state.untakenFor / 1000);
    return l10n.t('Waiting for {0} s: no task worker takes the run. None is alive, or all of them are busy.', seconds);
  }
  if (state.stage === 'waiting') return l10n.t('Waiting for a task worker…');
  const { done, failed, cancelled, running } = countStages(state);
  const parts = [l10n.t('{0} of {1} done', done, Math.max(total, state.targets.length))];
  if (failed > 0) parts.push(l10n.t('{0} failed', failed));
  if (cancelled > 0) parts.push(l10n.t('{0} cancelled', cancelled));
  if (running > 0) parts.push(l10n.t('{0} running', running));
  return parts.join(' · ');
}
