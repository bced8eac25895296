import { groupBy } from '../base/groupBy';
import { perObject } from '../base/perObject';
import type { ResolvedClass } from '../model/generators/resolveClass';
import { countingSections, generatorDefinitions, type ConfigFile } from '../model/config/configFile';
import type { ObjectItem } from '../model/objects/objectFile';
import { generatorClasses, type GeneratorClass } from '../model/project/generatorClass';
import type { Project, ProjectFile } from '../model/project/project';
import type { KindModel } from '../model/kinds/kindModel';
import type { LinkedRule } from '../model/triggers/linkedRule';
import type { ObjectFacts } from '../model/project/objectFacts';
import { isTriggerItem } from '../model/triggers/triggers';
import { brokenFrom, isConfigBroken, isItemBroken, isOutdated, knowsFiles, unsureParts } from './hidden';
import { keepsAnchors } from './keptAnchors';
import type { Finding, Report, Rule, RuleContext, SubjectName, Subjects } from './rule';
import { layers, ruleSetOf, type Layer, type RuleSet } from './ruleSet';

/** Runs rules over the files of projects; keeps what was found for chunks and projects that did not change. */
export interface Engine {
  /**
   * Gives all findings of one file in the end, in no special order. Who iterates may rest between two steps; what is
   * given then is of no use when the project changed meanwhile. A rule that throws is logged once and says nothing there.
   * Rules that `isOn` turns down do not run; it gives the same answers at every call.
   */
  steps(project: Project, file: ProjectFile, isOn: (rule: Rule) => boolean): Generator<void, Finding[]>;
}

/** What was found for the items of a chunk, or some of them; these are read anew when the kind around them changes. */
interface CachedPart {
  readonly rules: RuleSet;
  /** Some rule about its items looks at other files. */
  readonly needsProject: boolean;
  /** What the findings were made of: the `keyOf` of every layer. */
  readonly keys: readonly unknown[];
  readonly byLayer: readonly (readonly Finding[])[];
  /** The same in one list. */
  readonly all: readonly Finding[];
}

/** Findings that are given at the last step. */
type Findings = Generator<void, Finding[]>;

type LinkedSubject = 'linkedRule' | 'twins';

/** What was found for a rule and its matches, or for rules that do the same; `isNew`: it was not known yet. */
interface LinkedFindings {
  readonly findings: readonly Finding[];
  readonly isNew: boolean;
}

interface ByProject {
  readonly rules: RuleSet;
  readonly generation: number;
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
}

/** Chunks that are checked between two steps: few enough to rest often, enough to make a rest worth its price. */
const chunksPerStep = 16;
/** Rules with their matches, or lists of rules that do the same, that are checked between two steps. */
const linkedPerStep = 64;
/** Of a chunk with more items these are checked as if they were a chunk: a document that is no list of items is one. */
const maxItems = 40;

