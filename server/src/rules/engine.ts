import { groupBy } from '../base/groupBy';
import type { YamlChunk } from '../syntax/yaml/yamlFile';
import { countingSections, generatorDefinitions } from '../model/config/configFile';
import type { ObjectItem } from '../model/objects/objectFile';
import type { Project, ProjectFile } from '../model/project/project';
import type { ItemFacts, ObjectFacts } from '../model/project/objectFacts';
import { isTriggerItem } from '../model/triggers/triggers';
import type { Finding, Report, Rule, RuleContext, SubjectName, Subjects } from './rule';

/** Runs rules over the files of projects; keeps what was found for chunks and projects that did not change. */
export interface Engine {
  /** All findings of one file, in no special order. A rule that throws is logged once and says nothing there. */
  findings(project: Project, file: ProjectFile): Finding[];
  /** Does the work of `findings` beforehand; who iterates may rest between two steps. */
  steps(project: Project, file: ProjectFile): Iterable<void>;
}

/** What the findings of a rule about one object depend on besides the object. */
type Layer = 'object' | 'kinds' | 'project';
const layers: readonly Layer[] = ['object', 'kinds', 'project'];

interface Cached {
  /** Equal to `keyOf` of the layer while the findings hold. */
  readonly key: unknown;
  /** The chunk's first object: another one when the kind around the chunk, and so all of its objects, changed. */
  readonly first: ObjectItem | undefined;
  readonly findings: readonly Finding[];
}

interface ByProject {
  readonly generation: number;
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
}

/** Makes an engine for a set of rules; `onBug` gets what a rule threw, once per rule. */
export function createEngine(rules: readonly Rule[], onBug: (rule: Rule, error: unknown) => void): Engine {
  const reported = new Set<Rule>();
  const ruleIds = rules.map((rule) => rule.id);
  const bySubject = groupBy(rules, (rule) => rule.appliesTo);
  const byLayer = groupBy(rules, (rule) => `${rule.appliesTo} ${layerOf(rule)}`);
  const perChunk = new WeakMap<YamlChunk, Map<Layer, Cached>>();
  const perProject = new WeakMap<Project, ByProject>();

  const runRules = (candidates: readonly Rule[], subject: unknown, project: Project, found: Finding[]): void => {
    for (const rule of candidates) {
      if (!project.indexed && rule.evidence === 'project') continue;
      const context: RuleContext = {
        project,
        ruleIds,
        report: (report) => found.push({ ...report, rule, severity: severityOf(rule, report, project) }),
      };
      try {
        (rule.check as (subject: unknown, context: RuleContext) => void)(subject, context);
      } catch (error) {
        if (!reported.has(rule)) onBug(rule, error);
        reported.add(rule);
      }
    }
  };

  const run = <S extends SubjectName>(name: S, subject: Subjects[S], project: Project, found: Finding[]): void =>
    runRules(bySubject.get(name) ?? [], subject, project, found);

  const layerFindings = (
    project: Project,
    items: readonly (readonly [ObjectItem, ItemFacts])[],
    layer: Layer,
  ): Finding[] => {
    const found: Finding[] = [];
    const on = (name: SubjectName, subject: unknown, rulesOf = layer): void => {
      if (subject !== undefined) runRules(byLayer.get(`${name} ${rulesOf}`) ?? [], subject, project, found);
    };
    for (const [item, facts] of items) {
      on('triggerItem', item);
      on('triggerRule', facts.rule);
      const named = facts.match?.rule && !('item' in facts.match.rule);
      // A match that only names its rule depends on the file that has the rule, whatever the kinds are.
      if (!named || layer !== 'kinds') on('triggerMatch', facts.match);
      if (named && layer === 'project') on('triggerMatch', facts.match, 'kinds');
      on('action', facts.action);
    }
    return found;
  };

  const chunkFindings = (
    project: Project,
    objects: ObjectFacts,
    chunk: YamlChunk,
    items: readonly ObjectItem[],
  ): Finding[] => {
    const known = perChunk.get(chunk) ?? new Map<Layer, Cached>();
    perChunk.set(chunk, known);
    let withFacts: (readonly [ObjectItem, ItemFacts])[] | undefined;
    return layers.flatMap((layer) => {
      const key = keyOf(layer, project);
      const cached = known.get(layer);
      if (cached && cached.key === key && cached.first === items[0]) return cached.findings;
      withFacts ??= items.filter(isTriggerItem).map((item) => [item, objects.ofItem(item)]);
      const findings = layerFindings(project, withFacts, layer);
      known.set(layer, { key, first: items[0], findings });
      return findings;
    });
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
    const { role, documents = [], objects } = file.facts;
    for (const document of role === 'object' ? documents : []) {
      run('objectDocument', document, project, found);
      if (!objects) continue;
      for (const [chunk, items] of groupBy(document.items, (item) => item.chunk)) {
        for (const finding of chunkFindings(project, objects, chunk, items)) found.push(finding);
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

  function* steps(project: Project, file: ProjectFile): Iterable<void> {
    yield void projectFindings(project);
    const { role, documents = [], objects } = file.facts;
    for (const document of role === 'object' && objects ? documents : []) {
      for (const [chunk, items] of groupBy(document.items, (item) => item.chunk)) {
        yield void (objects && chunkFindings(project, objects, chunk, items));
      }
    }
  }

  return { findings, steps };
}

function layerOf(rule: Rule): Layer {
  if (rule.reads === 'kinds' || (rule.evidence === 'file' && rule.dependsOnVersion)) return 'kinds';
  return rule.evidence === 'file' ? 'object' : 'project';
}

/** Changes when the findings of the layer have to be found anew. */
function keyOf(layer: Layer, project: Project): unknown {
  if (layer === 'object') return true;
  if (layer === 'project') return project.generation;
  // The kinds are made anew with the version and every schema; before the index is complete nothing was asked.
  return project.indexed ? project.kinds : project.targetVersion.version;
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
