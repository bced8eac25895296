import { searchMembers } from '../../../server/src/infrahub/operations/nodes';
import { branches as branchList, type Branch } from '../../../server/src/infrahub/operations/branches';
import type { Member } from '../../../server/src/infrahub/operations/trackingGroups';
import { readDefinitions } from '../../../server/src/infrahub/readDefinitions';
import { readMembers, readMembersAmong } from '../../../server/src/infrahub/readMembers';
import type { Transport } from '../../../server/src/infrahub/transport';
import type { GeneratorObjects } from '../../../server/src/protocol/generatorObjects';
import type { FileLayer } from '../../../server/src/protocol/layers';
import type { BranchInUse } from '../connection/branchChoice';
import { runSteps, type Answer, type Step, type StepView } from '../wizard/steps';
import { askedTargets, generatorChoices, type GeneratorChoice } from './choices';
import type { BeforeRun, LocalCode } from './preflight';
import { readPreflight, type PlannedRun } from './readPreflight';

/** What the command is told, so that it need not be asked. */
export interface RunWishes {
  /** Name of the definition. */
  readonly generator?: string;
  /** Ids. */
  readonly targets?: readonly string[];
  readonly branch?: string;
  /** Of which server the rest was chosen (`serverKey`); missing: it counts for any. */
  readonly server?: string;
}

/** What is read before a person has to answer. */
export type Work = 'lists' | 'members' | 'before';

/** Members to choose from: all of them, or a way to search where there are too many. */
export type MemberSource =
  | { readonly kind: 'all'; readonly members: readonly Member[] }
  | { readonly kind: 'search'; readonly count: number; readonly search: MemberSearch };
export type MemberSearch = (text: string, signal: AbortSignal) => Promise<readonly Member[]>;

/** What a person decides after having read what there is to know; `again` reads it anew. */
export type Verdict = 'server' | 'local' | 'again';

/** What a person sees and answers. */
export interface PlanScreen {
  during<T>(work: Work, run: (signal: AbortSignal) => Promise<T>): Promise<T>;
  askGenerator(
    choices: readonly GeneratorChoice[],
    preset: string | undefined,
    view: StepView,
  ): Promise<Answer<GeneratorChoice>>;
  askBranch(all: readonly Branch[], preset: string | undefined, view: StepView): Promise<Answer<Branch>>;
  /** Undefined stands for all. */
  askTargets(source: MemberSource, view: StepView): Promise<Answer<readonly Member[] | undefined>>;
  review(run: PlannedRun, before: BeforeRun, view: StepView): Promise<Answer<Verdict>>;
  /** Says that something cannot be run; what is asked next is the same again. */
  explain(problem: PlanProblem): void;
}

export type PlanProblem =
  /** What is to run was chosen from what another server has. */
  | { readonly kind: 'otherServer' }
  /** The files have it and the server does not. */
  | { readonly kind: 'notOnServer'; readonly generator: string }
  | { readonly kind: 'notOnBranch'; readonly generator: string; readonly branch: string }
  | { readonly kind: 'unknownGenerator'; readonly generator: string }
  | { readonly kind: 'unknownBranch'; readonly branch: string }
  | { readonly kind: 'noGenerators' }
  | { readonly kind: 'noTargets'; readonly generator: string }
  /** None of the targets that were asked for is a member. */
  | { readonly kind: 'noMembers'; readonly generator: string };

export interface PlanOptions {
  readonly transport: Transport;
  /** The key of the server that the transport leads to. */
  readonly serverKey: string;
  readonly branchInUse: BranchInUse | undefined;
  readonly wishes: RunWishes;
  readonly layers: readonly FileLayer[];
  readonly objects: readonly GeneratorObjects[];
  readonly compareLocal: (layer: FileLayer, commit: string | undefined, signal: AbortSignal) => Promise<LocalCode>;
  readonly screen: PlanScreen;
  readonly title: string;
}

/** A run that a person agreed to. */
export interface AgreedRun {
  readonly run: PlannedRun;
  readonly before: BeforeRun;
  readonly layer: FileLayer | undefined;
  readonly way: 'server' | 'local';
}

