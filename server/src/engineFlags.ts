import { setFlagsFromString } from 'node:v8';

/** Sets what the language server needs of the engine: before its bundle is loaded, because compiled code is for flags as they were. */
export function setEngineFlags(): void {
  // Reading makes much short-lived data: without a bound the engine keeps three times the memory for it. In MiB.
  setFlagsFromString('--max-semi-space-size=8');
  // `createMemoryTidier` calls it.
  setFlagsFromString('--expose-gc');
}
