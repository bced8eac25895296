import type { TextRange } from '../../base/textRange';
import type { NodeCreate, RelationshipWrite } from '../generators/facts';
import type { Kind, Relationship } from '../kinds/kind';
import type { KindModel } from '../kinds/kindModel';
import type { Generator } from '../project/generatorIndex';
import type { Cause, Constant, Write } from './cause';

/** What the code of a generator does to the data, as far as it shows; nothing may be concluded from what is missing. */
export function writesOf(generator: Generator, kinds: KindModel): Write[] {
  const { code } = generator;
  if (!code) return [];
  // Such a call may reach any method, so it is open which of them run.
  const open = code.unknowns.some(({ reason }) => reason === 'dynamic-method');
  const writes: Write[] = [];
  const own = generator.pythonFile?.path ?? '';
  const add = (cause: Cause, site: { file: string; range: TextRange }, how: Partial<Write>): void => {
    const { certain = false, ...rest } = how;
    const plain = { guarded: false, changesEveryRun: false, byCreation: false, ...rest };
    writes.push({ generator, cause, path: site.file || own, range: site.range, certain: certain && !open, ...plain });
  };
  for (const write of code.writes) {
    if (write.kind === undefined) continue;
    const value = write.constant === undefined ? {} : { value: write.constant };
    const saved = write.tracked !== undefined || write.saveRange !== undefined;
    add({ type: 'attribute', kind: write.kind, attribute: write.attribute, ...value }, write, {
      certain: saved && !write.conditional && !write.created,
      guarded: write.guarded,
      changesEveryRun: write.valueChangesEveryRun,
      byCreation: write.created && !write.valueChangesEveryRun,
    });
  }
  for (const write of code.relationships) {
    if (write.kind === undefined) continue;
    if (write.operation === 'set' && kinds.attribute(write.kind, write.relationship)) {
      // The SDK takes `node.checksum = …` for `node.checksum.value = …`.
      add({ type: 'attribute', kind: write.kind, attribute: write.relationship }, write, { byCreation: write.created });
      continue;
    }
    const change =
      write.operation === 'set' ? {} : ({ change: write.operation === 'add' ? 'added' : 'removed' } as const);
    for (const side of sidesOfRelationship(kinds, write.kind, write.relationship)) {
      add({ type: 'relationship', ...side, ...change }, write, { byCreation: write.created });
    }
    for (const group of groupsOf(write, kinds)) {
      const joins = write.operation === 'remove' ? 'removed' : 'added';
      add({ type: 'membership', group, change: joins }, write, { byCreation: true });
    }
  }
  for (const create of code.creates) {
    if (create.kind !== undefined) addCreate(create, create.kind, kinds, add);
  }
  for (const dispatch of code.dispatches) {
    if (dispatch.generator === undefined) continue;
    add({ type: 'dispatch', generator: dispatch.generator }, dispatch, {
      certain: !dispatch.conditional,
      changesEveryRun: true,
    });
  }
  return writes;
}

function addCreate(
  create: NodeCreate,
  kind: string,
  kinds: KindModel,
  add: (cause: Cause, site: { file: string; range: TextRange }, how: Partial<Write>) => void,
): void {
  const model = kinds.get(kind);
  const identity = identityOf(model);
  // A new name on every run means a new object on every run.
  const endless = create.attributes.some((given) => given.valueChangesEveryRun && identity.has(given.name));
  const how = {
    certain: create.tracked !== undefined && !create.conditional,
    changesEveryRun: endless,
    byCreation: !endless,
  };
  const attributes = new Map<string, Constant | undefined>();
  for (const given of create.attributes) {
    const site = { file: create.file, range: given.range };
    if (model?.relationships.has(given.name)) {
      const [, ...peers] = sidesOfRelationship(kinds, kind, given.name);
      for (const side of peers) add({ type: 'relationship', ...side, change: 'added' }, site, how);
      for (const group of given.name === 'member_of_groups' ? given.names : [])
        add({ type: 'membership', group, change: 'added' }, site, { ...how, byCreation: true });
    } else {
      attributes.set(given.name, given.constant);
      const value = given.constant === undefined ? {} : { value: given.constant };
      // With `allow_upsert` the object may be there already: then this is an update.
      add({ type: 'attribute', kind, attribute: given.name, ...value }, site, {
        changesEveryRun: given.valueChangesEveryRun,
        byCreation: !given.valueChangesEveryRun || endless,
      });
    }
  }
  add({ type: 'created', kind, attributes }, create, how);
}

/** The groups whose members a write changes, from either side, as far as the text names them. */
function groupsOf({ kind, relationship, nodeName, peers }: RelationshipWrite, kinds: KindModel): readonly string[] {
  if (relationship === 'member_of_groups') return peers;
  const isGroup = relationship === 'members' && kind !== undefined && kinds.isA(kind, 'CoreGroup');
  return isGroup && nodeName !== undefined ? [nodeName] : [];
}

/** Names of the attributes that tell objects of the kind apart. */
export function identityOf(kind: Kind | undefined): ReadonlySet<string> {
  return new Set((kind?.humanFriendlyId ?? []).map((path) => path.split('__')[0] ?? path));
}

interface Side {
  readonly kind: string;
  readonly relationship: string;
}

/** Both sides of a relationship, the written one first: a change of one is an event of the other (facts 2). */
function sidesOfRelationship(kinds: KindModel, kind: string, relationship: string): Side[] {
  const written = { kind, relationship };
  const own = kinds.get(kind)?.relationships.get(relationship);
  const peer = own && kinds.get(own.peer);
  if (!own || !peer) return [written];
  for (const other of peer.relationships.values()) {
    if (other.identifier !== own.identifier || !areOpposite(own, other)) continue;
    if (peer.kind === kind && other.name === relationship && own.direction !== 'bidirectional') continue;
    return [written, { kind: peer.kind, relationship: other.name }];
  }
  return [written];
}

function areOpposite(a: Relationship, b: Relationship): boolean {
  const opposite = { bidirectional: 'bidirectional', inbound: 'outbound', outbound: 'inbound' } as const;
  return b.direction === opposite[a.direction];
}