/** Above this number a list is no help, and members are searched for at the server. */
export const maxListed = 1000;
const found = 100;

interface State {
  readonly generator?: GeneratorChoice;
  readonly branch?: Branch;
  readonly run?: PlannedRun;
  readonly agreed?: AgreedRun;
}

/** Asks what is to be run, and shows what has to be known before. Rejects with `InfrahubError`. */
export async function planRun(options: PlanOptions): Promise<AgreedRun | undefined> {
  const { transport, branchInUse, wishes, layers, screen, title } = options;
  if (wishes.server !== undefined && wishes.server !== options.serverKey) {
    screen.explain({ kind: 'otherServer' });
    return undefined;
  }
  const all = await screen.during('lists', (signal) => transport.run(branchList, {}, { signal }));
  const wished = wishes.branch ?? branchInUse?.name;
  const given = all.find(({ name }) => name === wishes.branch);
  if (wishes.branch !== undefined && !given) {
    screen.explain({ kind: 'unknownBranch', branch: wishes.branch });
    return undefined;
  }
  const list = await screen.during('lists', (signal) => readDefinitions(transport, { branch: wished, signal }));
  const choices = generatorChoices(list, layers);
  const named = choices.find(({ name }) => name === wishes.generator);
  const problem = problemOf(wishes.generator, named, choices);
  if (problem) {
    screen.explain(problem);
    return undefined;
  }
  const wanted = [...new Set(wishes.targets)];
  const steps: Step<State>[] = [
    ...(named ? [] : [generatorStep(choices, wishes.generator, screen)]),
    ...(given ? [] : [branchStep(all, wished, screen)]),
    ...(wanted.length > 0 ? [] : [targetStep(options)]),
    reviewStep(options, wanted),
  ];
  const answer = await runSteps<State>({ title, start: { generator: named, branch: given }, steps, before: 0 });
  return answer.kind === 'chosen' ? answer.value.agreed : undefined;
}

function problemOf(
  wanted: string | undefined,
  named: GeneratorChoice | undefined,
  choices: readonly GeneratorChoice[],
): PlanProblem | undefined {
  if (choices.length === 0) return { kind: 'noGenerators' };
  if (wanted === undefined) return undefined;
  if (!named) return { kind: 'unknownGenerator', generator: wanted };
  return undefined;
}

function generatorStep(
  choices: readonly GeneratorChoice[],
  preset: string | undefined,
  screen: PlanScreen,
): Step<State> {
  return async (state, view) => {
    for (let at = preset; ;) {
      const answer = await screen.askGenerator(choices, state.generator?.name ?? at, view);
      if (answer.kind !== 'chosen') return answer;
      if (answer.value.definition) return { kind: 'chosen', value: { ...state, generator: answer.value } };
      at = answer.value.name;
      screen.explain({ kind: 'notOnServer', generator: answer.value.name });
    }
  };
}

function branchStep(all: readonly Branch[], preset: string | undefined, screen: PlanScreen): Step<State> {
  return async (state, view) => {
    const answer = await screen.askBranch(all, preset, view);
    return answer.kind === 'chosen' ? { kind: 'chosen', value: { ...state, branch: answer.value } } : answer;
  };
}

/** The generator as the branch has it, or what is in the way; each branch has its own. */
async function lookUp(
  { transport, objects, screen }: PlanOptions,
  { generator, branch }: Required<Pick<State, 'generator' | 'branch'>>,
): Promise<Omit<PlannedRun, 'targets' | 'strangers'> | PlanProblem> {
  const { name } = generator;
  const call = { branch: branch.name };
  const list = await screen.during('members', (signal) => readDefinitions(transport, { ...call, signal }));
  const definition = list.find((each) => each.name === name);
  if (!definition) {
    return generator.definition
      ? { kind: 'notOnBranch', generator: name, branch: branch.name }
      : { kind: 'notOnServer', generator: name };
  }
  if (!definition.targets || definition.targets.count === 0) return { kind: 'noTargets', generator: name };
  return { definition, branch, objects: objects.find((each) => each.name === name) };
}

