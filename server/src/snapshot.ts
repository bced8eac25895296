import * as z from 'zod';
import { remoteKnowledgeSchema, snapshotFormat, type RemoteKnowledge } from './remoteKnowledge';

/** A snapshot as read, or a sentence saying why it cannot be used. */
export type ReadSnapshot =
  | { readonly ok: true; readonly knowledge: RemoteKnowledge }
  | { readonly ok: false; readonly reason: string };

const head = z.object({ format: z.int(), date: z.string().max(100), knowledge: z.unknown() });

/**
 * What a snapshot file holds: JSON with an item per line, everything in the order of names, so that two snapshots differ
 * where the servers did.
 */
export function snapshotText(knowledge: RemoteKnowledge, date: Date): string {
  const { kinds, definitions, groups, rules, actions, onDefault, ...single } = knowledge;
  const lines = [
    ...Object.entries(single).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`),
    ...listLines('kinds', kinds, (each) => each.kind),
    ...listLines('definitions', definitions, (each) => each.name),
    ...listLines('groups', groups, (each) => each.name),
    ...listLines('rules', rules, (each) => each.name),
    ...listLines('actions', actions, (each) => each.name),
    ...(onDefault ? [`"onDefault": ${JSON.stringify(onDefault)}`] : []),
  ];
  const body = lines.map((line) => `    ${line}`).join(',\n');
  return `{\n  "format": ${snapshotFormat},\n  "date": ${JSON.stringify(date.toISOString())},\n  "knowledge": {\n${body}\n  }\n}\n`;
}

/** Reads the text of a snapshot file. */
export function readSnapshot(text: string): ReadSnapshot {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'The file is not JSON' };
  }
  const outer = head.safeParse(json);
  if (!outer.success) return { ok: false, reason: 'The file is not a snapshot of an instance' };
  if (outer.data.format !== snapshotFormat) {
    return { ok: false, reason: `Its format is ${outer.data.format}, and this version reads format ${snapshotFormat}` };
  }
  const parsed = remoteKnowledgeSchema.safeParse(outer.data.knowledge);
  if (parsed.success) return { ok: true, knowledge: parsed.data };
  const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  return { ok: false, reason: `Its part knowledge${path && `.${path}`} is not as it should be` };
}

function listLines<T>(key: string, items: readonly T[] | undefined, orderOf: (item: T) => string): string[] {
  if (!items) return [];
  const sorted = items.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : orderOf(a) > orderOf(b) ? 1 : 0));
  const inner = sorted.map((item) => `      ${JSON.stringify(item)}`).join(',\n');
  return [`${JSON.stringify(key)}: [${inner && `\n${inner}\n    `}]`];
}
