import { checksumMethods, versionChanges } from '../edits/generators/checksumUpgrade';
import { pythonFile } from '../edits/generators/classSubject';
import { pythonEdits } from '../edits/python/pythonEdits';
import type { Action } from './action';
import { classAt } from './subject';

/** Makes a change of the code reach the next layer: a version that is hashed too, and raised by hand. */
export const action: Action = {
  id: 'addGeneratorVersion',
  offers(target) {
    const subject = classAt(target);
    if (!subject) return [];
    return checksumMethods(subject).flatMap((found) => {
      const changes = found.method.checksum?.version ? undefined : versionChanges(subject, found);
      if (!changes) return [];
      return [
        {
          title: `Hash a GENERATOR_VERSION in ${found.method.name} too`,
          mends: 'checksum-of-ids-only',
          edits: () => pythonEdits(pythonFile(subject.project, subject.file), changes),
        },
      ];
    });
  },
};
