import type { KindModel } from '../kinds/kindModel';
import type { Generator } from '../project/generatorIndex';
import type { Cause, Write } from './cause';

/** What the code of a generator does to the data, as far as it shows; nothing may be concluded from what is missing. */
export function writesOf(generator: Generator, kinds: KindModel): Write[] {
  const { code } = generator;
  if (!code) return [];
  const writes: Write[] = [];
  const own = generator.pythonFile?.path ?? '';
  const add = (
    cause: Cause,
    site: { readonly file: string; readonly range: Write['range'] },
    rest: Partial<Write> = {},
  ): void => {
    const plain = { guarded: false, changesEveryRun: false, byCreation: false };
    writes.push({ generator, cause, path: site.file || own, range: site.range, ...plain, ...rest });
  };
  for (const write of code.writes) {
    if (write.kind === undefined || write.created) continue;
    const value = write.constant === undefined ? {} : { value: write.constant };
    add({ type: 'attribute', kind: write.kind, attribute: write.attribute, ...value }, write, {
      guarded: write.guarded,
      changesEveryRun: write.valueChangesEveryRun,
    });
  }
  for (const write of code.relationships) {
    if (write.kind === undefined || write.created) continue;
    add({ type: 'relationship', kind: write.kind, relationship: write.relationship }, write);
  }
  for (const create of code.creates) {
    if (create.kind === undefined) continue;
    add({ type: 'created', kind: create.kind }, create, { byCreation: true });
    for (const { name, range } of create.attributes) {
      const inverse = inverseOf(kinds, create.kind, name);
      if (inverse) add({ type: 'relationship', ...inverse }, { file: create.file, range }, { byCreation: true });
    }
  }
  return writes;
}

/** The relationship of the peer that changes with `relationship` of `kind` (facts 2: a device created updates its pod). */
function inverseOf(
  kinds: KindModel,
  kind: string,
  relationship: string,
): { kind: string; relationship: string } | undefined {
  const own = kinds.get(kind)?.relationships.get(relationship);
  const peer = own && kinds.get(own.peer);
  if (!own || !peer) return undefined;
  for (const other of peer.relationships.values()) {
    if (other.identifier === own.identifier && (other !== own || peer.kind === kind)) {
      return { kind: peer.kind, relationship: other.name };
    }
  }
  return undefined;
}
