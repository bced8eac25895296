import { commands, type Disposable, l10n, window } from 'vscode';
import {
  type ConnectableRepository,
  connectableRequest,
  type ConnectChoices,
  connectChoicesRequest,
  connectPlanRequest,
  type LinkDecision,
} from '../../../server/src/protocol/connect';
import type { Plan } from '../../../server/src/protocol/plan';
import type { Context } from '../context';
import { carryOut, reviewPlan } from '../plans/offerPlan';
import { whenRead } from '../plans/whenRead';
import { chooseRepository } from '../plans/chooseRepository';
import { runSteps, type Step } from '../wizard/steps';
import { chooseChain } from './connect/chooseChain';
import { linkSteps } from './connect/linkSteps';
import { presetOf } from './connect/presets';

/** What the command may be told, so that it need not be asked; for other parts of the extension and for tests. */
export interface ConnectArguments {
  /** Address of the repository's folder. */
  readonly root?: string;
  /** Names in the order in which the generators are to run. */
  readonly generators?: readonly string[];
  /** True: take what is advised for every link, ask nothing and write at once. */
  readonly asAdvised?: boolean;
}

/** "Connect Generators…": makes a chain of generators of which each signals the targets of the next. */
export function registerConnectGenerators({ log, server }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.connectGenerators', async (given: ConnectArguments = {}) => {
    try {
      await whenRead(server);
      const repositories = await server.request<ConnectableRepository[]>(connectableRequest);
      const repository = await chooseRepository(repositories, given.root);
      return repository ? await connect(repository, given, server.request.bind(server)) : false;
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return false;
    }
  });
}

type Request = <R>(method: string, params: object) => Promise<R>;

async function connect(
  { root, generators }: ConnectableRepository,
  { generators: named, asAdvised }: ConnectArguments,
  request: Request,
): Promise<boolean> {
  if (generators.length < 2) {
    void window.showInformationMessage(l10n.t('There are not two generators to connect: see generator_definitions.'));
    return false;
  }
  const title = l10n.t('Connect Generators');
  let chain = named ?? [];
  for (let isChosen = named !== undefined; ; isChosen = false) {
    if (!isChosen) {
      const answer = await chooseChain(generators, { title, step: 1, canGoBack: false }, chain);
      if (answer.kind !== 'chosen') return false;
      chain = answer.value;
    }
    const choices = await request<ConnectChoices>(connectChoicesRequest, { root, generators: chain });
    if ('refusal' in choices) {
      void window.showErrorMessage(choices.refusal);
      if (asAdvised) return false;
      continue;
    }
    const presets = choices.links.map((link) => presetOf(link));
    const plan = (links: readonly LinkDecision[]): Promise<Plan> => request(connectPlanRequest, { root, links });
    if (asAdvised) return carryOut(await plan(presets), false);
    const review: Step<readonly LinkDecision[]> = async (decisions, view) => {
      const answer = await reviewPlan(await plan(decisions), view);
      return answer.kind === 'chosen' ? { kind: 'chosen', value: decisions } : answer;
    };
    const steps = [...choices.links.flatMap(linkSteps), review];
    const answer = await runSteps({ title, start: presets, steps, before: 1 });
    // Planned anew: files may have changed while the person was reading.
    if (answer.kind === 'chosen') return carryOut(await plan(answer.value), true);
    if (answer.kind === 'left') return false;
  }
}
