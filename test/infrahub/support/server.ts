import { join } from 'node:path';
import { ADMIN_TOKEN } from '../../../scripts/infrahub/access.mjs';
import { places } from '../../../scripts/infrahub/places.mjs';
import { readState } from '../../../scripts/infrahub/state.mjs';

/** The Infrahub that runs on this machine. */
export interface Server {
  readonly address: string;
  readonly token: string;
  /** Git repositories below this folder can be added by their path. */
  readonly repositories: string;
  /** The command line tool of the SDK. */
  readonly infrahubctl: string;
}

/** Where the server is that `npm run infrahub -- up` started; throws when there is none. */
export function runningServer(): Server {
  const place = places();
  const state = readState(place.state);
  if (!state) throw new Error('No Infrahub runs: start it with `npm run infrahub -- up`.');
  return {
    address: `http://127.0.0.1:${state.port}`,
    token: ADMIN_TOKEN,
    repositories: place.repositories,
    infrahubctl: join(place.venv, 'bin', 'infrahubctl'),
  };
}
