import type { Action } from './action';
import { action as addChecksumMixin } from './addChecksumMixin';
import { action as makeSignalWriteSafe } from './makeSignalWriteSafe';
import { action as signalDownstreamTargets } from './signalDownstreamTargets';

/** Every action, in the order in which they are shown. */
export const actions: readonly Action[] = [makeSignalWriteSafe, signalDownstreamTargets, addChecksumMixin];
