import { l10n } from 'vscode';
import type { ComparedAction, ComparedRule, RuleNotes } from './compare';

/** What a person has to know of a rule or action, as a sentence. */
export function noteText(note: keyof RuleNotes, on: ComparedRule | ComparedAction): string {
  const { file, server } = on;
  const fields = (server ?? file)?.fields ?? {};
  switch (note) {
    case 'isInactive':
      return l10n.t('Inactive: it starts nothing.');
    case 'hasNoMatches':
      return wasHalfLoaded(on)
        ? l10n.t(
            'Its matches were not loaded: it runs on every update of {0}. Load the file again.',
            fields['node_kind'] ?? '',
          )
        : l10n.t('Without matches: it runs on every update of {0}.', fields['node_kind'] ?? '');
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

/** The file has matches that the server lacks: its load ended in between (facts 2). */
function wasHalfLoaded({ file, server }: ComparedRule | ComparedAction): boolean {
  return server !== undefined && file !== undefined && 'matches' in file && file.matches.length > 0;
}
