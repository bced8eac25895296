import { rules } from '../../rules/index';
import { projectSettingsSchema } from '../../settings';
import { presentKeys } from './cursor';
import type { CompletionProvider, Suggestion } from './provider';
import { ruleText } from './ruleText';

/** Keys of `.infrahub-cascade.yml`, and the rule ids below `rules`. */
export const provider: CompletionProvider = {
  id: 'settingsKeys',
  applies: (context) => context.role === 'settings' && context.mapping !== undefined,
  items(context): Suggestion[] {
    const present = presentKeys(context);
    const path = context.mapping?.path ?? [];
    const all = path.length === 0 ? settings() : path.length === 1 && path[0] === 'rules' ? ruleIds() : [];
    return all.filter(({ label }) => !present.has(label));
  },
};

function settings(): Suggestion[] {
  return Object.entries(projectSettingsSchema.shape).map(([key, schema]) => ({
    label: key,
    kind: 'key',
    documentation: schema.description,
    insert: { type: 'key', key, below: key === 'rules' ? 'mapping' : key === 'ignore' ? 'list' : undefined },
  }));
}

function ruleIds(): Suggestion[] {
  return rules.map((rule) => ({
    label: rule.id,
    kind: 'key',
    ...ruleText(rule),
    insert: { type: 'key', key: rule.id },
  }));
}
