import type { TextRange } from '../../base/textRange';
import type { Project } from '../../model/project/project';
import { untrackCommand, type ClientCommand, type UntrackParams } from '../../protocol/commands';
import { savesAt } from './savesAt';

/**
 * The command that takes out of the tracking groups what a save left there, for a fix that makes it untracked: whatever
 * the groups still list, the first run that does not track it deletes (facts 1a). Undefined for a save of no generator.
 */
export function untrackCommandOf(project: Project, path: string, range: TextRange): ClientCommand | undefined {
  const saving = savesAt(project, path, range).map(({ generator, save }) => ({
    name: generator.name,
    kind: save.kind,
  }));
  if (saving.length === 0) return undefined;
  return untrackCommandFor(saving, 'objects');
}

/** The command for what generators saved; `what` names it for people. The kinds are told, for the code shows none of them any more. */
export function untrackCommandFor(
  saving: readonly { readonly name: string; readonly kind?: string }[],
  what: 'objects' | 'targets',
): ClientCommand {
  const kinds = [...new Set(saving.flatMap(({ kind }) => kind ?? []))];
  const params: UntrackParams = { kinds, generators: [...new Set(saving.map(({ name }) => name))] };
  const named = kinds.map((kind) => ` --kind ${kind}`).join('');
  return {
    id: untrackCommand,
    title: `Take the ${what} out of the tracking groups`,
    arguments: [params],
    instead: `then run \`infrahub-cascade untrack${named}\` before the generator runs, or its first run deletes the ${what}`,
  };
}
