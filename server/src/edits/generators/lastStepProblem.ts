import type { Generator } from '../../model/project/generatorIndex';
import { earlyReturns, isEndMissed } from '../python/lastStep';
import { generateOf, type ClassSubject } from './classSubject';

/**
 * Why nothing can become the last step of a generator's `generate`: no run comes to its end, or one that made something
 * ends before it. Undefined when it can, and when the class has no `generate` at all.
 */
export function lastStepProblem(subject: ClassSubject, { name, code, pythonFile }: Generator): string | undefined {
  const method = generateOf(subject);
  if (!method) return undefined;
  const where = (offset: number): string => `line ${subject.file.text.slice(0, offset).split('\n').length}`;
  if (isEndMissed(method))
    return `generate of ${name} always ends before its last line: what signals there would never run.`;
  const own = (file: string): boolean => (file || pythonFile?.path) === subject.file.path;
  const worked = new Set(
    (code?.returns ?? [])
      .filter(({ file, method, trackedBefore }) => own(file) && method === 'generate' && trackedBefore !== 'none')
      .map(({ range }) => range.start),
  );
  const skipping = earlyReturns(method).find(({ span }) => worked.has(span.start));
  return skipping === undefined
    ? undefined
    : `generate of ${name} may return in ${where(skipping.span.start)} when objects are made already, and would not signal ` +
        'then: let it go on to its end.';
}

/** Why what leads from the target to other objects is not to be had: `generate` gives its parameter another value. */
export function answerLost(subject: ClassSubject, { name }: Generator): string {
  const data = generateOf(subject)?.params[1]?.name ?? 'data';
  return (
    `generate of ${name} gives ${data} another value, and what the query read of the target is lost then: ` +
    `let ${data} stay what it is, and give the other value a name of its own.`
  );
}
