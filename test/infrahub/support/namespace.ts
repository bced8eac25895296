import { parse } from 'yaml';

/** Files of a repository by their path, which begins with `/`. */
export type Files = ReadonlyMap<string, string>;

/** A repository whose kinds and names belong to one case. */
export interface Renamed {
  readonly files: Files;
  /** `NetworkPod` becomes `NetworkonePod`. */
  kind(name: string): string;
  /** `pods` becomes `pods-one`. */
  name(name: string): string;
}

interface Schema {
  readonly nodes?: readonly { namespace: string; name: string }[];
  readonly generics?: readonly { namespace: string; name: string }[];
}

interface ObjectFile {
  readonly spec?: { readonly kind: string; readonly data?: readonly { name?: string }[] };
}

interface Config {
  readonly queries?: readonly { name: string }[];
  readonly generator_definitions?: readonly { name: string }[];
}

/** Kinds of the server whose objects have names that all repositories share. */
const shared = ['CoreGeneratorAction', 'CoreGroupAction', 'CoreNodeTriggerRule', 'CoreStandardGroup'];

/**
 * Gives every kind, group, query, definition, action and rule of a repository a name of its own, because rules do not
 * know branches (facts 2).
 * @param tag lower-case letters and digits
 */
export function rename(files: Files, tag: string): Renamed {
  const kinds = new Map<string, string>();
  const namespaces = new Set<string>();
  const names = new Set<string>();
  for (const [path, text] of files) {
    if (path.startsWith('/schemas/')) {
      const { nodes = [], generics = [] } = parse(text) as Schema;
      for (const { namespace, name } of [...nodes, ...generics]) {
        namespaces.add(namespace);
        kinds.set(`${namespace}${name}`, `${namespace}${tag}${name}`);
      }
    } else if (path.startsWith('/objects/')) {
      for (const name of sharedNames(text)) names.add(name);
    } else if (path === '/.infrahub.yml') {
      const { queries = [], generator_definitions: generators = [] } = parse(text) as Config;
      for (const { name } of [...queries, ...generators]) names.add(name);
    }
  }
  const kind = (name: string): string => kinds.get(name) ?? name;
  const renamed = (name: string): string => (names.has(name) ? `${name}-${tag}` : name);
  const rewrite = (path: string, text: string): string => {
    const withKinds = text.replace(/\b[A-Z]\w+\b/g, kind);
    if (path.startsWith('/schemas/')) return schemaText(withKinds, namespaces, tag);
    if (!path.startsWith('/objects/') && path !== '/.infrahub.yml') return withKinds;
    return withKinds.replace(
      /^(\s*(?:- )?(?:\w+: )?)([\w-]+)(?=\s*(?:#.*)?$)/gm,
      (_, before: string, value: string) => {
        return `${before}${renamed(value)}`;
      },
    );
  };
  return {
    files: new Map([...files].map(([path, text]) => [path, rewrite(path, text)])),
    kind,
    name: renamed,
  };
}

function sharedNames(text: string): string[] {
  // One file may hold several documents.
  return text
    .split(/^---$/m)
    .map((document) => parse(document) as ObjectFile | null)
    .filter((file) => file?.spec && shared.includes(file.spec.kind))
    .flatMap((file) => file?.spec?.data ?? [])
    .flatMap(({ name }) => (name === undefined ? [] : [name]));
}

function schemaText(text: string, namespaces: ReadonlySet<string>, tag: string): string {
  return withoutProfiles(text)
    .replace(/^(\s*(?:- )?namespace: )(\w+)$/gm, (line, before: string, name: string) =>
      namespaces.has(name) ? `${before}${name}${tag}` : line,
    )
    .replace(/^(\s*(?:- )?identifier: )(\w+)$/gm, `$1${tag}_$2`);
}

/** No case uses profiles, and each kind of one is configured anew with every later schema. */
function withoutProfiles(text: string): string {
  if (text.includes('generate_profile:')) return text;
  return text.replace(/^( {4})namespace: \w+$/gm, '$&\n$1generate_profile: false');
}
