import { checksumMethods, contentChanges, hashesMore } from '../edits/generators/checksumUpgrade';
import { pythonFile } from '../edits/generators/classSubject';
import { pythonEdits } from '../edits/python/pythonEdits';
import { isSignalName } from '../rules/cascade/signals';
import type { Action, ActionOffer } from './action';
import { classAt } from './subject';

/** Turns a checksum over ids, which a changed value leaves equal, into one over content (facts 1f, 1h). */
export const action: Action = {
  id: 'hashContentNotOnlyIds',
  offers(target) {
    const subject = classAt(target);
    if (!subject) return [];
    const { project, file } = subject;
    return checksumMethods(subject).flatMap((found): ActionOffer[] => {
      if (found.method.checksum?.content || !contentChanges(subject, found, 'checksum')) return [];
      const { name } = found.method;
      const title = `Hash the values of the objects in ${name}, not only their ids`;
      if (hashesMore(subject, found)) {
        const refusal = `${name} does more than hash ids, which would be lost: hash the values there by hand.`;
        return [{ title, refusal, edits: () => undefined }];
      }
      return [
        {
          title,
          mends: 'checksum-of-ids-only',
          edits: () => {
            const changes = contentChanges(subject, found, signalIn(target.project.cascade.writes));
            return changes && pythonEdits(pythonFile(project, file), changes);
          },
        },
      ];
    });
  },
};

/** The attribute that generators signal with; `checksum` where none does yet. */
function signalIn(
  writes: readonly { readonly cause: { readonly type: string; readonly attribute?: string } }[],
): string {
  const names = writes.flatMap(({ cause }) => (cause.type === 'attribute' ? (cause.attribute ?? []) : []));
  return names.find(isSignalName) ?? 'checksum';
}
