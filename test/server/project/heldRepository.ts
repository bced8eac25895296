import type { FileEvent } from '../../../server/src/model/project/projectSet';
import { createService } from '../../../server/src/service';
import { settingsSchema } from '../../../server/src/settings';
import { gatedWorkspace, type GatedWorkspace } from '../../support/gatedWorkspace';

export const root = 'file:///repo';
export const at = (path: string): string => `${root}/${path}`;
export const config = 'schemas: [schemas]\nobjects: [objects]\n';
export const schema = (...kinds: string[]): string =>
  `version: "1.0"\nnodes:\n${kinds.map((kind) => `  - namespace: My\n    name: ${kind}\n    attributes: [{name: label, kind: Text}]\n`).join('')}`;
export const rule = (action: string, kind = 'CoreRepository'): string =>
  `kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    - name: rule\n      node_kind: ${kind}\n      mutation_action: ${action}\n`;

/** A service over files whose reads can be held back; not indexed yet. Paths are relative to `root`. */
export function open(contents: Record<string, string> | GatedWorkspace) {
  const isWorkspace = 'files' in contents && contents.files instanceof Map;
  const workspace = isWorkspace ? (contents as GatedWorkspace) : gatedWorkspace(contents as Record<string, string>);
  const service = createService({
    workspace,
    now: () => 0,
    log: (message) => {
      throw new Error(message);
    },
  });
  service.configure(settingsSchema.parse({ profile: 'all' }));
  const event = (path: string, type: FileEvent['type'] = 'changed'): Promise<boolean> =>
    service.filesChanged([{ uri: at(path), type }]);
  return {
    workspace,
    service,
    event,
    index: () => service.index([root]),
    text: (path: string): string | undefined => service.target(at(path))?.file.text,
    write: (path: string, text: string) => void workspace.files.set(at(path), text),
    /** Ids of the findings of a file. */
    rules: (path: string): string[] => service.diagnostics(at(path)).map(({ finding }) => finding.rule.id),
    /** The project that has a file, by its folder. */
    owner: (path: string): string | undefined => service.target(at(path))?.project.root,
    paths: (): string[] =>
      service.projects().flatMap((project) => [...project.allPaths()].map((path) => `${project.root}/${path}`)),
  };
}

/** The files of a repository with one trigger. */
export const small = { '.infrahub.yml': config, 'objects/a.yml': rule('updated') };