/** Asks for the targets. */
function targetStep(options: PlanOptions): Step<State> {
  const { transport, screen } = options;
  return async (state, view) => {
    const { generator, branch } = state;
    if (!generator || !branch) return { kind: 'left' };
    const plan = await lookUp(options, { generator, branch });
    if ('kind' in plan) {
      screen.explain(plan);
      return view.canGoBack ? { kind: 'back' } : { kind: 'left' };
    }
    const { targets: group } = plan.definition;
    if (!group) return { kind: 'left' };
    const call = { branch: branch.name };
    const source: MemberSource =
      group.count > maxListed
        ? { kind: 'search', count: group.count, search: searchIn(transport, group.id, branch.name) }
        : {
            kind: 'all',
            members: await screen.during('members', (signal) =>
              readMembers(transport, group.id, { ...call, signal, max: maxListed }),
            ),
          };
    const answer = await screen.askTargets(source, view);
    if (answer.kind !== 'chosen') return answer;
    return { kind: 'chosen', value: { ...state, run: { ...plan, targets: answer.value, strangers: [] } } };
  };
}

/** The run for targets that were given by id. */
async function runFor(
  options: PlanOptions,
  ids: readonly string[],
  { generator, branch }: State,
): Promise<PlannedRun | PlanProblem | undefined> {
  if (!generator || !branch) return undefined;
  const plan = await lookUp(options, { generator, branch });
  if ('kind' in plan || !plan.definition.targets) return 'kind' in plan ? plan : undefined;
  const { targets: group } = plan.definition;
  const { found: targets, strangers } = await options.screen.during('members', (signal) =>
    membersAmong(options.transport, ids, { group, branch: branch.name, signal }),
  );
  return targets.length > 0 ? { ...plan, targets, strangers } : { kind: 'noMembers', generator: plan.definition.name };
}

interface GroupOnBranch {
  readonly group: { readonly id: string; readonly count: number };
  readonly branch: string;
  readonly signal: AbortSignal;
}

/** Which of some ids are members; of a large group only those ids are asked for. */
async function membersAmong(transport: Transport, ids: readonly string[], { group, ...call }: GroupOnBranch) {
  const members =
    group.count > maxListed
      ? await readMembersAmong(transport, [group.id], ids, call)
      : await readMembers(transport, group.id, { ...call, max: maxListed });
  return askedTargets(ids, members);
}

function searchIn(transport: Transport, group: string, branch: string): MemberSearch {
  return async (text, signal) => {
    if (text.trim() === '') return readMembers(transport, group, { branch, signal, max: found });
    const variables = { groups: [group], text: text.trim(), offset: 0, limit: found };
    return (await transport.run(searchMembers, variables, { branch, signal })).items;
  };
}

/** Shows what has to be known, until a person decides. `wanted` are ids of targets that nobody was asked for. */
function reviewStep(options: PlanOptions, wanted: readonly string[]): Step<State> {
  const { transport, layers, compareLocal, screen } = options;
  return async (state, view) => {
    const run = state.run ?? (await runFor(options, wanted, state));
    if (!run || 'kind' in run) {
      if (run) screen.explain(run);
      return view.canGoBack ? { kind: 'back' } : { kind: 'left' };
    }
    // A name that two repositories have does not say whose files the code is.
    const own = layers.filter(({ generator }) => generator === run.definition.name);
    const layer = own.length === 1 ? own[0] : undefined;
    for (;;) {
      const before = await screen.during('before', (signal) =>
        readPreflight({
          transport,
          run,
          compareLocal: async (commit) =>
            layer
              ? compareLocal(layer, commit, signal)
              : { kind: 'unknown', why: own.length > 1 ? 'several' : 'noFile', unsaved: [] },
          signal,
        }),
      );
      const answer = await screen.review(run, before, view);
      if (answer.kind !== 'chosen') return answer;
      const way = answer.value;
      if (way !== 'again') return { kind: 'chosen', value: { ...state, agreed: { run, before, layer, way } } };
    }
  };
}
