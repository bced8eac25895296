import { sdkVersions, serverVersions } from '../../data/versions';
import type { Project } from '../../model/project/project';
import { isDataPath } from '../../model/project/roles';
import { rules } from '../../rules/index';
import { profiles, ruleLevels } from '../../settings';
import type { CompletionProvider, Suggestion } from './provider';

const profileMeanings = {
  recommended: 'Errors and proven warnings.',
  all: 'Everything, hints and unproven findings included.',
} as const;

/** Values of `.infrahub-cascade.yml`: the profile, the severity of a rule, versions, what to ignore, the snapshot. */
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
    if (key === 'ignore' && typeof rule === 'number') return ignorable(project);
    if (key === 'ignore' && rule === undefined) return ignorable(project).map(asList);
    if (key === 'sdk_version' && rule === undefined) return sdkVersions.toReversed().map(choice);
    if (key === 'server_version' && rule === undefined) return serverVersions.toReversed().map(choice);
    return [];
  },
};

/** Folders with all that is in them, then the files that may hold objects or schemas. */
function ignorable(project: Project): Suggestion[] {
  const folders = [...project.folders()].filter((folder) => folder !== '' && folder !== '.').toSorted();
  const files = [...project.allPaths()].filter((path) => isDataPath(path) && !path.startsWith('.infrahub')).toSorted();
  return [
    ...folders.map((folder): Suggestion => ({ ...choice(`${folder}/**`), kind: 'folder' })),
    ...files.map((file): Suggestion => ({ ...choice(file), kind: 'file' })),
  ];
}

/** As the only item of a list that is not begun. */
function asList(suggestion: Suggestion): Suggestion {
  return { ...suggestion, insert: { type: 'listOf', text: suggestion.label } };
}

function choice(text: string): Suggestion {
  return { label: text, kind: 'choice', insert: { type: 'text', text } };
}
