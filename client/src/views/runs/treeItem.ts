import { l10n, ThemeColor, ThemeIcon, type TreeItem, TreeItemCollapsibleState } from 'vscode';
import { worstState } from '../../../../server/src/infrahub/trace/collectTraces';
import type { Stage } from '../../../../server/src/infrahub/taskStage';
import type { StartStep, TraceLoop, Writer } from '../../../../server/src/infrahub/trace/trace';
import { ageText, shortValue, timeText } from '../cascade/words';
import { failureParts, lineItem, remedyOf, warningIcon, type LineParts } from '../lineItem';
import { durationText } from './duration';
import { childrenOf, stateOf, type Known, type RunNode, type RunsNode, type SignalNode, type TraceNode } from './nodes';
import type { MadeObject } from './madeObjects';
import { countsText, namesText, outcomeText, stateText, traceDuration, traceTitle } from './words';

/** A line, or an object that a run made. */
export type RunsLine = RunsNode | MadeObject;

/** A line as VS Code shows it at a time. Names of a server come as plain text, tooltips too. */
export function treeItemOf(line: RunsLine, now: number): TreeItem {
  const parts = partsOf(line, now);
  const item = lineItem(line.id, parts, collapsibleState(line));
  item.contextValue = contextOf(line);
  if (line.kind === 'failure') item.command = remedyOf(line.failure, 'infrahubCascade.refreshRuns');
  if (line.kind === 'reason') {
    const title = l10n.t('Show Log');
    item.command = { command: 'infrahubCascade.openRunLog', title, arguments: [line] };
  }
  return item;
}

function partsOf(line: RunsLine, now: number): LineParts {
  switch (line.kind) {
    case 'failure':
      return failureParts(line.failure);
    case 'trace':
      return traceParts(line, now);
    case 'loop':
      return loopParts(line.loop);
    case 'signal':
      return signalParts(line);
    case 'start': {
      const { step } = line;
      const state = stateOf(step);
      return {
        label: step.rule?.name ?? step.definition?.name ?? l10n.t('An action of a rule'),
        description: outcomeText(step.outcome),
        spoken: stateText(state),
        tooltip: startTooltip(step),
        icon: step.outcome === 'missing' ? warningIcon() : iconOf(state),
      };
    }
    case 'run':
      return runParts(line);
    case 'group': {
      const { state, steps, from } = line;
      const count = from === undefined ? String(steps.length) : `${from + 1}–${from + steps.length}`;
      return { label: stateText(state), description: count, icon: iconOf(state) };
    }
    case 'reason':
      return {
        label: line.reason,
        tooltip: [line.reason, l10n.t('Click for the log.')],
        icon: new ThemeIcon('comment'),
      };
    case 'objects': {
      const description = line.step.isSuperseded ? l10n.t('as the latest run left them') : undefined;
      const tooltip = [l10n.t('The objects that this generator owns for {0}.', line.step.target.name)];
      return { label: l10n.t('Objects'), description, tooltip, icon: new ThemeIcon('symbol-class') };
    }
    case 'cut': {
      const label = l10n.t('Older events are not shown');
      return { label, icon: new ThemeIcon('ellipsis') };
    }
    case 'object':
      return { label: line.label, description: line.description, icon: new ThemeIcon('symbol-object') };
  }
}

function traceParts({ trace, known }: TraceNode, now: number): LineParts {
  const state = worstState(trace);
  const who = whoText(trace.account, known);
  const label = traceTitle(trace);
  const words = [who, traceDuration(trace), countsText(trace.counts), ageText(trace.startedAt, now)];
  const begun = l10n.t('Began {0}', timeText(trace.startedAt));
  const missing =
    trace.counts.missing > 0
      ? l10n.t('Writes that rules wait for and that started nothing: {0}', trace.counts.missing)
      : '';
  return {
    label,
    description: words.filter(Boolean).join(' · '),
    spoken: stateText(state),
    tooltip: [label, begun, countsText(trace.counts), missing].filter(Boolean),
    icon: trace.loops.some(({ isProven }) => isProven) ? warningIcon() : iconOf(state),
  };
}

function loopParts({ definition, target, runs, isProven }: TraceLoop): LineParts {
  const description = l10n.t('{0} runs within a minute', runs);
  if (!isProven) {
    const label = l10n.t('{0} for {1}', definition.name, target.name);
    const doubt = l10n.t('Not all of what started them is known: whether they started each other cannot be told.');
    return { label, description, tooltip: [label, description, doubt], icon: question() };
  }
  const label = l10n.t('{0} runs for {1} again and again', definition.name, target.name);
  const guard = l10n.t('The server has no guard against loops. Disabling the rule ends it.');
  return { label, description, tooltip: [label, guard], icon: warningIcon() };
}

/** The account that runs of the server write with is called so there (facts 10.5). */
function whoText(account: string | undefined, { runs }: Known): string | undefined {
  if (account === undefined) return undefined;
  const name = runs.accounts[account];
  return name === 'Agent' ? l10n.t('the server') : name;
}

