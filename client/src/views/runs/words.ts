import { l10n } from 'vscode';
import type { Stage } from '../../../../server/src/infrahub/taskStage';
import type { CascadeTrace, StartOutcome, TraceCounts } from '../../../../server/src/infrahub/trace/trace';
import { durationText } from './duration';

/** A state as a word in a sentence. */
export function stateText(state: Stage): string {
  switch (state) {
    case 'failed':
      return l10n.t('failed');
    case 'cancelled':
      return l10n.t('cancelled');
    case 'running':
      return l10n.t('running');
    case 'waiting':
      return l10n.t('waiting');
    case 'done':
      return l10n.t('done');
  }
}

/** What came of a rule, where that is more than its task; undefined for what its runs tell. */
export function outcomeText(outcome: StartOutcome): string | undefined {
  switch (outcome) {
    case 'inactive':
      return l10n.t('the rule is inactive');
    case 'scope':
      return l10n.t('the rule does not run on this branch');
    case 'expected':
      return l10n.t('nothing started yet');
    case 'missing':
      return l10n.t('nothing was started');
    case 'done':
      return undefined;
    case 'failed':
    case 'cancelled':
    case 'running':
    case 'waiting':
      return stateText(outcome);
  }
}

/** `5 runs: 1 failed, 4 done` */
export function countsText(counts: TraceCounts): string {
  const states = (['failed', 'cancelled', 'running', 'waiting', 'done'] as const).filter((state) => counts[state] > 0);
  const told = states.map((state) => `${counts[state]} ${stateText(state)}`).join(', ');
  const runs = counts.runs === 1 ? l10n.t('1 run') : l10n.t('{0} runs', counts.runs);
  return told === '' ? runs : `${runs}: ${told}`;
}

/** How long a cascade took, or takes. */
export function traceDuration({ startedAt, updatedAt }: CascadeTrace): string {
  return durationText(updatedAt - startedAt);
}

/** Names in a list that stays short. */
export function namesText(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const first = unique.slice(0, 3).join(', ');
  return unique.length > 3 ? l10n.t('{0} and {1} more', first, unique.length - 3) : first;
}

/** What began a cascade. */
export function traceTitle({ steps }: CascadeTrace): string {
  const [first] = steps;
  switch (first?.kind) {
    case 'request': {
      const names = first.runs.map(({ target }) => target.name);
      if (names.length > 0) return l10n.t('{0} for {1}', first.definition.name, namesText(names));
      return first.definition.name;
    }
    case 'signal': {
      const names = namesText(steps.flatMap((step) => (step.kind === 'signal' ? [step.node.name] : [])));
      return first.attribute === undefined ? names : l10n.t('{0} of {1}', first.attribute, names);
    }
    case 'run': {
      const names = namesText(steps.flatMap((step) => (step.kind === 'run' ? [step.target.name] : [])));
      return l10n.t('{0} for {1}', first.definition.name, names);
    }
    case 'start': {
      const runs = steps.flatMap((step) => (step.kind === 'start' ? step.runs : []));
      const name = first.definition?.name ?? l10n.t('An action of a rule');
      return runs.length === 0 ? name : l10n.t('{0} for {1}', name, namesText(runs.map(({ target }) => target.name)));
    }
    case undefined:
      return '';
  }
}
