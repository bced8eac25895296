import { relativePath } from '../base/uris';
import type { Edit } from '../edits/edit';
import { ProjectDraft } from '../edits/projectDraft';
import type { Project } from '../model/project/project';
import type { BranchScope } from '../protocol/connect';
import { actionEdits, ruleEdits, type Watched } from './triggerRule';

export interface WatchRequest {
  readonly project: Project;
  /** Name of the generator definition that is to run. */
  readonly generator: string;
  /** A concrete kind: rules on generics are refused (facts 2). */
  readonly kind: string;
  /** One rule for each: two matches of one rule would have to change in one mutation (facts 2). */
  readonly watched: readonly Watched[];
  /** That of the rules that run the generator when missing, else `other_branches` (guide, step 4). */
  readonly scope?: BranchScope;
}

/** The edits that make a generator run when something of a kind changes: rules, and the action where there is none. */
export function watchEdits({ project, generator, kind, watched, scope }: WatchRequest): Edit[] | undefined {
  const draft = new ProjectDraft(project);
  const steps = [
    () => actionEdits(draft.project, generator),
    ...watched.map((each) => () => {
      const wanted = { generator, kind, watched: each, scope: scope ?? usualScope(project, generator) };
      return ruleEdits(draft.project, wanted);
    }),
  ];
  for (const step of steps) {
    const edits = step();
    if (!edits) return undefined;
    draft.apply(edits, '');
  }
  return draft.edits().map((edit): Edit => {
    if ('createUri' in edit) return { createPath: relativePath(project.root, edit.createUri) ?? '', text: edit.text };
    return { at: { part: { uri: edit.uri, start: 0 }, range: edit.range }, newText: edit.newText };
  });
}

/** The scope of the rules that run a generator, else the one the guide advises. */
function usualScope({ triggers }: Project, generator: string): BranchScope {
  const actions = triggers.actionsByGenerator.get(generator);
  const rules = actions.flatMap((action) => triggers.rulesByAction.get(action.name?.value ?? ''));
  const scopes = (rules.length > 0 ? rules : triggers.rules).map(({ branchScope }) => branchScope?.value);
  return scopes.find(isScope) ?? 'other_branches';
}

function isScope(text: string | undefined): text is BranchScope {
  return text === 'other_branches' || text === 'all_branches' || text === 'default_branch';
}
