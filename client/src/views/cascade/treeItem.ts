import { l10n, ThemeColor, ThemeIcon, type TreeItem, TreeItemCollapsibleState } from 'vscode';
import { failureParts, filesOldParts, filesRemedy, lineItem, remedyOf, warningIcon, type LineParts } from '../lineItem';
import { detailParts } from './detailItem';
import type { TargetDetail } from './details';
import { meaningOf } from './meaning';
import { isUnmerged } from './layers';
import type { CascadeNode, LayerNode, LayerNote, TargetNode } from './nodes';
import { lastRunOf, unfinishedStates, type TargetState } from './states';
import { signalsOf, type CascadeTarget } from './targets';
import { ageText, meaningText, remarkText, shortValue, silentMeaning, stateText, timeText } from './words';

/** A line, or a detail of a target. */
export type CascadeLine = CascadeNode | TargetDetail;

/** A line as VS Code shows it at a time. Names of a server come as plain text, tooltips too. */
export function treeItemOf(line: CascadeLine, now: number): TreeItem {
  const parts = partsOf(line, now);
  const item = lineItem(line.id, parts, collapsibleState(line));
  item.contextValue = contextOf(line);
  if (line.kind === 'failure') item.command = remedyOf(line.failure, 'infrahubCascade.refreshCascade');
  if (line.kind === 'filesOld') item.command = filesRemedy();
  if (line.kind === 'audit') {
    item.command = { command: 'infrahubCascade.auditTrackingGroups', title: l10n.t('Audit Tracking Groups') };
  }
  if (line.kind === 'run') {
    const title = l10n.t('Show Trace');
    item.command = { command: 'infrahubCascade.showTrace', title, arguments: [{ taskId: line.task }] };
  }
  if (line.kind === 'more') {
    const title = l10n.t('Show More');
    item.command = { command: 'infrahubCascade.showMoreTargets', title, arguments: [line] };
  }
  return item;
}

function partsOf(line: CascadeLine, now: number): LineParts {
  switch (line.kind) {
    case 'server': {
      const { server, account, branch } = line;
      const tooltip = l10n.t('The branch {0} of {1}, read with the token of {2}.', branch.name, server, account);
      return { label: server, description: branch.name, tooltip: [tooltip], icon: new ThemeIcon('server') };
    }
    case 'failure':
      return failureParts(line.failure);
    case 'filesOld':
      return filesOldParts();
    case 'withoutRules': {
      const label = l10n.t('The rules of the server could not be read');
      return { label, tooltip: [label, line.reason], icon: warningIcon() };
    }
    case 'audit': {
      const { count, branches, isWhole } = line.warning;
      const unread = l10n.t('There may be more: not everything could be looked at. Click to look again and see why.');
      if (count === 0) {
        const label = l10n.t('Targets in tracking groups not all known');
        return { label, tooltip: [unread], icon: icon('question') };
      }
      const danger = l10n.t('A run that does not save them deletes them. Click to see and untrack them.');
      return {
        label: l10n.t('Targets in tracking groups: {0}, on {1} branches', count, branches),
        tooltip: isWhole ? [danger] : [danger, unread],
        icon: warningIcon(),
      };
    }
    case 'layer':
      return layerParts(line);
    case 'parent': {
      const tooltip = [l10n.t('What belongs to {0}: compared with each other.', line.parent.name)];
      return { label: line.parent.name, description: countsText(line.counts), tooltip, icon: icon('symbol-namespace') };
    }
    case 'target':
      return targetParts(line, now);
    case 'note': {
      const label = noteText(line.note, line.layer.layer.name);
      const reason = line.layer.withoutAttributes;
      return { label, tooltip: reason === undefined ? [label] : [label, reason], icon: warningIcon() };
    }
    case 'more':
      return { label: l10n.t('Show more…'), description: l10n.t('{0} are left', line.left), icon: icon('ellipsis') };
    case 'attribute':
    case 'instance':
    case 'run':
    case 'refusal':
    case 'remark':
      return detailParts(line, now);
  }
}

function layerParts({ shown, counts }: LayerNode): LineParts {
  const { layer, count, targets } = shown;
  const counted = countsText(counts);
  const description = targets.length < count ? l10n.t('{0} of {1}: {2}', targets.length, count, counted) : counted;
  const { definition, file, watched } = layer;
  const group = definition?.targets?.name ?? file?.group;
  const upstream = file?.upstream ?? [];
  const tooltip = [
    layer.name,
    group ? l10n.t('Targets: the members of {0}.', group) : '',
    upstream.length > 0 ? l10n.t('In these files it is started by: {0}', upstream.join(', ')) : '',
    ...watched.map(({ kind, attribute, rules }) =>
      l10n.t('{0} of {1} is watched for it by: {2}', attribute, kind, rules.join(', ')),
    ),
  ].filter(Boolean);
  const needsCare = layer.isDeaf || isUnmerged(layer) || !definition?.targets;
  return { label: layer.name, description, tooltip, icon: needsCare ? warningIcon() : icon('layers') };
}