/** Makes an engine for a set of rules; `onBug` gets what a rule threw, once per rule. */
export function createEngine(rules: readonly Rule[], onBug: (rule: Rule, error: unknown) => void): Engine {
  const reported = new Set<Rule>();
  const ruleIds = rules.map((rule) => rule.id);
  const ruleSets = new Map<string, RuleSet>();
  // By the first item.
  const perPart = new WeakMap<ObjectItem, CachedPart>();
  const perClass = new WeakMap<ResolvedClass, { readonly key: readonly unknown[]; readonly findings: Finding[] }>();
  const perLinked = new WeakMap<
    Subjects[LinkedSubject],
    { readonly rules: RuleSet; readonly kinds: KindModel | undefined; readonly findings: Finding[] }
  >();
  const perProject = new WeakMap<Project, ByProject>();
  const knowing = new WeakMap<Project, { readonly generation: number; readonly knows: boolean }>();
  const contexts = new WeakMap<Project, Map<Rule, RuleContext>>();
  // Rules run one at a time and at once, so that one list takes the reports of the rule that is running.
  let sink: Finding[] = [];

  const contextsOf = (project: Project): Map<Rule, RuleContext> => {
    let known = contexts.get(project);
    if (!known) contexts.set(project, (known = new Map()));
    return known;
  };

  const createContext = (rule: Rule, project: Project): RuleContext => ({
    project,
    ruleIds,
    report: (report) => {
      const { fixes } = report;
      const kept = fixes && { fixes: () => fixes().filter((fix) => keepsAnchors(project, fix)) };
      sink.push({ ...report, ...kept, rule, severity: severityOf(rule, report, project) });
    },
  });

  const ruleSet = perObject((isOn: (rule: Rule) => boolean): RuleSet => {
    const on = rules.filter(isOn);
    const key = on.map(({ id }) => id).join();
    const set = ruleSets.get(key) ?? ruleSetOf(on);
    ruleSets.set(key, set);
    return set;
  });

  const isKnown = (project: Project): boolean => {
    const known = knowing.get(project);
    if (known?.generation === project.generation) return known.knows;
    const knows = knowsFiles(project);
    knowing.set(project, { generation: project.generation, knows });
    return knows;
  };

  const runRules = (candidates: readonly Rule[] | undefined, subject: unknown, project: Project): void => {
    if (!candidates) return;
    const known = isKnown(project);
    const made = contextsOf(project);
    for (const rule of candidates) {
      if (rule.evidence === 'project' && !known) continue;
      let context = made.get(rule);
      if (!context) made.set(rule, (context = createContext(rule, project)));
      try {
        (rule.check as (subject: unknown, context: RuleContext) => void)(subject, context);
      } catch (error) {
        if (!reported.has(rule)) onBug(rule, error);
        reported.add(rule);
      }
    }
  };

  const run = <S extends SubjectName>(
    { on, project }: { readonly on: RuleSet; readonly project: Project },
    name: S,
    subject: Subjects[S],
    found: Finding[],
  ): void => {
    sink = found;
    runRules(on.bySubject.get(name), subject, project);
  };

  const layerFindings = ({ on, project, items, objects }: Items, layer: Layer): Finding[] => {
    const found: Finding[] = [];
    sink = found;
    const layerRules = on.byLayer[layer];
    const anyObject = layerRules.get('objectItem');
    for (const item of items) {
      if (isItemBroken(item)) continue;
      if (anyObject) runRules(anyObject, item, project);
      if (!isTriggerItem(item)) continue;
      const { rule, match, action } = objects.ofItem(item);
      runRules(layerRules.get('triggerItem'), item, project);
      if (rule) runRules(layerRules.get('triggerRule'), rule, project);
      if (action) runRules(layerRules.get('action'), action, project);
      if (!match) continue;
      const named = isNamedMatch(objects, item);
      if (!named || layer !== 'kinds') runRules(layerRules.get('triggerMatch'), match, project);
      if (named && layer === 'project') runRules(on.byLayer.kinds.get('triggerMatch'), match, project);
    }
    return found;
  };

  /** Puts the findings of items of one chunk behind `found`; only layers whose key moved are checked anew. */
  const partFindings = (subject: Items, keys: readonly unknown[], found: Finding[]): void => {
    const { on, items, objects } = subject;
    const first = items[0];
    if (!first) return;
    let known = perPart.get(first);
    if (known?.rules !== on || !isCurrent(known, keys)) {
      const before = known?.rules === on ? known : undefined;
      // Most objects need no more than the kinds; that nothing is asked of them at an edit elsewhere makes edits quick.
      const needsProject =
        before?.needsProject ?? (on.asksProject || items.some((item) => isNamedMatch(objects, item)));
      const byLayer = layers.map((layer, at) => {
        if (layer === 'project' && !needsProject) return [];
        return before?.keys[at] === keys[at] ? (before?.byLayer[at] ?? []) : layerFindings(subject, layer);
      });
      known = { rules: on, needsProject, keys, byLayer, all: byLayer.flat() };
      perPart.set(first, known);
    }
    for (const finding of known.all) found.push(finding);
  };

  const linkedFindings = <S extends LinkedSubject>(
    where: { readonly on: RuleSet; readonly project: Project },
    name: S,
    subject: Subjects[S],
  ): LinkedFindings => {
    const { on, project } = where;
    const kinds = isKnown(project) ? project.kinds : undefined;
    let known = perLinked.get(subject);
    const isNew = known?.rules !== on || known.kinds !== kinds;
    if (!known || isNew) {
      const findings: Finding[] = [];
      if (!('rule' in subject) || !mentions(subject).some(isItemBroken)) run(where, name, subject, findings);
      known = { rules: on, kinds, findings };
      perLinked.set(subject, known);
    }
    return { findings: known.findings, isNew };
  };

  const classFindings = (on: RuleSet, project: Project, subject: GeneratorClass): readonly Finding[] => {
    const key = [on, ...classKey(project, subject, isKnown(project))];
    let known = perClass.get(subject.code);
    if (known?.key.length !== key.length || known.key.some((part, at) => part !== key[at])) {
      const findings: Finding[] = [];
      run({ on, project }, 'generatorClass', subject, findings);
      known = { key, findings };
      perClass.set(subject.code, known);
    }
    return known.findings;
  };

  function* projectFindings(on: RuleSet, project: Project): Generator<void, ByProject['byFile']> {
    const known = perProject.get(project);
    if (known?.generation === project.generation && known.rules === on) return known.byFile;
    // Every rule about more than one file needs all of them; an open document is shown what it can be shown before that.
    if (!isKnown(project)) return new Map();
    const { generation } = project;
    const found: Finding[] = [];
    yield* project.prepare();
    for (const rule of on.bySubject.get('project') ?? []) {
      if (project.generation !== generation) return new Map();
      sink = found;
      runRules([rule], project, project);
      yield;
    }
    let made = 0;
    const { linkedRules, twins } = project.triggers;
    for (const linked of linkedRules) {
      const { findings, isNew } = linkedFindings({ on, project }, 'linkedRule', linked);
      for (const finding of findings) found.push(finding);
      if (isNew && ++made % linkedPerStep === 0) yield;
    }
    for (const same of twins) {
      const { findings, isNew } = linkedFindings({ on, project }, 'twins', same);
      for (const finding of findings) found.push(finding);
      if (isNew && ++made % linkedPerStep === 0) yield;
    }
    // Classes share methods; what stands in a mixin is shown once.
    const seen = new Set<string>();
    for (const subject of generatorClasses(project)) {
      if (isOutdated(subject, project)) continue;
      for (const finding of classFindings(on, project, subject)) {
        const { part, range } = finding.at;
        const key = `${finding.rule.id} ${range.start} ${range.end} ${part.uri}`;
        if (!seen.has(key)) found.push(finding);
        seen.add(key);
      }
      yield;
    }
    const unsure = unsureParts(project);
    const isShown = ({ at, related = [] }: Finding): boolean =>
      !unsure.has(at.part) && !related.some((other) => unsure.has(other.at.part));
    const current = unsure.size === 0 ? found : found.filter(isShown);
    const byFile = groupBy(current, (finding) => finding.at.part.uri);
    // What changed meanwhile is looked at anew by whoever asks.
    if (project.generation === generation) perProject.set(project, { rules: on, generation, byFile });
    return byFile;
  }

  function* runConfig(where: { readonly on: RuleSet; readonly project: Project }, config: ConfigFile): Findings {
    const { project } = where;
    const found: Finding[] = [];
    run(where, 'config', config, found);
    for (const section of countingSections(config)) {
      for (const entry of section.entries) {
        run(where, 'configEntry', entry, found);
        yield;
      }
    }
    for (const definition of generatorDefinitions(config)) {
      run(where, 'generator', definition, found);
      yield;
    }
    // Behind a syntax error names are hidden, or cut short.
    const isBroken = isConfigBroken(project);
    const end = brokenFrom(config, project);
    const isShown = ({ rule, at }: Finding): boolean => rule.evidence === 'file' && at.range.start < end;
    return isBroken ? found.filter(isShown) : found;
  }

  function* steps(project: Project, file: ProjectFile, isOn: (rule: Rule) => boolean): Findings {
    const on = ruleSet(isOn);
    const { generation } = project;
    const found: Finding[] = [...((yield* projectFindings(on, project)).get(file.uri) ?? [])];
    yield;
    if (project.generation !== generation) return [];
    run({ on, project }, 'file', file, found);
    const { role, documents = [], objects } = file.facts;
    const keys = layers.map((layer) => keyOf(layer, project, isKnown(project)));
    let count = 0;
    for (const document of role === 'object' ? documents : []) {
      run({ on, project }, 'objectDocument', document, found);
      for (const items of document.itemsByChunk) {
        for (let at = 0; at < items.length; at += maxItems) {
          const part = items.length > maxItems ? items.slice(at, at + maxItems) : items;
          if (objects) partFindings({ on, project, objects, items: part }, keys, found);
          if (++count % chunksPerStep === 0) yield;
        }
      }
    }
    const config = file.facts.config;
    if (config && file.uri === project.configUri) {
      for (const finding of yield* runConfig({ on, project }, config)) found.push(finding);
    }
    return firstOfFile(found);
  }

  return { steps };
}

