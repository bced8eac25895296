import type { Action } from './action';
import { action as makeSignalWriteSafe } from './makeSignalWriteSafe';

/** Every action, in the order in which they are shown. */
export const actions: readonly Action[] = [makeSignalWriteSafe];