function signalParts({ step, known }: SignalNode): LineParts {
  const { node, attribute, value, writer, starts } = step;
  const state = stateOf(step);
  const [only, ...more] = starts;
  const rule = only && more.length === 0 ? only : undefined;
  const written = value === undefined ? l10n.t('cleared') : shortValue(value);
  const label = attribute === undefined ? node.name : l10n.t('{0} of {1}', attribute, node.name);
  const words = [
    attribute === undefined ? undefined : written,
    rule?.rule?.name,
    rule && rule.outcome !== 'done' ? outcomeText(rule.outcome) : undefined,
    writer.by === 'several' ? l10n.t('by one of several runs') : undefined,
  ];
  const isDead = starts.some(({ outcome }) => outcome === 'missing');
  return {
    label,
    description: words.filter(Boolean).join(' · '),
    spoken: stateText(state),
    tooltip: [
      `${node.kind ?? ''} ${node.name}`.trim(),
      value === undefined ? '' : value,
      timeText(step.at),
      writerText(writer, known, whoText(step.account, known)),
      ...(rule ? startTooltip(rule) : []),
    ].filter(Boolean),
    icon: writer.by === 'several' ? question() : isDead ? warningIcon() : new ThemeIcon('symbol-event', colorOf(state)),
  };
}

/** How it is known who wrote (facts 4). */
function writerText(writer: Writer, { runOf }: Known, account: string | undefined): string {
  const names = (ids: readonly string[]): string => namesText(ids.map((id) => runOf(id)?.target.name ?? id));
  switch (writer.by) {
    case 'outside':
      return account === undefined ? l10n.t('Not written by a run.') : l10n.t('Written by {0}.', account);
    case 'only':
      return l10n.t('Written by the run for {0}: no other ran then.', names([writer.run]));
    case 'related':
      return l10n.t('Written by the run for {0}: the others that ran then are not next to it.', names([writer.run]));
    case 'value':
      return l10n.t('Written by the run for {0}: it gave others the same value.', names([writer.run]));
    case 'several':
      return l10n.t('The runs for {0} overlap: which of them wrote is not known.', names(writer.runs));
  }
}

function startTooltip({ rule, outcome, task, definition }: StartStep): readonly string[] {
  const delay = task?.startedAt === undefined ? undefined : durationText(task.startedAt - task.createdAt);
  return [
    rule ? l10n.t('Rule: {0}', rule.name) : l10n.t('Which rule started it is not known: none that is there now fits.'),
    definition ? l10n.t('Generator: {0}', definition.name) : '',
    outcome === 'missing'
      ? l10n.t('No task was found. A write before a rule is configured is lost, and tasks are kept for a time only.')
      : '',
    delay === undefined ? '' : l10n.t('Waited {0}', delay),
  ].filter(Boolean);
}

function runParts({ step, known }: RunNode): LineParts {
  const { definition, target, state, createdAt, startedAt, updatedAt, commit } = step;
  const isOver = state !== 'running' && state !== 'waiting';
  const time = startedAt === undefined || !isOver ? undefined : durationText(updatedAt - startedAt);
  const reason = known.runs.reasons[step.id];
  const words = [definition.name, state === 'done' ? undefined : stateText(state), time];
  return {
    label: target.name,
    description: words.filter(Boolean).join(' · '),
    spoken: stateText(state),
    tooltip: [
      l10n.t('{0} for {1}', definition.name, target.name),
      stateText(state),
      reason ?? '',
      startedAt === undefined ? '' : l10n.t('Began {0}', timeText(startedAt)),
      startedAt === undefined ? '' : l10n.t('Waited {0}', durationText(startedAt - createdAt)),
      commit === undefined ? '' : l10n.t('Commit {0}', commit.slice(0, 10)),
    ].filter(Boolean),
    icon: iconOf(state),
  };
}

function colorOf(state: Stage): ThemeColor | undefined {
  return state === 'failed' ? new ThemeColor('testing.iconFailed') : undefined;
}

function iconOf(state: Stage): ThemeIcon {
  switch (state) {
    case 'failed':
      return new ThemeIcon('error', new ThemeColor('testing.iconFailed'));
    case 'cancelled':
      return new ThemeIcon('stop-circle', new ThemeColor('disabledForeground'));
    case 'running':
      return new ThemeIcon('sync~spin', new ThemeColor('testing.iconQueued'));
    case 'waiting':
      return new ThemeIcon('clock', new ThemeColor('testing.iconQueued'));
    case 'done':
      return new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));
  }
}

function question(): ThemeIcon {
  return new ThemeIcon('question', new ThemeColor('list.warningForeground'));
}

function collapsibleState(line: RunsLine): TreeItemCollapsibleState {
  if (line.kind === 'object') return TreeItemCollapsibleState.None;
  if (line.kind === 'objects') return TreeItemCollapsibleState.Collapsed;
  return childrenOf(line).length === 0 ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Collapsed;
}

/** Words that menus look for: the kind of the line, and what can be done with it. */
function contextOf(line: RunsLine): string {
  switch (line.kind) {
    case 'run':
      return ['run', 'log', 'target', 'generator', line.step.instance === undefined ? '' : 'instance']
        .filter(Boolean)
        .join(' ');
    case 'trace':
      return line.trace.steps[0]?.kind === 'request' ? 'trace log generator' : 'trace';
    case 'start':
      return line.step.task ? 'start log' : 'start';
    case 'reason':
      return 'reason log';
    case 'signal':
      return 'signal target';
    default:
      return line.kind;
  }
}
