import { waitFor } from '../../../scripts/infrahub/waiting.mjs';
import type { Access } from '../../../client/src/connection/access';
import { followRun } from '../../../client/src/runs/followRun';
import { outcomeOf, type Outcome } from '../../../client/src/runs/outcome';
import { readOutcome } from '../../../client/src/runs/readOutcome';
import { createCascadeSource } from '../../../client/src/views/cascade/source';
import type { CascadeSituation } from '../../../client/src/views/cascade/situation';
import { readAddress } from '../../../server/src/infrahub/address';
import type { GeneratorDefinition } from '../../../server/src/infrahub/operations/generatorDefinitions';
import { runGenerator } from '../../../server/src/infrahub/operations/runGenerator';
import { groupMembers, type Member } from '../../../server/src/infrahub/operations/trackingGroups';
import { readDefinitions } from '../../../server/src/infrahub/readDefinitions';
import { readTracked } from '../../../server/src/infrahub/readTracked';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../../server/src/infrahub/transport';
import type { LspContext } from '../../../server/src/lsp/context';
import { layersAnswer } from '../../../server/src/lsp/layers';
import type { FileLayers } from '../../../server/src/protocol/layers';
import { openRepository } from '../repository';

/** A server with examples/fabric on it, or a form of that, and a branch that nothing has run on. */
export interface Ground {
  readonly address: string;
  readonly token: string;
  readonly branch: string;
  readonly files: ReadonlyMap<string, string>;
  /** What a kind of the example, or another name of it, is called there. */
  kind(name: string): string;
  name(name: string): string;
  /** Milliseconds between two looks. */
  readonly every: number;
  /** Seconds that a whole cascade may take. */
  readonly patience: number;
  /** Changes an object, as a person would. */
  update(kind: string, id: string, data: Readonly<Record<string, unknown>>): Promise<void>;
}

/** The branch of a ground, as the side bar knows it. */
export const branchOf = ({ branch }: Ground) => ({ name: branch, isDefault: false });

/** The way to the server of a ground. */
export function transportTo({ address, token }: Ground): Transport {
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  return createTransport({ address: read.address, token, fetch: createFetch({}) });
}

/** What the view Cascade shows. */
export async function cascadeOf(ground: Ground): Promise<CascadeSituation & { kind: 'shown' }> {
  const transport = transportTo(ground);
  const server = { name: 'server', address: transport.address, insecure: false, source: 'user' } as const;
  const access: Access = { kind: 'open', server, transport, branch: branchOf(ground) };
  const layers = await layersOf(ground);
  let shown: CascadeSituation | undefined;
  const source = createCascadeSource({
    files: async () => layers,
    access: async () => access,
    onChange: (situation) => (shown = situation),
    onFailure: (message) => {
      throw new Error(message);
    },
    now: Date.now,
  });
  await source.read(new AbortController().signal);
  if (shown?.kind !== 'shown') throw new Error(`The view Cascade is ${shown?.kind}.`);
  return shown;
}

/** `target state` of all targets of a generator, sorted. */
export async function statesOf(ground: Ground, generator: string): Promise<string[]> {
  const { layers } = await cascadeOf(ground);
  const layer = layers.find((each) => each.layer.name === ground.name(generator));
  return (layer?.targets ?? []).map(({ target, state }) => `${target.name} ${state}`).toSorted(byText);
}

async function layersOf({ files }: Ground): Promise<FileLayers> {
  const { service } = await openRepository(files);
  return layersAnswer({ service, open: { clientUri: (uri: string) => uri } } as LspContext);
}

export async function definitionOf(ground: Ground, generator: string): Promise<GeneratorDefinition> {
  const definitions = await readDefinitions(transportTo(ground), { branch: ground.branch });
  const found = definitions.find(({ name }) => name === ground.name(generator));
  if (!found) throw new Error(`There is no generator ${generator}.`);
  return found;
}

/** The targets of a generator. */
export async function targetsOf(ground: Ground, { targets }: GeneratorDefinition): Promise<readonly Member[]> {
  const variables = { group: targets?.id ?? '', offset: 0, limit: 100 };
  return (await transportTo(ground).run(groupMembers, variables, { branch: ground.branch })).items;
}

/** Runs a generator on its targets of some names, or on all, and gives what became of it, and of its objects. */
export async function runAndFollow(ground: Ground, generator: string, names?: readonly string[]): Promise<Outcome> {
  const transport = transportTo(ground);
  const call = { branch: ground.branch };
  const definition = await definitionOf(ground, generator);
  const targets = (await targetsOf(ground, definition)).filter(({ name }) => names?.includes(name) ?? true);
  const wish = { definition: definition.name, parameters: definition.parameters, targets };
  const tracked = await readTracked(transport, wish, call);
  const { taskId } = await transport.run(runGenerator, { id: definition.id, nodes: targets.map(({ id }) => id) }, call);
  const pause = (): Promise<unknown> => new Promise((done) => void setTimeout(done, ground.every));
  const { signal } = new AbortController();
  const state = await followRun({ transport, branch: ground.branch, taskId, signal, onChange: () => undefined, pause });
  const since = state.request?.createdAt ?? '';
  return outcomeOf(state, targets, await readOutcome(transport, wish, { tracked, since }, call));
}

/** Waits for something at the server. */
export async function eventually(ground: Ground, what: string, ask: () => Promise<boolean>): Promise<void> {
  await waitFor(ask, { seconds: ground.patience, what, every: ground.every });
}

export function byText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
