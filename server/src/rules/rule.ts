import type { Place } from '../base/place';
import type { Edit, FixEdit } from '../edits/edit';
import type { ConfigEntry, ConfigFile, GeneratorDefinition } from '../model/config/configFile';
import type { ObjectDocument, ObjectItem } from '../model/objects/objectFile';
import type { GeneratorClass } from '../model/project/generatorClass';
import type { Project, ProjectFile } from '../model/project/project';
import type { LinkedRule } from '../model/triggers/linkedRule';
import type { Action, TriggerMatch, TriggerRule } from '../model/triggers/triggers';
import type { ClientCommand } from '../protocol/commands';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What a rule can look at. Item-sized subjects are checked again only when their chunk or the project changed. */
export interface Subjects {
  /** Any file that the project reads, of whatever role. */
  file: ProjectFile;
  /** One YAML document of an object file. */
  objectDocument: ObjectDocument;
  /** An object of whatever kind, nested ones too. There may be tens of thousands. */
  objectItem: ObjectItem;
  /** An action, rule or match; nested ones too. */
  triggerItem: ObjectItem;
  triggerRule: TriggerRule;
  triggerMatch: TriggerMatch;
  action: Action;
  /** A rule with its matches and actions, wherever those are; besides, only the kinds and the version are asked for. */
  linkedRule: LinkedRule;
  /** Rules that do the same at the same event, two or more in order; the same is asked for. */
  twins: readonly LinkedRule[];
  /** The `.infrahub.yml` that counts. */
  config: ConfigFile;
  /** One mapping of one of its sections. */
  configEntry: ConfigEntry;
  generator: GeneratorDefinition;
  /**
   * A Python class that generators run, once however many do. A rule about it asks for the class, its generators and the
   * kinds only; what watches its writes is asked of `project`.
   */
  generatorClass: GeneratorClass;
  /** Once per project, for what no single place shows: cycles, duplicates. */
  project: Project;
}

export type SubjectName = keyof Subjects;

/** One kind of author mistake. Its texts, check and fixes live in one file, named by its id. */
export interface Rule<S extends SubjectName = SubjectName> {
  /** Kebab-case words; never renamed, users have it in their settings. */
  readonly id: string;
  /** Cross-reference to the catalogue of mistakes, such as `TRG08`. */
  readonly catalogue: string;
  /** One line for lists: the mistake, not its effect. */
  readonly title: string;
  readonly severity: Severity;
  /** In the profile `recommended`: an error, or a warning that is proven; the others show with the profile `all`. */
  readonly recommended: boolean;
  /**
   * `file`: provable from the one file, so it is published before the project's first index is complete.
   * `project`: needs the other files, as all do that apply to what several files make.
   */
  readonly evidence: 'file' | 'project';
  /**
   * Set to `kinds` on a rule about one object that asks the project for its kinds and version only, nothing else (a match
   * also for the rule it belongs to): it then runs again when the object or a schema changes, not at every edit.
   */
  readonly reads?: 'kinds';
  /** True when another Infrahub version would judge otherwise: with an inferred version at most a warning. */
  readonly dependsOnVersion?: boolean;
  /** Markdown: what happens and why, the proof (a line of facts), how to mend it. */
  readonly docs: string;
  readonly appliesTo: S;
  readonly check: (subject: Subjects[S], context: RuleContext) => void;
}

export interface RuleContext {
  readonly project: Project;
  /** Every rule there is, for files that name them. */
  readonly ruleIds: readonly string[];
  report(report: Report): void;
}

export interface Report {
  readonly at: Place;
  /** A sentence for people: the thing, what will happen, what to do. */
  readonly message: string;
  /** Lower (or higher) than the rule's own, where the proof is weaker or stronger. */
  readonly severity?: Severity;
  /** True: only the first such report of the rule in a file is shown (open world, see `openWorld`). */
  readonly oncePerFile?: boolean;
  /** Computed when somebody asks for them. */
  readonly fixes?: () => Fix[];
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
}

/** A way to mend a finding. */
export type Fix = SafeFix | AskedFix;

/** It cannot change what runs, is tracked or deleted on a server; only such fixes are applied in bulk. */
interface SafeFix {
  readonly title: string;
  readonly safe: true;
  readonly edits: readonly Edit[];
  readonly command?: undefined;
}

/** Applied only when the user picks it. */
interface AskedFix {
  readonly title: string;
  readonly safe: false;
  readonly edits: readonly FixEdit[];
  /** A command of the client to run afterwards. */
  readonly command?: ClientCommand;
}

/** A report with the rule that made it. */
export interface Finding extends Report {
  readonly rule: Rule;
  readonly severity: Severity;
}

/** Declares a rule; the types of `check` follow from `appliesTo`. */
export function defineRule<S extends SubjectName>(rule: Rule<S>): Rule {
  return rule as unknown as Rule;
}
