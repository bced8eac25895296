import { isSameList } from '../../base/isSameList';
import { perObject } from '../../base/perObject';
import type { CoreKinds } from '../../data/coreKinds';
import { newestServerVersion, parseServerVersion, type ServerVersion } from '../../data/versions';
import type { RemoteKind } from '../../remoteKnowledge';
import { buildKindModel, type KindModel, type KindModelInput } from '../kinds/kindModel';
import { missesKinds } from '../kinds/missingKinds';
import { sureFacts } from '../kinds/sureFacts';
import type { SchemaDocument } from './fileFacts';
import type { ProjectFile } from './project';
import type { TargetVersion } from './targetVersion';
import type { ServerKnowledge } from './serverKnowledge';

/** What the kinds of a project are made of. */
interface Ingredients {
  readonly target: TargetVersion;
  readonly schemas: KindModelInput['schemas'];
  readonly complete: boolean;
  readonly server: ServerKnowledge | undefined;
}

/**
 * The schemas of all files: of one with a syntax error what it said before, then what can surely be read now, so that a
 * kind or member of either is known.
 */
export function schemasOf(files: Iterable<Pick<ProjectFile, 'facts' | 'lastGood'>>): KindModelInput['schemas'] {
  return [...files].flatMap(({ facts, lastGood }) => {
    return [...(lastGood?.schemas ?? []), ...(facts.schemas ?? []).map(sureSchema)];
  });
}

const sureSchema = perObject((schema: SchemaDocument): KindModelInput['schemas'][number] =>
  schema.problem === undefined ? schema : { ...schema, facts: sureFacts(schema.facts, schema.problem) },
);

/**
 * Makes the kinds of a project. They change with the schema files, the version and what the server has only, so most
 * edits keep the model. What was judged by it is judged anew with another one, so an inferred version makes another than
 * the same one stated: it proves less.
 */
export class KnownKinds {
  private last: { readonly basis: string; readonly of: Ingredients; readonly model: KindModel } | undefined;

  private lastLack: { readonly of: Omit<Ingredients, 'complete'>; readonly lacks: boolean } | undefined;

  constructor(private readonly coreKinds: CoreKinds) {}

  /** True when the schemas build on kinds that neither they nor the server have: others come from elsewhere. */
  lackSome(of: Omit<Ingredients, 'complete'>): boolean {
    const last = this.lastLack;
    const isSame =
      last?.of.target.version === of.target.version &&
      last.of.server?.knowledge.kinds === of.server?.knowledge.kinds &&
      isSameList(last.of.schemas, of.schemas);
    if (last && isSame) return last.lacks;
    const versions = [of.target.version, newestServerVersion].map((version) => this.coreKinds(version));
    const known = [...versions.flat(), ...(of.server?.knowledge.kinds ?? [])].map(({ kind }) => kind);
    const lacks = missesKinds(of.schemas, known);
    this.lastLack = { of, lacks };
    return lacks;
  }

  find(of: Ingredients): KindModel {
    const { target, schemas, complete, server } = of;
    const basis = target.inferred ? `inferred ${target.version}` : target.version;
    const last = this.last;
    const isSame =
      last?.basis === basis &&
      last.of.server?.knowledge.kinds === server?.knowledge.kinds &&
      last.of.server?.knowledge.version === server?.knowledge.version &&
      last.of.complete === complete &&
      isSameList(last.of.schemas, schemas);
    if (last && isSame) return last.model;
    const model = buildKindModel({ ...this.serverKinds(target.version, server), schemas, complete });
    this.last = { basis, of, model };
    return model;
  }

  /** Core kinds of the target version, and whatever else the server has; its own core kinds when it is of that version. */
  private serverKinds(
    version: ServerVersion,
    server: ServerKnowledge | undefined,
  ): Pick<KindModelInput, 'serverKinds' | 'isCore'> {
    const core: readonly RemoteKind[] = this.coreKinds(version);
    const { kinds, version: serverVersion = '' } = server?.knowledge ?? {};
    if (!kinds) return { serverKinds: core };
    const names = new Set([...core, ...this.coreKinds(newestServerVersion)].map(({ kind }) => kind));
    const isCore = (kind: string): boolean => names.has(kind);
    const others = kinds.filter(({ kind }) => !isCore(kind));
    if ((parseServerVersion(serverVersion) ?? newestServerVersion) !== version) {
      return { serverKinds: [...core, ...others], isCore };
    }
    const own = new Map(kinds.map((kind) => [kind.kind, kind]));
    const listed = core.map((kind) => withUnlisted(kind, own.get(kind.kind)));
    const newer = kinds.filter(({ kind }) => isCore(kind) && !core.some((known) => known.kind === kind));
    return { serverKinds: [...listed, ...newer, ...others], isCore };
  }
}

/** A server lists no internal kinds (InternalAccountToken), and no relationships to them (observed with 1.11.9). */
function withUnlisted(core: RemoteKind, own: RemoteKind | undefined): RemoteKind {
  if (!own) return core;
  const listed = new Set(own.relationships.map(({ name }) => name));
  const hidden = core.relationships.filter(({ name, peer }) => peer.startsWith('Internal') && !listed.has(name));
  return hidden.length === 0 ? own : { ...own, relationships: [...own.relationships, ...hidden] };
}
