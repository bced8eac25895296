import type { Member } from '../../../server/src/infrahub/operations/trackingGroups';
import { plainText } from '../../../server/src/infrahub/plainText';
import type { ObjectCount } from './expectedObjects';
import type { ObjectChanges, Outcome } from './outcome';

export interface ResultHead {
  readonly generator: string;
  readonly branch: string;
  readonly server: string;
}

/** The result of a run as a document of plain text: what was lost comes first. */
export function resultText({ generator, branch, server }: ResultHead, outcome: Outcome, failure?: string): string {
  const { done, failed, cancelled, missing, reason, objects } = outcome;
  const others = [
    cancelled.length > 0 ? `, cancelled: ${cancelled.length}` : '',
    missing.length > 0 ? `, not run: ${missing.length}` : '',
  ];
  const lines = [
    plainText(`${generator} on branch ${branch} of ${server}`),
    '',
    `Targets done: ${done}, failed: ${failed.length}${others.join('')}`,
    ...(reason === '' ? [] : [reason]),
    ...failed.map(({ name, reason: why }) => `  ✗ ${plainText(name)}: ${why || 'see its log'}`),
    ...cancelled.map((name) => `  ■ ${plainText(name)}: cancelled at the server`),
    ...missing.map((name) => `  – ${plainText(name)}: no run was started`),
    ...(failure === undefined ? [] : ['', `What became of the objects is not known. ${plainText(failure)}`]),
    ...(objects ? objectLines(objects) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function objectLines(objects: ObjectChanges): string[] {
  const { created, adopted, createdOrAdopted, kept, deleted, released, isWhole, counts = [] } = objects;
  return [
    ...(isWhole
      ? []
      : ['', 'The tracking groups of the generator hold more than is read: these lists are not complete.']),
    ...section('Deleted', deleted),
    ...section('No longer tracked by this generator, and still there', released),
    ...section('Created', created),
    ...section('Created, or there before and tracked by this generator from now on', createdOrAdopted),
    ...section('There before, and tracked by this generator from now on', adopted),
    ...section('Kept', kept),
    ...countLines(counts),
  ];
}

function section(title: string, members: readonly Member[]): string[] {
  if (members.length === 0) return [];
  return [
    '',
    `${title}: ${members.length}`,
    ...countByKind(members).flatMap(({ kind, names }) => [`  ${kind}`, ...names]),
  ];
}

/** Names under their kinds, both in order. */
function countByKind(members: readonly Member[]): { kind: string; names: string[] }[] {
  const byKind = new Map<string, string[]>();
  for (const { kind, name } of members) byKind.set(kind, [...(byKind.get(kind) ?? []), `    ${plainText(name)}`]);
  return [...byKind]
    .map(([kind, names]) => ({ kind: `${plainText(kind)} (${names.length})`, names: names.toSorted() }))
    .toSorted((one, other) => (one.kind < other.kind ? -1 : 1));
}

function countLines(counts: readonly ObjectCount[]): string[] {
  if (counts.length === 0) return [];
  const lines = counts.map((count) => `  ${countText(count)} (${count.attributes.map(plainText).join(' + ')})`);
  return ['', 'What the targets that are done have, and ask for', ...lines];
}

/** `4 NetworkDevice, 4 expected` */
function countText({ kind, found, expected }: ObjectCount): string {
  return `${found} ${plainText(kind)}, ${expected} expected`;
}

/** `12 NetworkDevice, 1 LocationRack`; at most three kinds. */
export function kindCounts(members: readonly Member[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of members) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([kind, count]) => `${count} ${plainText(kind)}`);
  return parts.length > 3 ? `${parts.slice(0, 3).join(', ')}, …` : parts.join(', ');
}
