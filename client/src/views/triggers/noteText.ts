import { l10n } from 'vscode';
import type { ComparedAction, ComparedRule, RuleNotes } from './compare';
import { openRule, type OpenRule } from './openRule';

/** What a person has to know of a rule or action, as a sentence. */
export function noteText(note: keyof RuleNotes, on: ComparedRule | ComparedAction): string {
  const { file, server } = on;
  const fields = (server ?? file)?.fields ?? {};
  switch (note) {
    case 'isInactive':
      return l10n.t('Inactive: it starts nothing.');
    case 'hasNoMatches':
      return 'notes' in on ? openText(on, fields['node_kind'] ?? '') : '';
    case 'stopsAll':
      return l10n.t('A group rule with a group action: the server configures no rule while it is active. Disable it.');
    case 'lacksAction':
      return fields['action'] === undefined
        ? l10n.t('Without an action: it starts nothing.')
        : l10n.t(
            'The action {0} is neither in the files nor on the server: the rule cannot be loaded.',
            fields['action'],
          );
    case 'isUnmerged':
      return unmergedNote(on);
    case 'repeatsMatch':
      return l10n.t(
        'The file has several matches on {0}: the server keeps only the last. Write a rule for each value.',
        'repeated' in on ? on.repeated.join(', ') : '',
      );
  }
}

/** The same in a few words. */
export function unmergedText({ server }: ComparedRule | ComparedAction): string {
  return server ? l10n.t('not configured until merged') : l10n.t('not loadable until merged');
}

function unmergedNote({ unmerged, server }: ComparedRule | ComparedAction): string {
  const [first] = unmerged;
  const name = first?.name ?? '';
  switch (first?.field) {
    case 'generator':
      return name === ''
        ? l10n.t('Its generator is not on the default branch: the server does not configure it until that is merged.')
        : l10n.t(
            'The generator {0} is not on the default branch: the server does not configure it until that is merged.',
            name,
          );
    case 'group':
      return name === ''
        ? l10n.t('Its group is not on the default branch: the server does not configure it until that is merged.')
        : l10n.t(
            'The group {0} is not on the default branch: the server does not configure it until that is merged.',
            name,
          );
    default:
      return server
        ? l10n.t('The default branch has no kind {0}: nothing starts the rule until its schema is merged.', name)
        : l10n.t('The default branch has no kind {0}: the rule cannot be loaded until its schema is merged.', name);
  }
}

function openText(rule: ComparedRule, kind: string): string {
  const open = openRule(rule);
  const begin = open?.isHalfLoaded
    ? l10n.t('The server has no matches of it, the file has some: load the file again.')
    : l10n.t('Without matches.');
  return `${begin} ${whenText(open?.when ?? 'now', kind)}`;
}

function whenText(when: OpenRule['when'], kind: string): string {
  switch (when) {
    case 'now':
      return l10n.t('It runs on every update of {0}.', kind);
    case 'enabled':
      return l10n.t('Once enabled it would run on every update of {0}.', kind);
    case 'loaded':
      return l10n.t('Once loaded it would run on every update of {0}.', kind);
    case 'loadedAndEnabled':
      return l10n.t('Once loaded and enabled it would run on every update of {0}.', kind);
    case 'merged':
      return l10n.t('Once what it needs is merged it would run on every update of {0}.', kind);
  }
}
