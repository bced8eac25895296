import { Disposable, l10n, StatusBarAlignment, type StatusBarItem, ThemeColor, Uri, window, workspace } from 'vscode';
import type { FindingCounts, StatusParams } from '../../server/src/protocol/status';
import type { Context } from './context';
import type { ServerState } from './serverState';

/** Findings, the Infrahub version they hold for, and how the server does. A click opens the log. */
export function registerStatusItem({ server }: Context): Disposable {
  const item = window.createStatusBarItem('infrahubCascade.status', StatusBarAlignment.Right, 90);
  item.name = l10n.t('Cascade for Infrahub');
  item.command = 'infrahubCascade.showLog';
  show(item, server.state);
  return Disposable.from(
    item,
    server.onDidChangeState((state) => show(item, state)),
  );
}

function show(item: StatusBarItem, state: ServerState): void {
  item.backgroundColor = undefined;
  switch (state.kind) {
    case 'stopped':
      item.hide();
      return;
    case 'starting':
      item.text = '$(sync~spin) Cascade';
      item.tooltip = l10n.t('The language server is starting.');
      break;
    case 'waiting':
      item.text = '$(warning) Cascade';
      item.tooltip = l10n.t('The language server ended and is started again in {0} seconds.', state.seconds);
      item.backgroundColor = new ThemeColor('statusBarItem.warningBackground');
      break;
    case 'failed':
      item.text = '$(error) Cascade';
      item.tooltip = state.reason;
      item.backgroundColor = new ThemeColor('statusBarItem.errorBackground');
      break;
    case 'running':
      if (state.status?.projects === 0) {
        item.hide();
        return;
      }
      item.text = state.status ? text(state.status) : '$(sync~spin) Cascade';
      item.tooltip = state.status ? tooltip(state.status) : l10n.t('The language server has started.');
      break;
  }
  item.show();
}

function text({ findings, indexing }: StatusParams): string {
  if (indexing) return '$(sync~spin) Cascade';
  const counts = [
    findings.error > 0 ? `$(error) ${findings.error}` : '',
    findings.warning > 0 ? `$(warning) ${findings.warning}` : '',
  ].filter(Boolean);
  return counts.length > 0 ? `Cascade ${counts.join(' ')}` : '$(check) Cascade';
}

function tooltip(status: StatusParams): string {
  return [
    status.indexing ? l10n.t('Reading the project…') : undefined,
    findingsText(status.findings),
    ...versionLines(status),
    l10n.t('Click to show the log'),
  ]
    .filter(Boolean)
    .join('\n');
}

/** The version that is checked for, and where it comes from; of each folder where they differ. */
function versionLines({ versions }: StatusParams): string[] {
  return versions.map(({ root, version, source }) => {
    const line = l10n.t('Checked for Infrahub {0} ({1})', version, source);
    return versions.length > 1 ? `${workspace.asRelativePath(Uri.parse(root))}: ${line}` : line;
  });
}

/** The kinds of findings there are, with their numbers. */
function findingsText({ error, warning, information, hint }: FindingCounts): string {
  const parts = [
    error > 0 ? l10n.t('Errors: {0}', error) : '',
    warning > 0 ? l10n.t('Warnings: {0}', warning) : '',
    information > 0 ? l10n.t('Informations: {0}', information) : '',
    hint > 0 ? l10n.t('Hints: {0}', hint) : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : l10n.t('No findings');
}
