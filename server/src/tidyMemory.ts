import { getHeapStatistics } from 'node:v8';
import { runInNewContext } from 'node:vm';

const mebibyte = 1024 * 1024;
/** Below this much in use nothing is gained; above that much clearing up would hold up the event loop too long. */
const worthwhile = { from: 48 * mebibyte, to: 96 * mebibyte };
/** How many times as much as what was left the last time makes another round. */
const growth = 1.5;

/**
 * Makes a function that has the engine throw away what nobody needs, for moments without work. Without it the engine
 * lets the heap grow to several times what is in use before it clears up. Does nothing unless the engine has the flag
 * `--expose-gc`.
 */
export function createMemoryTidier(): () => void {
  const collect = runInNewContext('typeof gc === "function" ? gc : undefined') as (() => void) | undefined;
  let left = 0;
  return () => {
    const used = getHeapStatistics().used_heap_size;
    if (used < Math.max(worthwhile.from, growth * left) || used > worthwhile.to) return;
    collect?.();
    left = getHeapStatistics().used_heap_size;
  };
}
