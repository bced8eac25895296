import { rules } from '../../rules/index';
import { projectSettingsSchema } from '../../settings';
import { escapeMarkdown, heading, paragraphs } from './markdown';

const levels: Readonly<Record<string, string>> = {
  off: 'The rule reports nothing.',
  error: 'Shown as error; `check` then ends with exit code 1.',
  warning: 'Shown as warning.',
  information: 'Shown as information.',
  hint: 'Shown as a hint only.',
};

const profileTexts: Readonly<Record<string, string>> = {
  recommended: 'Errors and proven warnings.',
  all: 'Everything that the rules find, hints included.',
};

/** What a key of `.infrahub-cascade.yml` means: a setting, or a rule id below `rules`. */
export function settingsKeyHover([key, id, ...rest]: readonly string[]): string | undefined {
  if (key === undefined || rest.length > 0 || !(key in projectSettingsSchema.shape)) return undefined;
  if (id !== undefined) return key === 'rules' ? ruleHover(id) : undefined;
  const { description } = projectSettingsSchema.shape[key as keyof typeof projectSettingsSchema.shape];
  return paragraphs(heading(key, 'key of .infrahub-cascade.yml'), description);
}

/** What a value there means: a profile, or the level of a rule. */
export function settingsValueHover([key, id, ...rest]: readonly string[], value: string): string | undefined {
  if (rest.length > 0) return undefined;
  const text =
    key === 'profile' && id === undefined ? profileTexts[value] : key === 'rules' && id ? levels[value] : undefined;
  return (
    text && paragraphs(heading(value, key === 'profile' ? 'profile' : `level of ${escapeMarkdown(id ?? '')}`), text)
  );
}

function ruleHover(id: string): string | undefined {
  const rule = rules.find((candidate) => candidate.id === id);
  if (!rule) return undefined;
  const level = `${rule.severity}${rule.recommended ? '' : ', in the profile `all` only'}`;
  return paragraphs(heading(id, `rule (${level})`), `${escapeMarkdown(rule.title)}.`, rule.docs);
}
