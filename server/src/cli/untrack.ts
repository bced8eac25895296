import { InfrahubError } from '../infrahub/infrahubError';
import { account } from '../infrahub/operations/account';
import { branches, type Branch } from '../infrahub/operations/branches';
import { serverInfo } from '../infrahub/operations/serverInfo';
import { plainText } from '../infrahub/plainText';
import type { Transport } from '../infrahub/transport';
import { cutText, planUntrack, type UntrackPlan } from '../infrahub/untrackPlan';
import { runUntrack } from '../infrahub/untrackRun';
import type { GeneratorObjects } from '../protocol/generatorObjects';
import { openTransport, type Environment } from './serverAccess';
import type { Terminal } from './terminal';
import type { UntrackOptions } from './untrackOptions';
import { outcomeText, planText, scopeText } from './untrackReport';
import { UsageError } from './usageError';

/** What `untrack` needs of the process besides its terminal. */
export interface UntrackPorts {
  readonly env: Environment;
  /** Asks a person and gives the answer; undefined when nobody can be asked. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** What the files at hand say about generators. */
  readonly generators: () => Promise<readonly GeneratorObjects[]>;
  /** Ends the work after the request on its way. */
  readonly signal: AbortSignal;
}

/** The generic of the documented pattern; other targets are known from the code or the server, or named. */
const targetGeneric = 'GeneratorTarget';

/**
 * Shows the signal targets that are members of tracking groups and takes them out. Gives the exit code: 0 when none is
 * left, 1 when some are or may be. Throws `UsageError` when it cannot do what was asked.
 */
export async function untrack(options: UntrackOptions, terminal: Terminal, ports: UntrackPorts): Promise<number> {
  const transport = await openTransport(options, ports.env, terminal);
  if (!options.dryRun && !transport.hasToken) {
    throw new UsageError(
      `Changing ${transport.address.origin} needs a token: set ${options.tokenEnv ?? 'INFRAHUB_API_TOKEN'}. Without one only --dry-run works.`,
    );
  }
  try {
    return await withTransport(transport, options, terminal, ports);
  } catch (error) {
    throw error instanceof InfrahubError ? new UsageError(error.message) : error;
  }
}

async function withTransport(
  transport: Transport,
  options: UntrackOptions,
  terminal: Terminal,
  { ask, generators, signal }: UntrackPorts,
): Promise<number> {
  terminal.progress('Connecting…');
  const who = transport.hasToken ? (await transport.run(account, {}, { signal })).name : undefined;
  const { version } = await transport.get(serverInfo, undefined, { signal });
  const wanted = wantedBranches(await transport.run(branches, {}, { signal }), options);
  terminal.progress('Reading files…');
  const known = await generators();
  const plan = await planUntrack(
    transport,
    { branches: wanted, kinds: options.kinds, generics: [targetGeneric], generators: known },
    { signal, onBranch: ({ name }) => terminal.progress(`Looking at ${plainText(name)}…`) },
  );
  terminal.progress('');
  const as = who === undefined ? 'without a token' : `as ${plainText(who)}`;
  terminal.error(`Infrahub ${plainText(version)} at ${transport.address.origin}, ${as}.`);
  terminal.write(planText(plan));
  for (const { error } of plan.failures) terminal.error(error.message);
  for (const part of plan.cut) terminal.error(cutText(part));
  for (const gap of plan.gaps) terminal.error(gap);
  return finish(plan, options, terminal, { transport, ask, signal });
}

interface Rest {
  readonly transport: Transport;
  readonly ask: UntrackPorts['ask'];
  readonly signal: AbortSignal;
}

async function finish(
  plan: UntrackPlan,
  { dryRun, yes }: UntrackOptions,
  terminal: Terminal,
  { transport, ask, signal }: Rest,
): Promise<number> {
  const unread = plan.failures.length + plan.cut.length + plan.gaps.length;
  const isOpen = unread > 0 || plan.skipped.some(({ reason }) => reason === 'unsure');
  const codeAfterwards = isOpen ? 1 : 0;
  if (plan.steps.length === 0) {
    terminal.write(
      plan.kinds.length === 0
        ? 'There are no signal targets: no kind inherits GeneratorTarget, no generator here signals one, and no rule or group of the server shows one. Name kinds with --kind.\n'
        : 'No signal target is a member of a tracking group that it should leave.\n',
    );
    return codeAfterwards;
  }
  const scope = scopeText(plan.steps);
  if (dryRun) {
    terminal.write(`\nDry run: ${scope}. Nothing was changed.\n`);
    return 1;
  }
  if (!yes && !(await isWanted(scope, plan, ask))) {
    terminal.write('Nothing was changed.\n');
    return 1;
  }
  const outcome = await runUntrack(transport, plan.steps, {
    signal,
    onProgress: (done) => terminal.progress(`${done} taken out…`),
  });
  terminal.progress('');
  terminal.write(`\n${outcomeText(outcome)}`);
  return outcome.failed.length + outcome.left.length > 0 ? 1 : codeAfterwards;
}

/** Where nobody can be asked, branches that were named are consent enough, except for the default branch. */
async function isWanted(scope: string, plan: UntrackPlan, ask: UntrackPorts['ask']): Promise<boolean> {
  if (ask) return /^y(es)?$/i.test((await ask(`\nTake ${scope} out? [y/N] `)).trim());
  const main = plan.steps.find(({ branch }) => branch.isDefault)?.branch.name;
  const reaches = plan.agnosticKinds.length > 0 ? 'of every branch' : main;
  if (reaches === undefined) return true;
  throw new UsageError(
    `Nothing was changed: this would change the default branch${main === undefined ? '' : ` ${plainText(main)}`}, which needs --yes.`,
  );
}

function wantedBranches(all: readonly Branch[], { allBranches, branches: names }: UntrackOptions): readonly Branch[] {
  if (allBranches) return all;
  return names.map((name) => {
    const found = all.find((branch) => branch.name === name);
    if (found) return found;
    throw new UsageError(
      `The server has no branch '${name}'. It has ${all.map((each) => plainText(each.name)).join(', ')}.`,
    );
  });
}
