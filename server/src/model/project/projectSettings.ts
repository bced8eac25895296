import type * as z from 'zod';
import { projectSettingsSchema, type ProjectSettings } from '../../settings';
import { asMap, keyText, resolved } from '../../syntax/yaml/access';
import type { YamlMap, YamlNode } from '../../syntax/yaml/nodes';

/** `.infrahub-cascade.yml` as read: what can be used of it, and what cannot. */
export interface ProjectSettingsFile {
  readonly root: YamlMap | undefined;
  readonly values: ProjectSettings;
  /** Path of keys and what is wrong there. */
  readonly problems: readonly { readonly path: readonly string[]; readonly message: string }[];
}

/** Reads the settings; a key that is wrong is left out and listed, the others count. */
export function readProjectSettings(root: YamlNode | undefined): ProjectSettingsFile {
  const map = asMap(root);
  const plain = toPlain(root, 0);
  if (plain === null || plain === undefined) return { root: map, values: {}, problems: [] };
  const parsed = projectSettingsSchema.safeParse(plain);
  if (parsed.success) return { root: map, values: parsed.data, problems: [] };
  const problems = parsed.error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code !== 'unrecognized_keys') return [{ path, message: inPlainWords(issue) }];
    return issue.keys.map((key) => ({ path: [...path, key], message: `Unknown key '${key}'` }));
  });
  return { root: map, values: usable(plain, problems), problems };
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  record: 'a mapping',
  object: 'a mapping',
};

/** What is wrong, for people; messages that the schema brings are such already. */
function inPlainWords(issue: z.core.$ZodIssue): string {
  const isOwn = !issue.message.startsWith('Invalid ');
  if (isOwn) return issue.message;
  if (issue.code === 'invalid_type') return `It must be ${typeWords[issue.expected] ?? issue.expected}`;
  if (issue.code !== 'invalid_value') return issue.message;
  const words = issue.values.map(String);
  return `It can be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function usable(plain: unknown, problems: readonly { readonly path: readonly string[] }[]): ProjectSettings {
  if (typeof plain !== 'object' || plain === null) return {};
  const copy = structuredClone(plain) as Record<string, unknown>;
  for (const { path } of problems) {
    const [first, second] = path;
    const inner = first === undefined ? undefined : copy[first];
    if (second !== undefined && typeof inner === 'object' && inner !== null) Reflect.deleteProperty(inner, second);
    else if (first !== undefined) Reflect.deleteProperty(copy, first);
  }
  const again = projectSettingsSchema.safeParse(copy);
  return again.success ? again.data : {};
}

/** The node as plain values; bounded in depth, and each node once, however often aliases name it. */
function toPlain(node: YamlNode | undefined, depth: number, known = new Map<YamlNode, unknown>()): unknown {
  const found = resolved(node);
  if (!found || depth > 8) return undefined;
  // YAML 1.1 reads `off` as false; here it is a level.
  if (found.type === 'scalar') return found.value === false && /^off$/i.test(found.source) ? 'off' : found.value;
  if (known.has(found)) return known.get(found);
  known.set(found, undefined);
  const plain =
    found.type === 'list'
      ? found.items.map((item) => toPlain(item, depth + 1, known))
      : Object.fromEntries(
          found.entries.map((entry) => [keyText(entry) ?? '', toPlain(entry.value, depth + 1, known)]),
        );
  known.set(found, plain);
  return plain;
}
