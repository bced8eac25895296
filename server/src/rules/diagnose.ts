import { locate } from '../base/place';
import { perObject } from '../base/perObject';
import type { FileRange } from '../base/place';
import type { TextRange } from '../base/textRange';
import { presentPlace } from '../model/project/presentPlace';
import type { Project, ProjectFile } from '../model/project/project';
import type { ProjectSettingsFile } from '../model/project/projectSettings';
import type { Profile, RuleLevel } from '../settings';
import type { Engine } from './engine';
import type { Finding, Rule, Severity } from './rule';
import { suppressions } from './suppressions';

/** A finding as it is shown: severity as configured, ranges relative to the start of the file. */
export interface Diagnostic {
  readonly range: TextRange;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly (FileRange & { readonly message: string })[];
  readonly finding: Finding;
}

/** What decides which findings are shown; the project's own file beats all but the command line. */
export interface Levels {
  readonly commandLineProfile?: Profile;
  readonly profile: Profile;
  readonly rules: Readonly<Record<string, RuleLevel>>;
}

/** Findings that are put where they stand now between two steps. */
const perStep = 256;

/** The levels with a project's own, put together once for both. */
const levelsWith = perObject((levels: Levels) =>
  perObject((own: ProjectSettingsFile['values']) => {
    const profile = levels.commandLineProfile ?? own.profile ?? levels.profile;
    const ruleLevels: Levels['rules'] = { ...levels.rules, ...own.rules };
    const isOn = ({ id, recommended }: Rule): boolean =>
      ruleLevels[id] === undefined ? recommended || profile === 'all' : ruleLevels[id] !== 'off';
    return { isOn, ruleLevels };
  }),
);

/** Gives the findings of a file that are to be shown, in the order of the file; see `Engine.steps` for the steps. */
export function* diagnose(
  engine: Engine,
  project: Project,
  file: ProjectFile,
  levels: Levels,
): Generator<void, Diagnostic[]> {
  const { isOn, ruleLevels } = levelsWith(levels)(project.settings.values);
  const lineAt = (offset: number): number => file.lines().positionAt(offset).line;
  const silenced = new Set(suppressions(file, lineAt).map(({ id, line }) => `${line} ${id}`));
  const shown: Diagnostic[] = [];
  const found = yield* engine.steps(project, file, isOn);
  for (const [at, finding] of found.entries()) {
    if (at % perStep === perStep - 1) yield;
    const severity = severityFor(finding, ruleLevels[finding.rule.id]);
    const { range } = locate(finding.at);
    if (silenced.size > 0 && silenced.has(`${lineAt(range.start)} ${finding.rule.id}`)) continue;
    const related = (finding.related ?? []).flatMap(({ at: place, message }) => {
      const found = presentPlace(project, place);
      return found ? [{ ...found, message }] : [];
    });
    shown.push({ range, severity, message: finding.message, related, finding });
  }
  shown.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  return shown.filter((each, at) => !isToldBefore(each, at, shown));
}

/** The same was said of the same place: what an alias or a merge brings to several places stands at one of them. */
function isToldBefore({ range, message, finding }: Diagnostic, at: number, shown: readonly Diagnostic[]): boolean {
  for (let before = shown[--at]; before?.range.start === range.start; before = shown[--at]) {
    if (before.range.end !== range.end) return false;
    if (before.message === message && before.finding.rule === finding.rule) return true;
  }
  return false;
}

function severityFor(finding: Finding, level: RuleLevel | undefined): Severity {
  return level === undefined || level === 'off' || lower(finding) ? finding.severity : level;
}

/** A report that lowered itself (weaker proof) is not raised again by a level. */
function lower(finding: Finding): boolean {
  return finding.severity !== finding.rule.severity;
}
