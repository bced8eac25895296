/** What client and server say to each other beyond LSP: plain interfaces, so that each side keeps its own protocol library. */

/** Notification, server → client: the state for the status item. */
export const statusNotification = 'infrahubCascade/status';

export interface StatusParams {
  /** Folders that hold a `.infrahub.yml`. */
  readonly projects: number;
  readonly findings: FindingCounts;
  /** True until every file of every project has been read once. */
  readonly indexing: boolean;
  /** The Infrahub version checked against, such as `1.11`; empty when there is no project. */
  readonly serverVersion: string;
  /** Where that version comes from, as a phrase for people: `setting`, `.infrahub-cascade.yml`, `uv.lock`, `newest known`, … */
  readonly serverVersionSource: string;
}

export interface FindingCounts {
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
}

/** Request, client → server, no parameters: read every file again and publish anew; answers when that is done. */
export const refreshRequest = 'infrahubCascade/refresh';

/** What the client passes as `initializationOptions`; every field may be missing (other editors pass nothing). */
export interface InitializationOptions {
  /** The settings below `infrahubCascade.`, for clients without `workspace/configuration`. */
  readonly settings?: unknown;
  /** `leaveToOthers` when another extension reports plain YAML syntax errors. */
  readonly yamlSyntaxErrors?: 'report' | 'leaveToOthers';
  /** Base of rule links; the rule id is appended. Missing: the homepage. */
  readonly ruleLinkBase?: string;
  /** Commands of the client that answers may use; others are left out. */
  readonly commands?: readonly string[];
}

/** Command of the client: shows places; arguments are an address, a position and a list of locations, all as in LSP. */
export const showReferencesCommand = 'infrahubCascade.showReferences';

/** Command of the client: lets the author pick one of the offers of an action; its argument is `ActionParams`. */
export const pickActionCommand = 'infrahubCascade.pickAction';

/** Command of the client: takes targets out of tracking groups; its argument is `UntrackParams`. */
export const untrackCommand = 'infrahubCascade.untrackSignalTargets';

/** Command of the client: runs a generator at a server; its argument is `RunGeneratorParams`. */
export const runGeneratorCommand = 'infrahubCascade.runGenerator';

export interface RunGeneratorParams {
  /** Name of the definition; asked for when it is missing. */
  readonly generator?: string;
}

/** What a save without tracking leaves behind in the tracking groups of its generators. */
export interface UntrackParams {
  /** Kinds whose objects must not be members any more; empty when the code does not show them. */
  readonly kinds: readonly string[];
  readonly generators: readonly string[];
}

/** Request, client → server: what an action offers at a place; answers `ActionOfferAnswer[]`. */
export const actionOffersRequest = 'infrahubCascade/actionOffers';

/** Request, client → server: carries out an offer; answers whether the client took the edit. */
export const actionApplyRequest = 'infrahubCascade/applyAction';

/** An action at a place; the range is as in LSP. */
export interface ActionParams {
  readonly uri: string;
  readonly range: { readonly start: ActionPosition; readonly end: ActionPosition };
  readonly action: string;
}

interface ActionPosition {
  readonly line: number;
  readonly character: number;
}

/** One of the offers, by its title. */
export interface ActionApplyParams extends ActionParams {
  readonly title: string;
}

export interface ActionOfferAnswer {
  readonly title: string;
}

/** Request, client → server, no parameters: the generators that can be connected. Answer: `ConnectableRepository[]`. */
export const connectableRequest = 'infrahubCascade/connect/generators';

/** One Infrahub repository of the workspace with its generators, in the order of `.infrahub.yml`. */
export interface ConnectableRepository {
  /** Address of the folder of its `.infrahub.yml`; names the repository in further requests. */
  readonly root: string;
  readonly generators: readonly ConnectableGenerator[];
}

export interface ConnectableGenerator {
  readonly name: string;
  /** Its Python file, relative to the repository. */
  readonly path: string;
  /** Kinds of its targets, as far as the files show them. */
  readonly kinds: readonly string[];
  /** Generators that start it today. */
  readonly startedBy: readonly string[];
  /** Generators that it could signal: their targets have a relationship to its own. */
  readonly couldStart: readonly string[];
  /** Why it cannot be part of a chain; a sentence. */
  readonly problem?: string;
}

/** Request: what there is to decide for a chain. Answer: `ConnectChoices`. */
export const connectChoicesRequest = 'infrahubCascade/connect/choices';

export interface ConnectChoicesParams {
  readonly root: string;
  /** Names in the order in which they are to run. */
  readonly generators: readonly string[];
}

/** One entry for each pair of neighbours, or why they cannot be connected; the first choice of a list is the best. */
export type ConnectChoices = Refusal | { readonly links: readonly LinkChoices[] };

