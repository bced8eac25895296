import { lazy } from '../base/lazy';
import { nearestNames } from '../base/nearest';
import { placeOf } from '../model/named';
import type { Project } from '../model/project/project';
import { offeredNames } from '../model/project/serverKnowledge';
import type { LinkedRule } from '../model/triggers/linkedRule';
import { judgeMissing, type Judgement } from './openWorld';
import { defineRule, type Fix, type Report } from './rule';
import { fittingGenerators } from './triggers/fittingGenerators';
import { change, changeTo } from './triggers/fixes';
import { isNodeId, ruleLabel } from './triggers/parts';
import { newObject } from './triggers/stubs';

/** More generators than this are not offered one by one. */
const maxOffers = 5;

export const rule = defineRule({
  id: 'unknown-action',
  catalogue: 'TRG17',
  title: 'A rule names an action that is not there',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `The rule is not loaded: \`Unable to find the node no-such-action / CoreAction in the database.\` (facts 2). An action may
have been made by hand or by another repository, so only what nearly equals a known name is an error; else it is one
information per file. Where a server is known (connected, or by a snapshot), its actions count too, and what neither it
nor a file has is an error. An action in a parked file (\`.save\`, \`.bak\`) exists for readers only: the loader skips such files.`,
  appliesTo: 'project',
  check(project, { report }) {
    const { linkedRules, actionsByName, parkedActions } = project.triggers;
    const server = project.server?.actions();
    const known = lazy(() => [...actionsByName.keys(), ...offeredNames(server)]);
    const complete = server !== undefined && project.objectsComplete;
    const hidden = project.hidesObjects;
    const judge = (name: string): Judgement =>
      judgeMissing({ name, known: known(), complete, severity: 'error', hidden });
    // Many rules share an action, so a slip in its name is looked at once.
    const judgements = new Map<string, Judgement>();
    // Of what is said once per file, nothing else is put into words.
    const told = new Set<string>();
    for (const linked of linkedRules) {
      const { rule, actions } = linked;
      const name = rule.action?.value;
      if (name === undefined || actions.length > 0 || isNodeId(name) || server?.has(name)) continue;
      const judged = judgements.get(name) ?? judge(name);
      judgements.set(name, judged);
      const parked = parkedActions.has(name);
      const { uri } = rule.item.chunk;
      if (judged.oncePerFile && !parked && (hidden || told.has(uri))) continue;
      const missing = missingAction({ linked, judged, parked, project });
      if (!missing) continue;
      if (missing.oncePerFile) told.add(uri);
      report(missing);
    }
  },
});

interface Question {
  readonly linked: LinkedRule;
  readonly judged: Judgement;
  readonly parked: boolean;
  readonly project: Project;
}

function missingAction({ linked, judged, parked, project }: Question): Report | undefined {
  const { rule } = linked;
  const { item, action } = rule;
  if (!action) return undefined;
  const at = placeOf(item.chunk, action);
  const start = `${ruleLabel(rule)} runs the action '${action.value}', which`;
  const isKnown = project.server?.actions() !== undefined && project.objectsComplete;
  const consequence = isKnown
    ? 'The server refuses the rule.'
    : 'If the server has none of that name, it refuses the rule.';
  const elsewhere = isKnown && project.server ? `, and which ${project.server.phrase} does not have` : '';
  return {
    at,
    message: parked
      ? `${start} exists in a parked file only, and that is not loaded. ${consequence}`
      : `${start} no file of this repository declares${elsewhere}.${judged.question} ${consequence}`,
    severity: parked ? 'warning' : judged.severity,
    oncePerFile: parked ? false : judged.oncePerFile,
    fixes: () => [...changeTo(item, at, judged.suggestions), ...createAction(linked, action.value, project)],
  };
}

function createAction(linked: LinkedRule, name: string, project: Project): Fix[] {
  const near = linked.rule.item;
  const { sure, open } = fittingGenerators(linked, project);
  const ranked = [sure, open].flatMap((names) => [...nearestNames(name, names, maxOffers, 0.8), ...names]);
  return [...new Set(ranked)].slice(0, maxOffers).flatMap((generator) => {
    const data = { name, generator };
    const edits = newObject({ project, near, where: 'before', kind: 'CoreGeneratorAction', data });
    return change(`Create action '${name}' for generator '${generator}'`, edits);
  });
}
