import { perObject } from '../../../base/perObject';
import type { Statement } from '../../../syntax/python/ast';
import { blocksWithin } from '../../../syntax/python/names';

/**
 * Names that a function says to be of the module (`global`), or one inside it to be of those around it (`nonlocal`): what
 * they stand for may change with any call, so nothing is known of them.
 */
export const reboundNames = perObject(
  (body: readonly Statement[]): ReadonlySet<string> => new Set(declared(body).map(({ name }) => name)),
);

/** Names of the module that some function of the file binds anew; `body` is that of the module, `text` its text. */
export function globalNames(text: string, body: readonly Statement[]): ReadonlySet<string> {
  if (!/\bglobal\b/.test(text)) return new Set();
  return new Set(body.flatMap(globalsOf));
}

const globalsOf = perObject((statement: Statement): readonly string[] =>
  declared([statement]).flatMap(({ name, scope }) => (scope === 'global' ? name : [])),
);

function declared(body: readonly Statement[]): { name: string; scope: 'global' | 'nonlocal' }[] {
  return [...blocksWithin(body)].flat().flatMap((statement) => {
    if (statement.kind !== 'other' || !statement.scope) return [];
    const { parts, scope } = statement;
    return parts.flatMap((part) => (part.kind === 'name' ? { name: part.name, scope } : []));
  });
}
