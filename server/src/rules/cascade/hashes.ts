import type { ChecksumFacts } from '../../model/generators/facts';
import type { Generator } from '../../model/project/generatorIndex';
import type { TextRange } from '../../base/textRange';

/** A place that hashes the tracking context for a signal. Ranges are offsets into the file at `path`. */
export interface Hash {
  /** What messages call it. */
  readonly name: string;
  readonly path: string;
  readonly nameRange: TextRange;
  readonly range: TextRange;
  readonly takes: ChecksumFacts;
}

/** Methods and functions that a generator calls for a hash, properties, and `generate` where nothing else hashes. */
export function hashesOf({ code, pythonFile }: Generator): Hash[] {
  if (!code) return [];
  const called = code.checksums.flatMap(({ of }) => of ?? []);
  const read = code.methods.flatMap(({ file, method }) => {
    const { name, nameRange, range, checksum: takes, decorators } = method;
    // Beside a call, what `generate` hashes may be for something else.
    const isRead =
      (name === 'generate' && code.checksums.length === 0) ||
      decorators.some((each) => /(^|\.)(cached_)?property$/.test(each));
    return takes && isRead ? [{ file, name, nameRange, range, takes }] : [];
  });
  return [...called, ...read].flatMap(({ file, ...rest }) => {
    const path = file || pythonFile?.path;
    return path === undefined ? [] : [{ ...rest, path }];
  });
}