export interface Refusal {
  /** A sentence for people: why nothing is planned. */
  readonly refusal: string;
}

export interface LinkChoices {
  readonly upstream: string;
  readonly downstream: string;
  /** At least one. */
  readonly kinds: readonly KindChoice[];
}

/** A kind of targets that the upstream generator can signal. */
export interface KindChoice {
  readonly kind: string;
  /** How its objects are found from the target of the upstream generator, such as `parent of NetworkPod`. */
  readonly route: string;
  /** At least one. */
  readonly signals: readonly SignalChoice[];
  readonly extras: readonly ExtraChoice[];
  /** The scope of the rules that are there, else the one to advise. */
  readonly scope: BranchScope;
}

/** What the upstream generator writes to its targets. */
export interface SignalChoice {
  /** Unique among the signals of the kind. */
  readonly id: string;
  readonly attribute: string;
  /** What is written, as a short phrase. */
  readonly form: string;
  readonly detail: string;
  /** This signal is written and watched already. */
  readonly connected: boolean;
}

/** A member that people change and the downstream query reads. */
export interface ExtraChoice {
  readonly name: string;
  readonly type: 'attribute' | 'relationship';
  /** A rule watches it already. */
  readonly watched: boolean;
  /** To be chosen where nobody decides otherwise. */
  readonly advised: boolean;
}

export type BranchScope = 'other_branches' | 'all_branches' | 'default_branch';

/** Request: what is to be written for a chain. Answer: `Plan`. */
export const connectPlanRequest = 'infrahubCascade/connect/plan';

export interface ConnectPlanParams {
  readonly root: string;
  readonly links: readonly LinkDecision[];
}

export interface LinkDecision {
  readonly upstream: string;
  readonly downstream: string;
  readonly kind: string;
  /** `id` of a signal. */
  readonly signal: string;
  /** Names of members that start the downstream generator too. */
  readonly extras: readonly string[];
  readonly scope: BranchScope;
}

/** Everything that is to be written, for one undo; nothing when all of it is there. */
export type Plan = Refusal | { readonly changes: readonly PlannedChange[]; readonly notes: readonly PlanNote[] };

/** Something to know about a plan. A pick shows one line of each, about 80 characters. */
export interface PlanNote {
  readonly title: string;
  readonly detail: string;
}

/** A change of a file as the server knows it (lines and characters from zero on), or a new file. */
export type PlannedChange =
  | { readonly uri: string; readonly range: PlannedRange; readonly newText: string; readonly label: string }
  | { readonly createUri: string; readonly text: string; readonly label: string };

export interface PlannedRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Request, no parameters: what a new generator can be about. Answer: `NewGeneratorChoices[]`, one per repository. */
export const newGeneratorChoicesRequest = 'infrahubCascade/newGenerator/choices';

export interface NewGeneratorChoices {
  readonly root: string;
  /** Names that are taken. */
  readonly generators: readonly string[];
  /** Kinds whose objects can be targets; those of the repository. */
  readonly kinds: readonly { readonly kind: string; readonly label?: string; readonly generators: readonly string[] }[];
  readonly groups: readonly { readonly name: string; readonly kinds: readonly string[] }[];
  /** Folders for the Python file, relative to the repository; the likeliest first. */
  readonly folders: readonly string[];
}

/** Request: the files of a new generator. Answer: `Plan`. */
export const newGeneratorPlanRequest = 'infrahubCascade/newGenerator/plan';

export interface NewGeneratorParams {
  readonly root: string;
  readonly name: string;
  readonly kind: string;
  /** An existing group, or one to be made. */
  readonly group: string;
  readonly folder: string;
}

/** Request, client → server, no parameters: what the generators signal and create. Answer: `GeneratorObjects[]`. */
export const signalTargetsRequest = 'infrahubCascade/signalTargets';

/** What the code of a generator does to objects: what decides whether they may leave its tracking groups. */
export interface GeneratorObjects {
  /** Name of its definition. */
  readonly name: string;
  /** Kinds whose objects it signals: fetches, and writes an attribute that a rule watches. No generics. */
  readonly signals: readonly string[];
  /** Kinds whose objects it creates. */
  readonly creates: readonly string[];
  /** Its code was not found or could not be followed to the end, so it may do more. */
  readonly isOpen: boolean;
}

/** Request, no parameters: the trigger rules and actions that the files declare. Answer: `FileTriggers`. */
export const fileTriggersRequest = 'infrahubCascade/triggers';

export interface FileTriggers {
  /** How many Infrahub repositories the workspace has. */
  readonly repositories: number;
  readonly rules: readonly FileRule[];
  readonly actions: readonly FileAction[];
}

/** Values by field name, as text; a field without a value is left out. */
export type TriggerFields = Readonly<Record<string, string>>;

