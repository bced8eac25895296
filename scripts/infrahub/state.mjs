// What runs, noted down in a file, so that a later call finds it, and also what a killed call has left behind.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @typedef {{ mode: 'packages' | 'docker', port: number, starter?: import('./processes.mjs').Identity,
 *   ports: Record<string, number>, parts: ({ name: string } & import('./processes.mjs').Identity)[] }} State
 *   starter: the `up` that is still at work
 */

/**
 * Reads the note.
 * @returns {State | undefined} undefined when nothing was started, or when the file is no such note
 */
export function readState(file) {
  let state;
  try {
    state = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
  return isState(state) ? state : undefined;
}

function isState(state) {
  return (
    typeof state === 'object' &&
    state !== null &&
    ['packages', 'docker'].includes(state.mode) &&
    Number.isInteger(state.port) &&
    typeof state.ports === 'object' &&
    state.ports !== null &&
    (state.starter === undefined || isIdentity(state.starter)) &&
    Array.isArray(state.parts) &&
    state.parts.every((part) => typeof part?.name === 'string' && isIdentity(part))
  );
}

// A process id of 0 or below would mean groups, or everything.
function isIdentity(value) {
  return Number.isInteger(value?.pid) && value.pid > 1 && typeof value.startedAt === 'string';
}

/** Writes the note, whole or not at all. */
export function writeState(file, state) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Forgets everything. */
export function removeState(file) {
  rmSync(file, { force: true });
}
