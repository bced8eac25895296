import type { Action } from './action';
import { action as addChecksumMixin } from './addChecksumMixin';
import { action as addGeneratorVersion } from './addGeneratorVersion';
import { action as disableCiExecution } from './disableCiExecution';
import { action as hashContentNotOnlyIds } from './hashContentNotOnlyIds';
import { action as makeSignalWriteSafe } from './makeSignalWriteSafe';
import { action as requireConfiguration } from './requireConfiguration';
import { action as signalDownstreamTargets } from './signalDownstreamTargets';
import { action as skipUnsupportedTargets } from './skipUnsupportedTargets';
import { action as validateUpstreamObjects } from './validateUpstreamObjects';
import { action as watchAttribute } from './watchAttribute';

/** Every action, in the order in which they are shown. */
export const actions: readonly Action[] = [
  makeSignalWriteSafe,
  signalDownstreamTargets,
  addChecksumMixin,
  hashContentNotOnlyIds,
  addGeneratorVersion,
  validateUpstreamObjects,
  requireConfiguration,
  skipUnsupportedTargets,
  watchAttribute,
  disableCiExecution,
];
