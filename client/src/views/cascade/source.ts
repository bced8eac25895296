import { account } from '../../../../server/src/infrahub/operations/account';
import type { GeneratorDefinition } from '../../../../server/src/infrahub/operations/generatorDefinitions';
import { kindNames } from '../../../../server/src/infrahub/operations/schema';
import { plainText } from '../../../../server/src/infrahub/plainText';
import {
  readGeneratorRuns,
  readOpenRuns,
  readTargetPage,
  targetsPerPage,
  type TargetPage,
} from '../../../../server/src/infrahub/readCascade';
import { readDefinitions } from '../../../../server/src/infrahub/readDefinitions';
import { readTriggers, type ServerTriggers } from '../../../../server/src/infrahub/readTriggers';
import { isRefusal } from '../../../../server/src/infrahub/refusal';
import type { CallOptions, Transport } from '../../../../server/src/infrahub/transport';
import type { FileLayers } from '../../../../server/src/protocol/layers';
import type { Access } from '../../connection/access';
import { serverKey } from '../../connection/servers';
import { createFilesSide, readServerBeside } from '../filesSide';
import { createServerReader, type ServerSide, type Way } from '../serverSide';
import { maxFilteredPages, type CascadeFilter } from './filter';
import { createHeldPages } from './heldPages';
import { joinLayers, selectionsOf, type CascadeLayer } from './layers';
import { cascadeSituation, type CascadeSituation, type ReadCascade, type ShownLayer } from './situation';
import { cascadeTargets, hasUnexplained, knownRuns, type KnownRuns } from './targets';

