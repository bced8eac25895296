import { groupBy } from '../base/groupBy';
import type { YamlChunk } from '../syntax/yaml/yamlFile';
import { countingSections, generatorDefinitions } from '../model/config/configFile';
import type { ObjectItem } from '../model/objects/objectFile';
import type { Project, ProjectFile } from '../model/project/project';
import { asAction, asMatch, asTriggerRule, isTriggerItem } from '../model/triggers/triggers';
import type { Finding, Report, Rule, RuleContext, SubjectName, Subjects } from './rule';

/** Runs rules over the files of projects; keeps what was found for chunks and projects that did not change. */
export interface Engine {
  /** All findings of one file, in no special order. A rule that throws is logged once and silenced. */
  findings(project: Project, file: ProjectFile): Finding[];
}

interface ByChunk {
  readonly generation: number;
  readonly findings: readonly Finding[];
}

interface ByProject {
  readonly generation: number;
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
}

/** Makes an engine for a set of rules; `onBug` gets what a rule threw, once per rule. */
export function createEngine(rules: readonly Rule[], onBug: (rule: Rule, error: unknown) => void): Engine {
  const broken = new Set<Rule>();
  const ruleIds = rules.map((rule) => rule.id);
  const perChunk = new WeakMap<YamlChunk, ByChunk>();
  const perProject = new WeakMap<Project, ByProject>();

  const run = <S extends SubjectName>(name: S, subject: Subjects[S], project: Project, found: Finding[]): void => {
    for (const rule of rules) {
      if (rule.appliesTo !== name || broken.has(rule)) continue;
      if (!project.indexed && rule.evidence === 'project') continue;
      const context: RuleContext = {
        project,
        ruleIds,
        report: (report) => found.push({ ...report, rule, severity: severityOf(rule, report, project) }),
      };
      try {
        (rule as unknown as Rule<S>).check(subject, context);
      } catch (error) {
        broken.add(rule);
        onBug(rule, error);
      }
    }
  };

  const itemFindings = (project: Project, item: ObjectItem, found: Finding[]): void => {
    if (!isTriggerItem(item)) return;
    run('triggerItem', item, project, found);
    const triggerRule = asTriggerRule(item);
    if (triggerRule) run('triggerRule', triggerRule, project, found);
    const match = asMatch(item);
    if (match) run('triggerMatch', match, project, found);
    const action = asAction(item);
    if (action) run('action', action, project, found);
  };

  const chunkFindings = (project: Project, chunk: YamlChunk, items: readonly ObjectItem[]): readonly Finding[] => {
    const known = perChunk.get(chunk);
    if (known?.generation === project.generation) return known.findings;
    const findings: Finding[] = [];
    for (const item of items) itemFindings(project, item, findings);
    perChunk.set(chunk, { generation: project.generation, findings });
    return findings;
  };

  const projectFindings = (project: Project): ByProject['byFile'] => {
    const known = perProject.get(project);
    if (known?.generation === project.generation) return known.byFile;
    const found: Finding[] = [];
    run('project', project, project, found);
    const byFile = groupBy(found, (finding) => finding.at.part.uri);
    perProject.set(project, { generation: project.generation, byFile });
    return byFile;
  };

  const findings = (project: Project, file: ProjectFile): Finding[] => {
    const found: Finding[] = [...(projectFindings(project).get(file.uri) ?? [])];
    run('file', file, project, found);
    for (const document of file.facts.role === 'object' ? (file.facts.documents ?? []) : []) {
      run('objectDocument', document, project, found);
      for (const [chunk, items] of groupBy(document.items, (item) => item.chunk)) {
        found.push(...chunkFindings(project, chunk, items));
      }
    }
    const config = file.facts.config;
    if (config && file.uri === project.configUri) {
      run('config', config, project, found);
      for (const section of countingSections(config)) {
        for (const entry of section.entries) run('configEntry', entry, project, found);
      }
      for (const definition of generatorDefinitions(config)) run('generator', definition, project, found);
    }
    return firstOfFile(found);
  };

  return { findings };
}

/** A version that was only inferred proves no error. */
function severityOf(rule: Rule, report: Report, project: Project): Finding['severity'] {
  const severity = report.severity ?? rule.severity;
  return severity === 'error' && rule.dependsOnVersion && project.targetVersion.inferred ? 'warning' : severity;
}

function firstOfFile(findings: readonly Finding[]): Finding[] {
  const seen = new Set<Rule>();
  return findings.filter((finding) => {
    if (!finding.oncePerFile) return true;
    if (seen.has(finding.rule)) return false;
    seen.add(finding.rule);
    return true;
  });
}
