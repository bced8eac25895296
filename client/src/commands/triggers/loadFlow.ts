import type { LoadCheck } from '../../../../server/src/protocol/triggers';
import type { ComparedRule, Comparison } from '../../views/triggers/compare';
import type { Outcome } from './writeFlow';

/** What a load will change, as far as the view knows. */
export interface LoadPlan {
  readonly check: LoadCheck;
  /** Names of rules and actions of the file that the server does not have yet. */
  readonly added: readonly string[];
  /** Names of those that differ on the server. */
  readonly changed: readonly string[];
  /** Repositories whose imports own some of them: the next import writes them again as it has them. */
  readonly repositories: readonly string[];
}

/** How a load ended. */
export interface LoadResult {
  /** The exit code of infrahubctl; undefined when it was ended before. */
  readonly code: number | undefined;
  /** Names of rules and actions of the file that are still not on the server as the file says. */
  readonly left: readonly string[];
  /** Active rules without matches that the file has: they run on more than they should (facts 2). */
  readonly halfLoaded: readonly ComparedRule[];
}

/** What a person sees and answers; false and undefined end the command. */
export interface LoadScreen {
  /** Saves what is not on disk yet, if the person agrees. */
  save(): Promise<boolean>;
  check(): Promise<LoadCheck | null>;
  /** The file belongs to no repository. */
  refuseFile(): void;
  refuseErrors(check: LoadCheck): void;
  acceptWarnings(check: LoadCheck): Promise<boolean>;
  /** Looks for infrahubctl; says so when there is none. */
  findTool(root: string): Promise<boolean>;
  confirm(plan: LoadPlan): Promise<boolean>;
  /** Runs infrahubctl in the folder of the repository; undefined when it was ended. */
  load(root: string): Promise<number | undefined>;
  /** Reads files and server anew. */
  compare(): Promise<Comparison>;
  show(result: LoadResult): void;
  /** Offers to disable rules that are loaded by half; false when they stay. */
  offerDisable(rules: readonly ComparedRule[]): Promise<boolean>;
  disable(rule: ComparedRule): Promise<Outcome>;
  showDisabled(outcomes: readonly (readonly [ComparedRule, Outcome])[]): void;
}

/**
 * Loads an object file: checks, asks, runs infrahubctl and looks for what it left half done. `before` is what the server
 * is known to have; it is asked where nobody knows.
 */
export async function loadFlow(uri: string, before: Comparison | undefined, screen: LoadScreen): Promise<void> {
  if (!(await screen.save())) return;
  const check = await screen.check();
  if (!check) return screen.refuseFile();
  if (check.errors > 0) return screen.refuseErrors(check);
  if (check.warnings > 0 && !(await screen.acceptWarnings(check))) return;
  if (!(await screen.findTool(check.root))) return;
  if (!(await screen.confirm(planOf(uri, check, before ?? (await screen.compare()))))) return;
  const code = await screen.load(check.root);
  const after = ofFile(uri, await screen.compare());
  const halfLoaded = after.flatMap((each) => ('loneMatches' in each && isHalfLoaded(each) ? [each] : []));
  const left = after.filter(({ drift }) => drift !== 'same').map(({ name }) => name);
  screen.show({ code, left, halfLoaded });
  if (halfLoaded.length === 0 || !(await screen.offerDisable(halfLoaded))) return;
  const outcomes: (readonly [ComparedRule, Outcome])[] = [];
  for (const rule of halfLoaded) outcomes.push([rule, await screen.disable(rule)]);
  screen.showDisabled(outcomes);
}

function planOf(uri: string, check: LoadCheck, before: Comparison): LoadPlan {
  const own = ofFile(uri, before);
  const named = (drift: ComparedRule['drift']) => own.filter((each) => each.drift === drift).map(({ name }) => name);
  const owners = own.flatMap(({ owner }) => (owner?.kind === 'import' ? [owner.repository] : []));
  return { check, added: named('onlyFile'), changed: named('differs'), repositories: [...new Set(owners)] };
}

function ofFile(uri: string, { rules, actions }: Comparison): (ComparedRule | Comparison['actions'][number])[] {
  return [...rules, ...actions].filter(({ file }) => file?.uri === uri);
}

/** A match that was refused leaves its rule active without it: it runs on every update of the kind (facts 2). */
function isHalfLoaded({ server, loneMatches, notes }: ComparedRule): boolean {
  return server !== undefined && !notes.isInactive && loneMatches.some(({ side }) => side === 'file');
}
