import { ciFlagsOff } from '../../edits/ciFlags';
import type { Edit } from '../../edits/edit';
import { classOf } from '../../edits/generators/classSubject';
import { lastStepProblem } from '../../edits/generators/lastStepProblem';
import { routeId, signalRoutes, type SignalRoute } from '../../edits/generators/signalRoutes';
import { ProjectDraft } from '../../edits/projectDraft';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import type { LinkDecision } from '../../protocol/connect';
import type { Refusal } from '../../protocol/plan';
import { listOf } from '../../rules/cascade/steps';
import type { PlannedEdits } from '../plan';
import { genericEdits, inheritEdits } from '../schemaTarget';
import { signalEdits, startProblem } from '../signalEdits';
import { actionEdits, ruleEdits, type Watched } from '../triggerRule';
import { startersOf } from './connectable';
import { connectChoices, linkOf } from './choices';
import { newLoop } from './loops';
import { notesOf } from './notes';
import { signalsOf, type Signal } from './signals';

/**
 * Plans a chain: each generator signals the targets of the next one, a rule and an action start it, and nothing else
 * does. What is there already stays as it is, so a chain that is connected needs nothing.
 */
export function planConnection(project: Project, links: readonly LinkDecision[]): PlannedEdits {
  const names = [links[0]?.upstream ?? '', ...links.map(({ downstream }) => downstream)];
  const choices = connectChoices(project, names);
  if ('refusal' in choices) return choices;
  const draft = new ProjectDraft(project);
  for (const decision of links) {
    const refused = connectLink(draft, decision, names[0] ?? '');
    if (refused) return refused;
  }
  const loop = newLoop(project, draft.project);
  if (loop !== undefined) return { refusal: loop };
  const broken = links.find((link) => !isConnected(draft.project, link));
  if (broken) {
    return {
      refusal: `${broken.downstream} would not be started by ${broken.upstream}: what it writes cannot be followed.`,
    };
  }
  return { edits: draft.edits(), notes: notesOf(project, draft.project, links) };
}

/** Connects two generators in the draft; gives why not. */
function connectLink(draft: ProjectDraft, decision: LinkDecision, first: string): Refusal | undefined {
  const link = linkOf(draft.project, decision.upstream, decision.downstream);
  if ('refusal' in link) return link;
  const { upstream, downstream } = link;
  const { kind } = decision;
  const signal = signalsOf({ project: draft.project, upstream, downstream, kind }).find(
    ({ shown }) => shown.id === decision.signal,
  );
  if (!signal)
    return { refusal: `${upstream.name} cannot write ${decision.signal} to ${kind} any more: choose again.` };
  return (
    inherit(draft, kind, signal) ??
    write(draft, decision, signal) ??
    watch(draft, downstream.name, decision, signal) ??
    runOnEventsOnly(draft, downstream.name, first)
  );
}

function inherit(draft: ProjectDraft, kind: string, { generic }: Signal): Refusal | undefined {
  if (!generic) return undefined;
  const made = apply(draft, genericEdits(draft.project, generic), `New generic ${generic.generic}`);
  const inherited =
    made && apply(draft, inheritEdits(draft.project, kind, generic.generic), `${kind} gets ${generic.attribute}`);
  return inherited
    ? undefined
    : { refusal: `The schema of ${kind} cannot be edited: let it inherit from ${generic.generic} by hand.` };
}

function write(draft: ProjectDraft, decision: LinkDecision, { form, shown }: Signal): Refusal | undefined {
  if (form === undefined) return undefined;
  const { upstream: name, kind } = decision;
  const { project } = draft;
  const generator = generatorOf(project, name);
  const route = generator && routeOf(project, generator, decision);
  if (decision.route !== undefined && !route)
    return { refusal: `${name} cannot find ${kind} by ${decision.route} any more: choose again.` };
  const edits = generator && signalEdits({ project, generator, kind, attribute: shown.attribute, form, route });
  if (apply(draft, edits, `${name} signals ${kind}`)) return undefined;
  const subject = generator && classOf(project, generator);
  const problem = subject && (lastStepProblem(subject, generator) ?? startProblem({ project, generator, kind, route }));
  if (problem !== undefined) return { refusal: problem };
  return {
    refusal: `The code of ${name} has no place for the signal: generate has to be one asynchronous method of its class.`,
  };
}

/** The route decided for; undefined when there is none of that id, or the best one is to be taken. */
function routeOf(project: Project, generator: Generator, { kind, route }: LinkDecision): SignalRoute | undefined {
  return signalRoutes(project, generator, kind).find((each) => routeId(each) === route);
}

function watch(draft: ProjectDraft, generator: string, decision: LinkDecision, signal: Signal): Refusal | undefined {
  const { kind, scope } = decision;
  const { attribute } = signal.shown;
  const extras = decision.extras.filter((name) => name !== attribute);
  const watched: Watched[] = [
    { type: 'attribute', name: attribute, value: signal.value },
    ...extras.map((name): Watched => {
      const isPeer = draft.project.kinds.relationship(kind, name) !== undefined;
      return { type: isPeer ? 'relationship' : 'attribute', name };
    }),
  ];
  const steps = [
    () => actionEdits(draft.project, generator),
    ...watched.map((each) => () => ruleEdits(draft.project, { generator, kind, watched: each, scope })),
  ];
  const label = `${listOf([attribute, ...extras])} of ${kind} starts ${generator}`;
  if (steps.every((step) => apply(draft, step(), label))) return undefined;
  return {
    refusal: `The rule that starts ${generator} cannot be written: objects of .infrahub.yml takes no new file.`,
  };
}

/** Guide, step 5. The first generator of the chain is the entry: how it is started is its author's choice. */
function runOnEventsOnly(draft: ProjectDraft, name: string, first: string): undefined {
  const generator = generatorOf(draft.project, name);
  if (generator && name !== first) apply(draft, ciFlagsOff(generator.definition), `${name} runs on events only`);
  return undefined;
}

/** Makes the edits of a step; false when they could not be made. */
function apply(draft: ProjectDraft, edits: readonly Edit[] | undefined, label: string): boolean {
  if (!edits) return false;
  if (edits.length > 0) draft.apply(edits, label);
  return true;
}

function isConnected(project: Project, { upstream, downstream }: LinkDecision): boolean {
  const generator = generatorOf(project, downstream);
  return generator !== undefined && startersOf(project, generator).some(({ name }) => name === upstream);
}

function generatorOf(project: Project, name: string): Generator | undefined {
  return project.generators.find((each) => each.name === name);
}