function countsText(counts: ReadonlyMap<TargetState, number>): string {
  return [...counts].map(([state, count]) => `${count} ${stateText(state)}`).join(' · ');
}

function targetParts({ target: shown, layer }: TargetNode, now: number): LineParts {
  const { target, notes, signal, silence, refusedBy, state } = shown;
  const age =
    signal?.value !== undefined && signal.updatedAt !== undefined ? ageText(signal.updatedAt, now) : undefined;
  const words = [
    state === 'done' ? undefined : wordOf(shown),
    notes.isStale ? l10n.t('left behind') : undefined,
    signal?.value === undefined ? undefined : shortValue(signal.value),
    age,
  ];
  const ran = lastRunOf(shown);
  const writer = signal?.updatedBy ?? l10n.t('somebody');
  const tooltip = [
    `${target.kind} ${target.name}`,
    ...(silence ? silentMeaning(state, silence) : meaningText(meaningOf(shown, layer, now))),
    refusedBy
      ? l10n.t('The code of {0} in these files refuses {1}: {2}.', layer.name, refusedBy.attribute, refusedBy.value)
      : '',
    ...(notes.isStale ? [remarkText('isStale')] : []),
    ...(notes.needsRun ? [remarkText('needsRun')] : []),
    signal?.updatedAt === undefined || signal.value === undefined
      ? ''
      : l10n.t('{0}: written by {1}, {2}', signal.attribute, writer, timeText(signal.updatedAt)),
    ran === undefined ? remarkText('neverRan') : l10n.t('Last run: {0}', timeText(ran)),
  ].filter(Boolean);
  return {
    label: target.name,
    description: words.filter(Boolean).join(' · '),
    ...(state === 'done' && { spoken: stateText(state) }),
    tooltip,
    icon: notes.isStale && state === 'done' ? warningIcon() : stateIcon(state),
  };
}

/** Where nothing signals, nothing is empty. */
function wordOf({ state, signal }: CascadeTarget): string {
  return state === 'empty' && !signal ? l10n.t('not run yet') : stateText(state);
}

function noteText(note: LayerNote, generator: string): string {
  switch (note) {
    case 'onlyInFiles':
      return l10n.t('Only in the files: this branch of the server has no generator {0}.', generator);
    case 'withoutGroup':
      return l10n.t('Its definition on the server has no group of targets.');
    case 'isDeaf':
      return l10n.t('No active rule of the server starts it on this branch.');
    case 'isUnmerged':
      return l10n.t('What its rules need is not on the default branch: nothing starts it until that is merged.');
    case 'withoutAttributes':
      return l10n.t(
        'The server did not give the attributes of its targets, as where the branch lacks what the files name: their signals are not shown.',
      );
    case 'withoutTargets':
      return l10n.t('Its group has no members.');
  }
}

/** The icon of a state, in a colour of the theme. */
export function stateIcon(state: TargetState): ThemeIcon {
  switch (state) {
    case 'empty':
      return icon('circle-outline', 'disabledForeground');
    case 'waiting':
      return icon('clock', 'charts.yellow');
    case 'processing':
      return icon('sync~spin', 'charts.blue');
    case 'done':
      return icon('pass', 'testing.iconPassed');
    case 'failed':
      return icon('error', 'testing.iconFailed');
    case 'cancelled':
      return icon('stop-circle', 'disabledForeground');
    case 'unattended':
      return icon('debug-disconnect', 'list.warningForeground');
    case 'notApplicable':
      return icon('circle-slash', 'disabledForeground');
  }
}

function icon(name: string, color?: string): ThemeIcon {
  return new ThemeIcon(name, color === undefined ? undefined : new ThemeColor(color));
}

function collapsibleState(line: CascadeLine): TreeItemCollapsibleState {
  switch (line.kind) {
    case 'target':
      return TreeItemCollapsibleState.Collapsed;
    case 'layer':
      return line.children.length > 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None;
    case 'parent':
      return TreeItemCollapsibleState.Expanded;
    case 'server':
    case 'failure':
    case 'filesOld':
    case 'withoutRules':
    case 'audit':
    case 'note':
    case 'more':
    case 'attribute':
    case 'instance':
    case 'run':
    case 'refusal':
    case 'remark':
      return TreeItemCollapsibleState.None;
  }
}

/** Words that menus look for: the kind of the line, its state, and what can be done with it. */
function contextOf(line: CascadeLine): string {
  switch (line.kind) {
    case 'layer': {
      const { definition, file } = line.shown.layer;
      const hasFailed = unfinishedStates.some((state) => line.counts.has(state));
      const words = [definition && 'server', file && 'file', hasFailed && 'withFailed'];
      return ['layer', ...words].filter(Boolean).join(' ');
    }
    case 'target': {
      const { state, target } = line.target;
      const isSignalled = signalsOf(target, line.layer).some(({ value }) => value !== undefined);
      return ['target', state, line.layer.file && 'file', isSignalled && 'signalled'].filter(Boolean).join(' ');
    }
    case 'attribute':
      return line.isSignal && line.value !== undefined ? 'attribute signalled' : 'attribute';
    default:
      return line.kind;
  }
}
