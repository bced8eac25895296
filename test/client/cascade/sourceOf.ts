import type { Access } from '../../../client/src/connection/access';
import type { CascadeFilter } from '../../../client/src/views/cascade/filter';
import type { CascadeSituation } from '../../../client/src/views/cascade/situation';
import { createCascadeSource } from '../../../client/src/views/cascade/source';
import type { FileLayers } from '../../../server/src/protocol/layers';
import { recordedLayers } from './files';
import { fakeTransport, openAccess, recordedWorld, type World } from './fakeServer';

interface SourceParts {
  readonly world?: World;
  readonly access?: () => Access | Promise<Access>;
  readonly files?: () => Promise<FileLayers>;
}

/** A source with what it told, over a fake server and the recorded layers. */
export function source({ world = recordedWorld(), ...parts }: SourceParts = {}) {
  const { transport, asked } = fakeTransport(world);
  const told: CascadeSituation[] = [];
  const failures: string[] = [];
  const clock = { now: 0 };
  const look: { filter: CascadeFilter } = { filter: {} };
  const made = createCascadeSource({
    files: parts.files ?? (async () => recordedLayers),
    access: async () => (parts.access ? parts.access() : openAccess(transport)),
    filter: () => look.filter,
    onChange: (situation) => void told.push(situation),
    onFailure: (message) => void failures.push(message),
    now: () => clock.now,
  });
  const read = (signal = new AbortController().signal): Promise<boolean> => made.read(signal);
  return { ...made, read, told, failures, asked, world, clock, look, transport };
}

/** The layers that are shown. */
export function layersOf(situation: CascadeSituation | undefined) {
  if (situation?.kind !== 'shown') throw new Error(situation?.kind);
  return situation.layers;
}

/** `generator target state`, each on a line. */
export function states(situation: CascadeSituation | undefined): string[] {
  return layersOf(situation).flatMap(({ layer, targets }) =>
    targets.map(({ target, state }) => `${layer.name} ${target.name} ${state}`),
  );
}
