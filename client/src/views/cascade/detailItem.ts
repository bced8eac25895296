import { l10n, ThemeColor, ThemeIcon } from 'vscode';
import type { TargetDetail } from './details';
import type { LineParts } from '../lineItem';
import type { TargetRun } from './states';
import { ageText, remarkText, stateText, timeText } from './words';

/** What is told of a target below it, at a time. */
export function detailParts(detail: TargetDetail, now: number): LineParts {
  switch (detail.kind) {
    case 'attribute': {
      const { attribute, value, updatedAt, updatedBy, rules, state } = detail;
      const written = [updatedBy, updatedAt === undefined ? undefined : ageText(updatedAt, now)].filter(Boolean);
      const shown = value ?? l10n.t('nothing');
      const tooltip = [
        `${attribute}: ${shown}`,
        updatedAt === undefined
          ? ''
          : l10n.t('Written: {0}', [updatedBy, timeText(updatedAt)].filter(Boolean).join(', ')),
        rules.length > 0 ? l10n.t('Watched by: {0}', rules.join(', ')) : '',
      ].filter(Boolean);
      return {
        label: attribute,
        description: [shown, ...(state ? [stateText(state)] : []), ...written].join(' · '),
        tooltip,
        icon: new ThemeIcon('symbol-field'),
      };
    }
    case 'instance': {
      const { status, at } = detail;
      const time = at === undefined ? [] : [ageText(at, now)];
      const tooltip = [
        l10n.t('What the server keeps of the last run: {0}', status),
        ...(at === undefined ? [] : [timeText(at)]),
      ];
      return {
        label: l10n.t('Status'),
        description: [status, ...time].join(' · '),
        tooltip,
        icon: new ThemeIcon('info'),
      };
    }
    case 'run': {
      const description = [phaseText(detail.phase), ageText(detail.begun, now)].join(' · ');
      const tooltip = [l10n.t('Began {0}.', timeText(detail.begun)), l10n.t('Task {0}', detail.task)];
      return { label: l10n.t('Last run'), description, tooltip, icon: new ThemeIcon('run-all') };
    }
    case 'refusal': {
      const label = l10n.t('Refused by the code');
      return { label, description: `${detail.attribute}: ${detail.value}`, icon: new ThemeIcon('circle-slash') };
    }
    case 'remark': {
      const label = remarkText(detail.remark);
      const color = new ThemeColor('list.warningForeground');
      const icon = detail.remark === 'neverRan' ? new ThemeIcon('info') : new ThemeIcon('warning', color);
      return { label, tooltip: [label], icon };
    }
  }
}

function phaseText(phase: TargetRun['phase']): string {
  switch (phase) {
    case 'active':
      return l10n.t('running');
    case 'succeeded':
      return l10n.t('succeeded');
    case 'failed':
      return l10n.t('failed');
    case 'cancelled':
      return l10n.t('cancelled');
  }
}