/** An object of a file that the loader would make. */
interface FileObject {
  /** What Infrahub gives it when it is loaded for the first time: written values, and defaults for the others. */
  readonly fields: TriggerFields;
  /** Fields of `fields` that are not written. */
  readonly defaults: readonly string[];
}

/** An object with a name, and where that name stands. */
interface NamedFileObject extends FileObject {
  readonly kind: string;
  readonly name: string;
  readonly uri: string;
  readonly range: PlannedRange;
}

/** A trigger rule; `kind` is `CoreNodeTriggerRule` or `CoreGroupTriggerRule`. */
export interface FileRule extends NamedFileObject {
  readonly matches: readonly FileMatch[];
  /** False when something that stands below `matches` could not be read. */
  readonly matchesAreWhole: boolean;
}

/** A match; `kind` is `CoreNodeTriggerAttributeMatch` or `CoreNodeTriggerRelationshipMatch`. */
export interface FileMatch extends FileObject {
  readonly kind: string;
  /** The attribute or relationship it watches. */
  readonly member: string;
}

/** An action; `kind` is `CoreGeneratorAction` or `CoreGroupAction`. */
export type FileAction = NamedFileObject;

/** Request, no parameters: the generators of the files as layers of a cascade. Answer: `FileLayers`. */
export const layersRequest = 'infrahubCascade/layers';

export interface FileLayers {
  /** How many Infrahub repositories the workspace has. */
  readonly repositories: number;
  /** In the order in which they run; what runs independently keeps the order of `.infrahub.yml`. */
  readonly layers: readonly FileLayer[];
}

/** A place as the client spells it. */
export interface FilePlace {
  readonly uri: string;
  readonly range: PlannedRange;
}

/** A generator of the files with what starts it and what it does, as far as the files show it. */
export interface FileLayer extends FilePlace {
  /** Address of the folder of its `.infrahub.yml`. */
  readonly root: string;
  /** Name of its definition; `uri` and `range` are where that name stands. */
  readonly generator: string;
  /** Name of its class, and of `generate` where the text shows that. */
  readonly code?: FilePlace;
  /** The file of its query. */
  readonly query?: { readonly uri: string };
  /** Name of the group of its targets; empty when none is written. */
  readonly group: string;
  /** Kinds of its targets; no generics. */
  readonly kinds: readonly string[];
  /** Its layer from 0 on: one more than the highest of those that start it. Members of a cycle share one. */
  readonly order: number;
  /** Generators of the same repository that start it through rules, by name. */
  readonly upstream: readonly string[];
  /** Attributes of its targets whose change starts it, with the names of the active rules of the files that watch them. */
  readonly watched: readonly WatchedAttribute[];
  /** For kinds of its targets: the relationship to the object whose generator signals them. */
  readonly parents: readonly { readonly kind: string; readonly relationship: string }[];
  /** Attributes that its code writes on objects that were there before. */
  readonly writes: readonly { readonly kind: string; readonly attribute: string }[];
  /** Kinds whose objects its code creates. */
  readonly creates: readonly string[];
  /** Python files of the repository that its class needs, besides its own. */
  readonly helpers: readonly string[];
  /** Targets that its code refuses, for sure. */
  readonly exclusions: readonly TargetExclusion[];
}

export interface WatchedAttribute {
  readonly kind: string;
  readonly attribute: string;
  readonly rule: string;
}

/** The code raises for every target whose attribute has one of the values, before it does anything. */
export interface TargetExclusion {
  readonly attribute: string;
  readonly values: readonly string[];
  readonly at: FilePlace;
}

/**
 * Request: what is to be written so that the files have rules and actions as a server has them. Answer: `Plan`, without
 * changes when they agree.
 */
export const copyTriggersRequest = 'infrahubCascade/triggers/copy';

export interface CopyTriggersParams {
  /** The repository for what no file has; may be missing when there is only one. */
  readonly root?: string;
  /** What others refer to comes first. */
  readonly objects: readonly CopiedTrigger[];
}

/** A rule or action of a server. */
export interface CopiedTrigger {
  readonly kind: string;
  readonly name: string;
  readonly fields: TriggerFields;
  /** Of rules only. */
  readonly matches?: readonly CopiedMatch[];
}

export interface CopiedMatch {
  readonly kind: string;
  readonly member: string;
  readonly fields: TriggerFields;
}

/** Request: what our checks say of a file that is to be loaded. Answer: `LoadCheck`, null for a file of no repository. */
export const loadCheckRequest = 'infrahubCascade/triggers/loadCheck';

export interface LoadCheckParams {
  readonly uri: string;
}

export interface LoadCheck {
  /** Address of the folder of its `.infrahub.yml`. */
  readonly root: string;
  readonly errors: number;
  readonly warnings: number;
}