export interface CascadeSourceOptions {
  /** Asks the language server; rejects while it does not run. */
  readonly files: () => Promise<FileLayers>;
  readonly access: () => Promise<Access>;
  /** Which targets are looked for, those that were not read yet among them; missing: all that are read. */
  readonly filter?: () => CascadeFilter;
  readonly onChange: (situation: CascadeSituation) => void;
  readonly onFailure: (message: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What the view shows, read piece by piece; the last that is known stays. */
export interface CascadeSource {
  /**
   * Reads files and server; gives false when the server did not answer. Of a language server that does not, what it said
   * before stays, and is shown as older.
   */
  read(signal: AbortSignal): Promise<boolean>;
  /** Reads the files alone; gives true when they say something else now. */
  readFiles(): Promise<boolean>;
  /** Lets the next run read definitions, rules and all pages that are shown too. */
  forget(): void;
  /** Lets the next run read one more page of the targets of a generator. */
  showMore(generator: string): void;
}

/** Definitions and rules change seldom: while something runs they are not read each time; in milliseconds. */
const frameAge = 30_000;

/** What changes seldom. */
interface Frame {
  readonly where: string;
  readonly readAt: number;
  readonly account: string;
  readonly definitions: readonly GeneratorDefinition[];
  /** Why the server gives no rules, where it does not. */
  readonly triggers: ServerTriggers | string;
  /** Kinds of the default branch, where they are needed and told. */
  readonly kinds: ReadonlySet<string> | undefined;
}

export function createCascadeSource({
  files,
  access,
  filter = () => ({}),
  onChange,
  onFailure,
  now,
}: CascadeSourceOptions): CascadeSource {
  const here = createFilesSide(files, onFailure);
  let side: ServerSide<ReadCascade> | undefined;
  let frame: Frame | undefined;
  /** Of the default branch, and where that is; missing while it lacks one that a rule names. */
  let kindsThere: { readonly where: string; readonly kinds: ReadonlySet<string> } | undefined;
  let shown = '';
  /** How many pages somebody wants to see, by generator, and where that was. */
  const pages = new Map<string, number>();
  const held = createHeldPages();
  let place = '';
  const server = createServerReader<ReadCascade>({
    access,
    onFailure,
    scope: (way) => (way.kind === 'open' ? way.branch.name : ''),
    read: (way, signal) => readServer(way, signal),
  });

  function show(): void {
    const situation = cascadeSituation(here, side);
    const text = JSON.stringify(situation);
    if (text === shown) return;
    shown = text;
    onChange(situation);
  }

  async function readFiles(): Promise<boolean> {
    const before = JSON.stringify(here.known);
    await here.read();
    show();
    return JSON.stringify(here.known) !== before;
  }

  async function readServer(way: Way, signal: AbortSignal): Promise<ReadCascade> {
    if (way.kind === 'noBranch') return { kind: 'noBranch', gitBranch: way.gitBranch };
    const { server: of, transport, branch } = way;
    const call = { branch: branch.name, signal };
    moveTo(placeOf(way));
    const { account: name, definitions, triggers, kinds } = await readFrame(way, call);
    const listed = await readGeneratorRuns(transport, branch.name, call);
    const runs = knownRuns(listed, undefined, now());
    const read: ReadLayer[] = [];
    const rules = typeof triggers === 'string' ? undefined : triggers;
    for (const layer of joinLayers({ files: here.known?.layers ?? [], definitions, triggers: rules, branch, kinds })) {
      read.push({ layer, ...(await readTargets(layer, { transport, call, runs })) });
    }
    const isOpen = read.some(({ layer, page }) => hasUnexplained(layer.definition?.id ?? '', page, runs));
    const open = isOpen ? await readOpenRuns(transport, branch.name, call) : undefined;
    const layers = read.map((each) => shownLayer(each, open ? knownRuns(listed, open, now()) : runs));
    return {
      kind: 'layers',
      key: serverKey(of),
      account: name,
      branch,
      layers,
      ...(typeof triggers === 'string' && { withoutRules: triggers }),
    };
  }

  /** Further pages that somebody wanted of one branch of one server are not read of another. */
  function moveTo(next: string): void {
    if (next === place) return;
    place = next;
    pages.clear();
    held.clear();
  }

  async function readFrame(way: Way & { kind: 'open' }, call: CallOptions): Promise<Frame> {
    const where = placeOf(way);
    if (frame?.where === where && now() - frame.readAt < frameAge) return frame;
    const { transport, branch } = way;
    const { name } = await transport.run(account, {}, call);
    const definitions = await readDefinitions(transport, call);
    const other = branch.isDefault ? undefined : branch.name;
    const triggers = await readTriggers(transport, { signal: call.signal }, other).catch((error: unknown) => {
      if (isRefusal(error)) return plainText(error.message);
      throw error;
    });
    const kinds =
      other === undefined || typeof triggers === 'string' ? undefined : await readKinds(way, triggers, call);
    frame = { where, readAt: now(), account: plainText(name), definitions, triggers, kinds };
    return frame;
  }

  /** What the rules name is there once it is: it is asked for again only while something of it is missing. */
  async function readKinds(
    { server: of, transport }: Way,
    { rules }: ServerTriggers,
    { signal }: CallOptions,
  ): Promise<ReadonlySet<string> | undefined> {
    const where = serverKey(of);
    const named = rules.flatMap(({ fields }) => fields['node_kind'] ?? []);
    if (named.length === 0) return undefined;
    if (kindsThere?.where === where && named.every((kind) => kindsThere?.kinds.has(kind))) return kindsThere.kinds;
    const found = await transport.get(kindNames, undefined, { signal }).catch((error: unknown) => {
      if (isRefusal(error)) return undefined;
      throw error;
    });
    kindsThere = found && { where, kinds: new Set(found) };
    return kindsThere?.kinds;
  }

  async function readTargets(
    layer: CascadeLayer,
    { transport, call, runs }: { readonly transport: Transport; readonly call: CallOptions; readonly runs: KnownRuns },
  ): Promise<Omit<ReadLayer, 'layer'>> {
    const { definition, name } = layer;
    if (!definition?.targets) return { page: joined([]) };
    const { state, text } = filter();
    const question = {
      definition: definition.id,
      group: definition.targets.id,
      selections: selectionsOf(layer),
    };
    const read = await held.read(name, {
      question: JSON.stringify(question),
      wanted: Math.max(pages.get(name) ?? 1, state === undefined ? 1 : maxFilteredPages),
      ask: (page) => readTargetPage(transport, { ...question, page }, call),
      runsOf: ({ targets }) => JSON.stringify(targets.map(({ id }) => runs.newest(definition.id, id))),
    });
    if (read.length * targetsPerPage >= (read[0]?.count ?? 0)) return { page: joined(read) };
    if (text === undefined) return { page: joined(read), isCut: state !== undefined };
    const hits = await readTargetPage(transport, { ...question, page: 0, text }, call).catch((error: unknown) => {
      if (isRefusal(error)) return undefined;
      throw error;
    });
    return { page: joined(hits ? [...read, hits] : read), isCut: !hits || hits.count > targetsPerPage };
  }

  return {
    readFiles,
    forget() {
      frame = undefined;
      kindsThere = undefined;
      held.clear();
    },
    showMore(generator) {
      pages.set(generator, (pages.get(generator) ?? 1) + 1);
    },
    async read(signal) {
      await readFiles();
      return readServerBeside(
        here,
        () => server.read(signal),
        (next) => {
          side = next;
          show();
        },
      );
    },
  };
}

/** One branch of one server. */
function placeOf({ server, branch }: Way & { readonly kind: 'open' }): string {
  return JSON.stringify([serverKey(server), branch.name]);
}

interface ReadLayer {
  readonly layer: CascadeLayer;
  readonly page: TargetPage;
  /** There are targets that the filter could not look at. */
  readonly isCut?: boolean;
}

function shownLayer({ layer, page, isCut = false }: ReadLayer, runs: KnownRuns): ShownLayer {
  const { count, withoutAttributes } = page;
  return {
    layer,
    count,
    targets: cascadeTargets(layer, page, runs),
    ...(isCut && { isCut }),
    ...(withoutAttributes !== undefined && { withoutAttributes }),
  };
}

/** Pages as one; what was deleted between two of them moves others into both. */
function joined(pages: readonly TargetPage[]): TargetPage {
  const targets = new Map(pages.flatMap((page) => page.targets.map((target) => [target.id, target] as const)));
  const withoutAttributes = pages[0]?.withoutAttributes;
  return {
    count: pages[0]?.count ?? 0,
    targets: [...targets.values()],
    instances: new Map(pages.flatMap(({ instances }) => [...instances])),
    ...(withoutAttributes !== undefined && { withoutAttributes }),
  };
}
