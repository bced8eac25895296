import { l10n, ThemeColor, ThemeIcon, TreeItem, type TreeItemCollapsibleState } from 'vscode';
import { plainText } from '../../../server/src/infrahub/plainText';
import type { Failure } from './failure';

/** What a line of a view says. */
export interface LineParts {
  readonly label: string;
  readonly description?: string | undefined;
  /** What the icon says, for those who do not see it. */
  readonly spoken?: string;
  /** A line each. */
  readonly tooltip?: readonly string[];
  readonly icon?: ThemeIcon;
}

/** A line as VS Code shows it. Names of a server come as plain text, tooltips too. */
export function lineItem(id: string, parts: LineParts, state: TreeItemCollapsibleState): TreeItem {
  const label = plainText(parts.label);
  const item = new TreeItem(label, state);
  item.id = id;
  item.description = parts.description === undefined ? undefined : plainText(parts.description);
  item.tooltip = parts.tooltip?.map(plainText).join('\n');
  item.iconPath = parts.icon;
  item.accessibilityInformation = { label: [label, parts.spoken, item.description].filter(Boolean).join(', ') };
  return item;
}

/** The line about a server that could not be read this time. */
export function failureParts({ message }: Failure): LineParts {
  const older = l10n.t('What is shown of the server is older. Click to try again.');
  return { label: message, tooltip: [message, older], icon: warningIcon() };
}

/** What a click on that line does; `refresh` reads the view anew. */
export function remedyOf({ kind }: Failure, refresh: string): TreeItem['command'] {
  return kind === 'unauthorized'
    ? { command: 'infrahubCascade.signIn', title: l10n.t('Sign In') }
    : { command: refresh, title: l10n.t('Try Again') };
}

/** The line about files that the language server does not tell any more. */
export function filesOldParts(): LineParts {
  const label = l10n.t('The language server does not answer');
  const older = l10n.t('What is shown of the files is older. Click to start it anew.');
  return { label, tooltip: [label, older], icon: warningIcon() };
}

export function filesRemedy(): TreeItem['command'] {
  return { command: 'infrahubCascade.restartServer', title: l10n.t('Restart Language Server') };
}

export function warningIcon(): ThemeIcon {
  return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
}
