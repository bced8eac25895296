import { l10n, ThemeColor, ThemeIcon, type TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { ComparedAction, ComparedRule, Difference, Drift, Owner } from './compare';
import { noteText, unmergedText } from './noteText';
import { childrenOf, type SectionNode, type TriggerNode } from './nodes';
import { failureParts, filesOldParts, filesRemedy, lineItem, remedyOf, warningIcon, type LineParts } from '../lineItem';

/** A line as VS Code shows it. Names of a server come as plain text, tooltips too. */
export function treeItemOf(node: TriggerNode): TreeItem {
  const parts = partsOf(node);
  const item = lineItem(node.id, parts, collapsibleState(node));
  item.contextValue = contextOf(node);
  if (node.kind === 'failure') item.command = remedyOf(node.failure, 'infrahubCascade.refreshTriggers');
  if (node.kind === 'filesOld') item.command = filesRemedy();
  return item;
}

function partsOf(node: TriggerNode): LineParts {
  switch (node.kind) {
    case 'server': {
      const { server, account } = node;
      const tooltip = [l10n.t('The rules of {0}, read with the token of {1}.', server, account)];
      return { label: server, description: account, tooltip, icon: new ThemeIcon('server') };
    }
    case 'failure':
      return failureParts(node.failure);
    case 'filesOld':
      return filesOldParts();
    case 'configuring': {
      const label = l10n.t('Rules are being configured: {0}', node.waiting);
      const lost = l10n.t('Changes of rules are in force when this has ended. What happens before starts nothing.');
      return { label, tooltip: [label, lost], icon: new ThemeIcon('sync') };
    }
    case 'notConfigured':
      return notConfiguredParts(node.reason, node.culprits);
    case 'section':
      return sectionParts(node);
    case 'rule':
      return ruleParts(node.rule);
    case 'action':
      return actionParts(node.action);
    case 'note': {
      const label = noteText(node.note, node.on);
      return { label, tooltip: [label], icon: node.note === 'isInactive' ? inactive() : warningIcon() };
    }
    case 'owner':
      return ownerParts(node.owner);
    case 'difference':
      return differenceParts(node.difference);
    case 'loneMatch': {
      const { member, side } = node.lone;
      const description = side === 'file' ? l10n.t('match only in the file') : l10n.t('match only on the server');
      return { label: member, description, icon: iconOf('differs') };
    }
    case 'fact':
      return { label: node.field, description: node.value, tooltip: [`${node.field}: ${node.value}`] };
  }
}

function sectionParts({ section, children, drifting }: SectionNode): LineParts {
  const count = String(children.length);
  const description = drifting === 0 ? count : l10n.t('{0} · differing: {1}', count, drifting);
  const tooltip = [l10n.t('Rules, actions and matches are the same on every branch of a server.')];
  return { label: section === 'rules' ? l10n.t('Rules') : l10n.t('Actions'), description, tooltip };
}

function ruleParts(rule: ComparedRule): LineParts {
  const { name, drift, notes, differences, loneMatches } = rule;
  const words = [
    driftText(drift, differences.length + loneMatches.length),
    notes.stopsAll ? l10n.t('stops all rules') : undefined,
    notes.lacksAction ? l10n.t('action is missing') : undefined,
    notes.hasNoMatches ? l10n.t('without matches') : undefined,
    notes.isUnmerged ? unmergedText(rule) : undefined,
    notes.repeatsMatch ? l10n.t('a match is lost') : undefined,
    notes.isInactive ? l10n.t('inactive') : undefined,
  ].filter((each) => each !== undefined);
  const isOpen = notes.hasNoMatches && !notes.isInactive;
  const needsCare = notes.stopsAll || notes.lacksAction || isOpen || notes.isUnmerged || notes.repeatsMatch;
  const quiet = notes.isInactive && drift === 'same' ? inactive() : iconOf(drift);
  const branches = l10n.t('A rule is the same on every branch. branch_scope says on which branches it runs.');
  return {
    label: name,
    description: words.join(' · '),
    tooltip: [name, ...words, branches],
    icon: needsCare ? warningIcon() : quiet,
  };
}

function actionParts(action: ComparedAction): LineParts {
  const { name, drift, differences, unmerged } = action;
  const isUnmerged = unmerged.length > 0;
  const words = [driftText(drift, differences.length), isUnmerged ? unmergedText(action) : undefined];
  const known = words.filter((each) => each !== undefined);
  const branches = l10n.t('An action is the same on every branch.');
  return {
    label: name,
    description: known.join(' · ') || undefined,
    tooltip: [name, ...known, branches],
    icon: isUnmerged ? warningIcon() : iconOf(drift),
  };
}

function notConfiguredParts(reason: string, culprits: readonly string[]): LineParts {
  const label = l10n.t('The last configuration of the rules failed');
  const lines = [
    l10n.t('Rules go on as they were before; what was changed since then is not in force.'),
    l10n.t('The server tries again after each change of a rule.'),
    ...culprits.map((rule) => l10n.t('The group rule {0} with its group action is the reason: disable it.', rule)),
    reason,
  ];
  return { label, description: reason, tooltip: [label, ...lines.filter(Boolean)], icon: warningIcon() };
}

function ownerParts(owner: Owner): LineParts {
  const label = l10n.t('owner');
  if (owner.kind === 'hand') {
    const description = l10n.t('no import: loaded or made by hand');
    return { label, description, tooltip: [l10n.t('No import of a repository owns it: imports do not delete it.')] };
  }
  const description = l10n.t('import of {0}', owner.repository);
  const tooltip = [
    l10n.t('The import of the repository {0} made it.', owner.repository),
    l10n.t('Each import writes it again as the file says.'),
    l10n.t(
      'When it has left the file the next import deletes it, unless no rule and no action is left in the files of the repository: then imports delete nothing, and it stays.',
    ),
  ];
  return { label, description, tooltip };
}

function differenceParts({ field, match, file, server, isDefault }: Difference): LineParts {
  const label = match === undefined ? field : `${match}: ${field}`;
  const none = l10n.t('nothing');
  const ours = isDefault ? l10n.t('{0} (not written)', file ?? none) : (file ?? none);
  const description = l10n.t('file: {0} · server: {1}', ours, server ?? none);
  return { label, description, tooltip: [label, description], icon: iconOf('differs') };
}

function driftText(drift: Drift, differences: number): string | undefined {
  switch (drift) {
    case 'same':
      return undefined;
    case 'differs':
      return l10n.t('differences: {0}', differences);
    case 'onlyFile':
      return l10n.t('only in the files');
    case 'onlyServer':
      return l10n.t('only on the server');
  }
}

function iconOf(drift: Drift): ThemeIcon {
  switch (drift) {
    case 'same':
      return new ThemeIcon('pass');
    case 'differs':
      return new ThemeIcon('diff-modified', new ThemeColor('gitDecoration.modifiedResourceForeground'));
    case 'onlyFile':
      return new ThemeIcon('diff-added', new ThemeColor('gitDecoration.addedResourceForeground'));
    case 'onlyServer':
      return new ThemeIcon('cloud', new ThemeColor('gitDecoration.untrackedResourceForeground'));
  }
}

function inactive(): ThemeIcon {
  return new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
}

function collapsibleState(node: TriggerNode): TreeItemCollapsibleState {
  if (childrenOf(node).length === 0) return TreeItemCollapsibleState.None;
  return node.kind === 'section' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

/** Words for menus: the kind of the line, the sides that have it, how they agree, whether the rule of the server runs. */
function contextOf(node: TriggerNode): string {
  if (node.kind !== 'rule' && node.kind !== 'action') return node.kind;
  const { file, server, drift } = node.kind === 'rule' ? node.rule : node.action;
  const activity = server?.fields['active'] === 'false' ? 'inactive' : 'active';
  const isRule = server !== undefined && node.kind === 'rule';
  const words = [node.kind, file ? 'file' : '', server ? 'server' : '', drift, isRule ? activity : ''];
  return words.filter(Boolean).join(' ');
}
