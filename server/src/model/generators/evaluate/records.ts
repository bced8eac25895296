import { groupBy } from '../../../base/groupBy';
import type { TextRange } from '../../../base/textRange';
import type {
  ChecksumCall,
  DispatchCall,
  GeneratorEffects,
  NodeCreate,
  NodeFetch,
  RaiseSite,
  RelationshipWrite,
  ReturnSite,
  Site,
} from '../facts';
import type { Value } from '../values';
import { keyOf, partsOf, someValue } from '../values';
import { unsureHash } from '../lower/hashes';
import { type Guard, guardedAttributes } from './guards';
import { factsOf, type NodeInfo } from './nodes';
import { isUnsafe, savedSometimes } from './ownership';

export interface NodeRecord extends Site {
  readonly node: Value;
  readonly info: NodeInfo;
}

export interface WriteRecord extends NodeRecord {
  readonly attribute: string;
  readonly attributeRange: TextRange;
  readonly value: Value;
  readonly fromOld: boolean;
  readonly guarded: boolean;
  readonly conditional: boolean;
  /** Written by a mutation, which saves by itself and is never tracked. */
  readonly bare?: boolean;
}

export interface SaveRecord extends NodeRecord {
  readonly tracked: boolean | undefined;
  readonly upsert: boolean | undefined;
  readonly awaited: boolean;
  readonly conditional: boolean;
  /** Conditions under which it is saved; those that raise otherwise are left out. */
  readonly guards: readonly Guard[];
}

export interface CreateRecord extends NodeRecord {
  readonly create: Pick<NodeCreate, 'attributes' | 'open' | 'kindRange' | 'conditional'>;
}

/** What an evaluation has met so far. */
export interface Records {
  readonly writes: WriteRecord[];
  readonly relationships: (NodeRecord & { relationship: string } & Pick<
      RelationshipWrite,
      'operation' | 'nodeName' | 'peers'
    >)[];
  readonly creates: CreateRecord[];
  readonly fetches: NodeFetch[];
  readonly saves: SaveRecord[];
  readonly deletes: NodeRecord[];
  readonly dispatches: DispatchCall[];
  readonly returns: ReturnSite[];
  readonly raises: RaiseSite[];
  readonly missingMethods: { name: string; range: TextRange; file: string }[];
  readonly unknowns: GeneratorEffects['unknowns'][number][];
  readonly checksums: ChecksumCall[];
}

export function newRecords(): Records {
  return {
    writes: [],
    relationships: [],
    creates: [],
    fetches: [],
    saves: [],
    deletes: [],
    dispatches: [],
    returns: [],
    raises: [],
    missingMethods: [],
    unknowns: [],
    checksums: [],
  };
}

/** Joins writes and creates with the saves of the same node and gives the plain facts. */
export function effectsOf(records: Records): GeneratorEffects {
  const savesOf = groupBy(records.saves, ({ node }) => keyOf(node));
  const saveOf = (record: NodeRecord): SaveRecord | undefined => {
    const saves = savesOf.get(keyOf(record.node)) ?? [];
    return saves.find((save) => save.order > record.order) ?? saves.at(-1);
  };
  return {
    writes: unique(records.writes.map((write) => writeFacts(write, saveOf(write)))),
    relationships: unique(
      records.relationships.map(({ relationship, operation, nodeName, peers, ...record }) => ({
        ...siteOf(record),
        ...factsOf(record.info),
        relationship,
        operation,
        ...(nodeName !== undefined && { nodeName }),
        peers,
      })),
    ),
    creates: unique(
      records.creates.map((record) => {
        const tracked = saveOf(record)?.tracked;
        const saves = savesOf.get(keyOf(record.node)) ?? [];
        const [save, ...others] = groupBy(saves, ({ file, range }) => `${file} ${range.start}`).values();
        return {
          ...siteOf(record),
          ...factsOf(record.info),
          ...record.create,
          ...(tracked !== undefined && { tracked }),
          ...(save?.[0] && others.length === 0 && { save: { range: save[0].range, file: save[0].file } }),
        };
      }),
    ),
    fetches: unique(records.fetches),
    saves: unique(records.saves.map((save) => saveFacts(save, records))),
    deletes: unique(records.deletes.map((record) => ({ ...siteOf(record), ...factsOf(record.info) }))),
    dispatches: unique(records.dispatches),
    returns: unique(records.returns),
    raises: unique(records.raises),
    missingMethods: unique(records.missingMethods),
    usesChecksum: records.checksums.length > 0,
    checksums: unique(records.checksums),
    unknown: records.unknowns.length > 0,
    unknowns: unique(records.unknowns),
  };
}

function writeFacts(write: WriteRecord, save: SaveRecord | undefined): GeneratorEffects['writes'][number] {
  const tracked = write.bare ? false : save?.tracked;
  return {
    ...siteOf(write),
    ...factsOf(write.info),
    attribute: write.attribute,
    attributeRange: write.attributeRange,
    ...(write.value.is === 'constant' && !write.fromOld && { constant: write.value.value }),
    valueChangesEveryRun: write.fromOld || changes(write.value),
    ...(someValue(write.value, isUnsureHash) && { valueMayChange: true }),
    guarded: write.guarded,
    conditional: write.conditional,
    ...(tracked !== undefined && { tracked }),
    ...(save && !write.bare && { saveRange: save.range, saveFile: save.file }),
  };
}

function saveFacts(save: SaveRecord, records: Records): GeneratorEffects['saves'][number] {
  const { tracked, upsert, awaited, conditional } = save;
  const unsafe = isUnsafe(save, records);
  const sometimes = unsafe ? undefined : savedSometimes(save, records);
  return {
    ...siteOf(save),
    ...factsOf(save.info),
    ...(tracked !== undefined && { tracked }),
    ...(upsert !== undefined && { upsert }),
    awaited,
    conditional,
    guarded: save.guards.some((guard) => guardedAttributes(guard, save.node).length > 0),
    unsafe,
    ...(sometimes && { sometimes }),
  };
}

/** True when the value differs on every run; of several that it may be, every one has to. */
export function changes(value: Value): boolean {
  if (value.is === 'changing') return true;
  return value.is === 'either' ? value.of.every(changes) : partsOf(value).some(changes);
}

function isUnsureHash(value: Value): boolean {
  return value.is === 'opaque' && value.text === unsureHash;
}

function siteOf({ range, file, method, order, branch }: Site): Site {
  return { range, file, method, order, branch };
}

/** A helper that is called twice shows the same place twice; the first one is kept. */
function unique<T extends { readonly range: TextRange }>(items: readonly T[]): T[] {
  const byPlace = groupBy(items, ({ range }) => range.start);
  if (byPlace.size === items.length) return [...items];
  const seen = new Set<string>();
  return items.filter((item) => {
    if (byPlace.get(item.range.start)?.length === 1) return true;
    const key = JSON.stringify({ ...item, order: 0, branch: 0 });
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
