import { serverVersions } from '../../data/versions';
import { rules } from '../../rules/index';
import { profiles, ruleLevels } from '../../settings';
import type { CompletionProvider, Suggestion } from './provider';

const profileMeanings = {
  recommended: 'Errors and proven warnings.',
  all: 'Everything, hints and unproven findings included.',
} as const;

/** Values of `.infrahub-cascade.yml`: the profile, the severity of a rule, versions, the snapshot. */
export const provider: CompletionProvider = {
  id: 'settingsValues',
  applies: (context) => context.role === 'settings' && context.value !== undefined,
  items({ value, project }): Suggestion[] {
    const [key, rule, ...below] = value?.path ?? [];
    if (key === 'profile' && rule === undefined) {
      return profiles.map((profile) => ({ ...choice(profile), documentation: profileMeanings[profile] }));
    }
    if (key === 'rules' && rule !== undefined && below.length === 0) {
      const own = rules.find(({ id }) => id === rule)?.severity;
      return ruleLevels.map((level) => ({ ...choice(level), detail: level === own ? 'default' : undefined }));
    }
    if (key === 'snapshot' && rule === undefined) {
      return [...project.allPaths()].filter((path) => path.endsWith('.json')).map(choice);
    }
    if (key === 'server_version' && rule === undefined) return serverVersions.toReversed().map(choice);
    return [];
  },
};

function choice(text: string): Suggestion {
  return { label: text, kind: 'choice', insert: { type: 'text', text } };
}
