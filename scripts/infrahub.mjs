// `npm run infrahub -- up|down|status|logs`: a real Infrahub on this machine, for trying things out and for tests.
// By Docker Compose where Docker runs, otherwise from package registries. Free of dependencies.
import { accessText } from './infrahub/access.mjs';
import { readArguments, USAGE } from './infrahub/arguments.mjs';
import * as docker from './infrahub/dockerCompose.mjs';
import * as packages from './infrahub/packages.mjs';
import { places } from './infrahub/places.mjs';
import { readState } from './infrahub/state.mjs';

const say = (text) => console.log(`[infrahub] ${text}`);
const place = places();

/** How it was started, or would be. */
function runner({ state = readState(place.state), withoutDocker = false } = {}) {
  if (state) return state.mode === 'docker' ? docker : packages;
  return !withoutDocker && docker.hasDocker() ? docker : packages;
}

async function main() {
  const wanted = readArguments(process.argv.slice(2));
  switch (wanted.command) {
    case 'up':
      return up(wanted);
    case 'down':
      say((await runner().down({ place })) ? 'stopped' : 'nothing was running');
      return true;
    case 'status':
      return status();
    case 'logs':
      console.log(await runner().logs({ place, state: readState(place.state), ...wanted }));
      return true;
    default:
      console.log(USAGE);
      return true;
  }
}

async function up({ fresh, port, packages: withoutDocker }) {
  const state = readState(place.state);
  if (state?.mode === 'docker' && withoutDocker) await docker.down({ place });
  const since = Date.now();
  const found = await runner({ withoutDocker }).up({ place, fresh, port, say });
  say(`Infrahub is ready (${((Date.now() - since) / 1000).toFixed(0)} s):\n\n${accessText(found)}\n`);
  say(`Git repositories below ${place.repositories} can be added by their path.`);
  say('Stop it with: npm run infrahub -- down');
  return true;
}

async function status() {
  const state = readState(place.state);
  if (!state) {
    say('nothing was started');
    return false;
  }
  const parts = await runner().status({ place, state });
  const width = Math.max(...parts.map(({ name }) => name.length), 0);
  for (const { name, isRunning, text } of parts)
    console.log(`  ${isRunning ? '✔' : '✘'} ${name.padEnd(width)}  ${text}`);
  const isWhole = parts.length > 0 && parts.every(({ isRunning }) => isRunning);
  if (isWhole) console.log(`\n${accessText(state.port)}`);
  return isWhole;
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => void interrupted(code));
}

/** What a start has begun ends with it. */
async function interrupted(code) {
  const state = readState(place.state);
  if (state?.starter?.pid === process.pid) await packages.down({ place });
  process.exit(code);
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  console.error(`[infrahub] ${error.message}`);
  process.exitCode = 1;
}
