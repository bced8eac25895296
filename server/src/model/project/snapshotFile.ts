import { readSnapshot } from '../../snapshot';
import { normalPath } from '../config/configFile';
import { serverKnowledge, type ServerKnowledge } from './serverKnowledge';
import type { FileContent } from './workspace';

/** The snapshot that `.infrahub-cascade.yml` names. */
export type SnapshotFile =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly server: ServerKnowledge }
  /** Why it cannot be used, as a sentence without its full stop. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** The path of the snapshot, relative to the project; undefined when it is none inside of it. */
export function snapshotPath(written: string): string | undefined {
  const path = normalPath(written);
  const leaves = written.startsWith('/') || written.includes('\\') || /^[A-Za-z]:/.test(written);
  return leaves || path === '' || path === '.' || path.split('/').includes('..') ? undefined : path;
}

/** Reads snapshots; one that did not change is read once. */
export class SnapshotReader {
  private last: { readonly content: FileContent; readonly snapshot: SnapshotFile } | undefined;

  /** `contentAt` gives the content of a file of the project by its path. */
  read(written: string | undefined, contentAt: (path: string) => FileContent | undefined): SnapshotFile {
    if (written === undefined) return { kind: 'none' };
    const path = snapshotPath(written);
    if (path === undefined) return { kind: 'unusable', reason: 'It must be a path inside this folder' };
    if (!path.endsWith('.json')) return { kind: 'unusable', reason: 'A snapshot is a .json file' };
    const content = contentAt(path);
    if (!content) return { kind: 'unusable', reason: 'There is no such file' };
    if (this.last?.content !== content) this.last = { content, snapshot: read(content) };
    return this.last.snapshot;
  }
}

function read(content: FileContent): SnapshotFile {
  switch (content.kind) {
    case 'text': {
      const found = readSnapshot(content.text);
      return found.ok ? { kind: 'read', server: serverKnowledge(found.knowledge, 'snapshot') } : unusable(found.reason);
    }
    case 'tooLarge':
      return unusable('The file is larger than the limit for files');
    case 'binary':
    case 'unreadable':
      return unusable('The file cannot be read');
  }
}

function unusable(reason: string): SnapshotFile {
  return { kind: 'unusable', reason };
}
