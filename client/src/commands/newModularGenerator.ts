import { commands, type Disposable, l10n, Uri, window, workspace } from 'vscode';
import {
  type NewGeneratorChoices,
  newGeneratorChoicesRequest,
  type NewGeneratorParams,
  newGeneratorPlanRequest,
} from '../../../server/src/protocol/newGenerator';
import type { Plan } from '../../../server/src/protocol/plan';
import type { Context } from '../context';
import { chooseRepository } from '../plans/chooseRepository';
import { carryOut, reviewPlan } from '../plans/offerPlan';
import { whenRead } from '../plans/whenRead';
import { askText, type Choice, pickOne } from '../wizard/pick';
import { type Answer, runSteps, type Step } from '../wizard/steps';

/** What the command may be told; with all of it and `asAdvised` nothing is asked and the files are written at once. */
export interface NewGeneratorArguments extends Partial<NewGeneratorParams> {
  readonly asAdvised?: boolean;
}

/** "New Modular Generator…": query, Python, registration and target group of a generator, ready to be connected. */
export function registerNewModularGenerator({ log, server }: Context): Disposable {
  return commands.registerCommand('infrahubCascade.newModularGenerator', async (given: NewGeneratorArguments = {}) => {
    try {
      await whenRead(server);
      const repositories = await server.request<NewGeneratorChoices[]>(newGeneratorChoicesRequest);
      const choices = await chooseRepository(repositories, given.root);
      if (!choices) return false;
      const plan = (params: NewGeneratorParams): Promise<Plan> => server.request(newGeneratorPlanRequest, params);
      const { asAdvised = false, ...known } = given;
      const start = { name: '', kind: '', group: '', folder: '', ...known, root: choices.root };
      // Without a kind there is nothing to ask: the refusal says what is missing.
      if (asAdvised || choices.kinds.length === 0) return await write(start, plan, false);
      const answer = await runSteps({
        title: l10n.t('New Modular Generator'),
        start,
        steps: [askName(choices), askKind(choices), askGroup(choices), askFolder(choices), review(plan)],
        before: 0,
      });
      return answer.kind === 'chosen' && (await write(answer.value, plan, true));
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return false;
    }
  });
}

type GeneratorStep = Step<NewGeneratorParams>;

function askName({ generators }: NewGeneratorChoices): GeneratorStep {
  return async (state, view) => {
    const answer = await askText(view, {
      prompt: l10n.t('Name of the generator definition, such as generate-pod. Actions refer to it by this name.'),
      preset: state.name || 'generate-',
      problem: (value) => {
        if (generators.includes(value)) return l10n.t('There is a generator of this name.');
        return /^[A-Za-z][\w-]*[A-Za-z0-9]$/.test(value)
          ? undefined
          : l10n.t('Letters, digits, hyphens and underscores; a letter first, a letter or digit last.');
      },
    });
    return withValue(answer, (name) => ({ ...state, name }));
  };
}

function askKind({ kinds }: NewGeneratorChoices): GeneratorStep {
  return async (state, view) => {
    const answer = await pickOne(view, {
      placeholder: l10n.t('The kind of its targets: it runs once for each of them.'),
      choices: kinds.map(({ kind, label, generators }) => ({
        label: kind,
        description: label,
        detail: generators.length > 0 ? l10n.t('also targets of {0}', generators.join(', ')) : undefined,
        value: kind,
      })),
      preset: state.kind,
    });
    return withValue(answer, (kind) => ({ ...state, kind }));
  };
}

function askGroup({ groups }: NewGeneratorChoices): GeneratorStep {
  return async function ask(state, view) {
    const fits = ({ kinds }: { readonly kinds: readonly string[] }): boolean => kinds.includes(state.kind);
    const existing = groups
      .toSorted((a, b) => Number(fits(b)) - Number(fits(a)))
      .map(({ name, kinds }): Choice<string | undefined> => ({
        label: name,
        description: kinds.join(', '),
        value: name,
      }));
    const another = { label: `$(add) ${l10n.t('New group…')}`, value: undefined };
    const fitting = groups.find(fits);
    const answer = await pickOne<string | undefined>(view, {
      placeholder: l10n.t('The group whose members are its targets.'),
      choices: fitting ? [...existing, another] : [another, ...existing],
      preset: fitting?.name,
    });
    if (answer.kind !== 'chosen' || answer.value !== undefined) {
      return withValue(answer, (group) => ({ ...state, group: group ?? '' }));
    }
    const named = await askText(
      { ...view, canGoBack: true },
      {
        prompt: l10n.t('Name of the new group. Add its members in your object files or in Infrahub.'),
        preset: groupName(state),
        problem: (value) => {
          if (value.trim() === '') return l10n.t('A name is needed.');
          return groups.some(({ name }) => name === value) ? l10n.t('There is a group of this name.') : undefined;
        },
      },
    );
    if (named.kind === 'back') return ask(state, view);
    return withValue(named, (group) => ({ ...state, group }));
  };
}

function askFolder({ folders }: NewGeneratorChoices): GeneratorStep {
  return async (state, view) => {
    const [first = 'generators'] = folders;
    const answer = await askText(view, {
      prompt: l10n.t(
        'Folder of the Python file, relative to the repository. Others in use: {0}',
        folders.join(', ') || '—',
      ),
      preset: state.folder || first,
      problem: (value) =>
        /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[\w.@/-]*$/.test(value)
          ? undefined
          : l10n.t('A folder of this repository, such as generators.'),
    });
    return withValue(answer, (folder) => ({ ...state, folder: folder.replace(/\/+$/, '') }));
  };
}

function review(plan: (params: NewGeneratorParams) => Promise<Plan>): GeneratorStep {
  return async (state, view) => withValue(await reviewPlan(await plan(state), view), () => state);
}

async function write(
  params: NewGeneratorParams,
  plan: (params: NewGeneratorParams) => Promise<Plan>,
  preview: boolean,
): Promise<boolean> {
  const made = await plan(params);
  if (!(await carryOut(made, preview))) return false;
  const python =
    'refusal' in made ? undefined : made.changes.find((each) => 'createUri' in each && each.createUri.endsWith('.py'));
  if (python && 'createUri' in python) {
    await window.showTextDocument(await workspace.openTextDocument(Uri.parse(python.createUri)));
  }
  return true;
}

/** `NetworkPod` → `network_pods` is nobody's name for it; `generate-pod` → `pods` is. */
function groupName({ name }: NewGeneratorParams): string {
  const word = name.replace(/^(?:generate|run|create|build)[-_]/i, '');
  return word.endsWith('s') ? word : `${word}s`;
}

function withValue<T, S>(answer: Answer<T>, next: (value: T) => S): Answer<S> {
  return answer.kind === 'chosen' ? { kind: 'chosen', value: next(answer.value) } : answer;
}