/** Some items of one chunk, and where they are. */
interface Items {
  readonly on: RuleSet;
  readonly project: Project;
  readonly objects: ObjectFacts;
  readonly items: readonly ObjectItem[];
}

function isCurrent({ keys, needsProject }: CachedPart, now: readonly unknown[]): boolean {
  return keys[0] === now[0] && keys[1] === now[1] && (!needsProject || keys[2] === now[2]);
}

/** The objects that a rule about a linked rule looks at. */
function mentions({ rule, actions, matches }: LinkedRule): ObjectItem[] {
  return [rule, ...actions, ...matches].map(({ item }) => item);
}

/** A match that only names its rule depends on the file that has the rule. */
function isNamedMatch(objects: ObjectFacts, item: ObjectItem): boolean {
  const match = isTriggerItem(item) ? objects.ofItem(item).match : undefined;
  return match?.rule !== undefined && !('item' in match.rule);
}

/** Changes when the findings of the layer have to be found anew. */
function keyOf(layer: Layer, project: Project, isKnown: boolean): unknown {
  if (layer === 'object') return true;
  if (layer === 'project') return project.generation;
  // The kinds are made anew with the version and every schema; before the index is complete nothing was asked.
  return isKnown ? project.kinds : project.targetVersion.version;
}

/** Changes when what the rules about a class look at changes; a class is made anew with every Python file. */
function classKey(project: Project, { generators }: GeneratorClass, isKnown: boolean): readonly unknown[] {
  const used = generators.flatMap(({ definition, query, memberKinds, membersOpen }) => [
    definition.entry,
    query?.operation,
    membersOpen,
    ...memberKinds,
  ]);
  return [isKnown, project.kinds, project.targetVersion.version, ...used];
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
