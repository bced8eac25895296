import { actions } from './actions/index';
import { connectableRepository } from './actions/connectGenerators/connectable';
import { connectChoices } from './actions/connectGenerators/choices';
import { planConnection } from './actions/connectGenerators/plan';
import { planCopy } from './actions/copyTriggers/plan';
import { newGeneratorChoices } from './actions/newModularGenerator/choices';
import { planNewGenerator } from './actions/newModularGenerator/plan';
import { createActions, type MadeOffer } from './actions/offers';
import type { CancellationToken } from './base/cancellation';
import type { FileRange } from './base/place';
import { planSnapshotSetting } from './actions/snapshotSetting';
import { createCoreKinds, type CoreKinds } from './data/coreKinds';
import type { TextRange } from './base/textRange';
import { canonicalUri, relativePath } from './base/uris';
import { codeLensAt, codeLensRanges, generatorsAt, type CodeLens } from './features/codeLenses';
import { createCompletion } from './features/completion/complete';
import type { CompletionResult } from './features/completion/completion';
import { definition, type Definition } from './features/definition';
import { documentHighlights, type Highlight } from './features/documentHighlights';
import { documentLinks, type DocumentLink } from './features/documentLinks';
import { documentSymbols, type DocumentSymbol } from './features/documentSymbols';
import { fileTriggers } from './features/fileTriggers';
import { hover, type Hover } from './features/hover/hover';
import { references } from './features/references';
import { selectionRanges } from './features/selectionRanges';
import { semanticTokens, type SemanticToken } from './features/semanticTokens';
import { signalTargets } from './features/signalTargets';
import { workspaceSymbols, type WorkspaceSymbol } from './features/workspaceSymbols';
import { providers } from './features/completion/index';
import { suppressionCompletion } from './features/completion/suppressionComment';
import { foldingRanges, type FoldingRange } from './features/foldingRanges';
import { inlayHints, type InlayHint } from './features/inlayHints';
import { layers } from './features/layers';
import { editsForRenamedPaths } from './features/renamedPaths';
import type { Project, ProjectFile } from './model/project/project';
import { ProjectSet, type FileEvent } from './model/project/projectSet';
import { serverKnowledge } from './model/project/serverKnowledge';
import type { Workspace } from './model/project/workspace';
import { prepareRename, rename, type RenameFailure } from './features/rename';
import { diagnose, type Diagnostic, type Levels } from './rules/diagnose';
import { createEngine } from './rules/engine';
import { resolveEdits, resolveFixEdits, type ResolvedEdit, type ResolvedFixEdit } from './edits/resolvedEdit';
import { rules } from './rules/index';
import type { ConnectChoicesParams, ConnectPlanParams } from './protocol/connect';
import type { NewGeneratorParams } from './protocol/newGenerator';
import type { Refusal } from './protocol/plan';
import type { CopyTriggersParams } from './protocol/triggers';
import type { RemoteKnowledge } from './remoteKnowledge';
import type { SnapshotPlanParams } from './protocol/remote';
import type { Fix } from './rules/rule';
import { safeFixes } from './rules/safeFixes';
import { settingsSchema, type Profile, type Settings } from './settings';

/** What the service needs from outside. */
export interface ServiceOptions {
  readonly workspace: Workspace;
  /** Milliseconds, for yielding to other work only. */
  readonly now: () => number;
  /** One line for the log: a bug in a rule or provider, already once per culprit. */
  readonly log: (message: string) => void;
  /** The kinds that Infrahub brings along; several services may share them. */
  readonly coreKinds?: CoreKinds;
}

/** What was asked on a command line; beats the project's own file and every setting. */
export interface CommandLine {
  readonly serverVersion?: string;
  readonly profile?: Profile;
}

/** Where a feature is asked for: a file of a project. */
export interface Target {
  readonly project: Project;
  readonly file: ProjectFile;
}

/**
 * Everything that can be asked about a set of workspace folders. Offsets are UTF-16 code units from the start of the
 * file; addresses may be in any spelling. Answers come from memory, for the files as they are now.
 */
export type Service = ReturnType<typeof createService>;

export function createService({ workspace, now, log, coreKinds = createCoreKinds() }: ServiceOptions) {
  const projects = new ProjectSet({ workspace, now, coreKinds });
  const engine = createEngine(rules, (rule, error) => log(`Rule ${rule.id} failed and is off: ${describe(error)}`));
  const complete = createCompletion(providers, (id, error) => log(`Completion ${id} failed: ${describe(error)}`));
  const act = createActions(actions, (id, error) => log(`Action ${id} failed: ${describe(error)}`));
  let levels: Levels = settingsSchema.parse({});

  const canonicalTarget = (uri: string): Target | undefined => {
    const project = projects.projectOf(uri);
    const file = project?.file(uri);
    return project && file ? { project, file } : undefined;
  };

  /** Files are known by their canonical addresses, so an address that finds one is spelled right. */
  const target = (uri: string): Target | undefined => canonicalTarget(uri) ?? canonicalTarget(canonicalUri(uri));

  /** Asks about a project by the address of its folder; plans rest on all of its files. */
  const inProject = <T>(root: string, ask: (project: Project) => T): T | Refusal => {
    const project = projects.all().find((each) => each.root === canonicalUri(root));
    if (!project) return { refusal: 'There is no Infrahub repository here any more.' };
    return project.indexed ? ask(project) : { refusal: 'The repository is still being read: try again in a moment.' };
  };

  /** The same as `diagnostics`, for who rests between two steps: what changed meanwhile is checked again. */
  function* diagnosticSteps(uri: string): Generator<void, Diagnostic[]> {
    for (;;) {
      const found = target(uri);
      if (!found) return [];
      const { generation } = found.project;
      const diagnostics = yield* diagnose(engine, found.project, found.file, levels);
      if (target(uri)?.project.generation === generation) return diagnostics;
    }
  }

  /** The findings of a file as they are to be shown; empty for a file of no project. */
  const diagnostics = (uri: string): Diagnostic[] => {
    const steps = diagnosticSteps(uri);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  };

  return {
    /** The projects found by the last `index`. */
    projects: (): Project[] => projects.all(),

    target,

    /** Takes new settings; what was asked on a command line beats them. */
    configure(next: Settings, commandLine: CommandLine = {}): void {
      levels = { profile: next.profile, rules: next.rules, commandLineProfile: commandLine.profile };
      projects.setWantedVersions({ commandLine: commandLine.serverVersion, setting: next.serverVersion });
    },

    /** Takes what the connected server holds; undefined when there is no connection any more. */
    setRemote(knowledge: RemoteKnowledge | undefined): void {
      projects.setLiveServer(knowledge && serverKnowledge(knowledge, 'connected server'));
    },

    /**
     * Finds the projects below the folders and reads them. Throws `CancelledError` when cancelled. `onOpenRead`: the
     * open documents of a project were read, before its other files.
     */
    index: (folders: readonly string[], token?: CancellationToken, onOpenRead?: () => void): Promise<void> =>
      projects.index(folders, token, onOpenRead),

    /** Takes the text of an open document, new or edited. Gives true when it changes what is known. */
    updateDocument: (uri: string, text: string): boolean => projects.openBuffer(canonicalUri(uri), text),

    closeDocument: (uri: string): Promise<boolean> => projects.closeBuffer(canonicalUri(uri)),

    filesChanged: (events: readonly FileEvent[]): Promise<boolean> => projects.filesChanged(events),

    diagnostics,

    diagnosticSteps,

    /** The edits that a fix makes, in every file it touches. */
    resolveFix: (uri: string, fix: Fix): ResolvedFixEdit[] => {
      const found = target(uri);
      return found ? resolveFixEdits(found.project, fix.edits) : [];
    },

    /** What can be done at a range beside the fixes of findings. */
    codeActions: (uri: string, range: TextRange): MadeOffer[] => {
      const found = target(uri);
      return found ? act({ ...found, range }) : [];
    },

    /** The edits of an offer of `codeActions`, in every file it touches; undefined when the text has no place for them. */
    resolveAction: (uri: string, { offer }: MadeOffer): ResolvedEdit[] | undefined => {
      const found = target(uri);
      const edits = found && offer.edits();
      return edits && edits.length > 0 ? resolveEdits(found.project, edits) : undefined;
    },

    /** The edits of every safe fix among the findings of a file that do not touch each other. */
    safeFixes: (uri: string, found: readonly Diagnostic[]): ResolvedEdit[] => {
      const at = target(uri);
      return at ? safeFixes(at.project, found) : [];
    },

    /** The edits of `.infrahub.yml` files that follow from files or folders getting other addresses. */
    editsForRenamedFiles: (renames: readonly { readonly from: string; readonly to: string }[]): ResolvedEdit[] =>
      projects.all().flatMap((project) => {
        const paths = renames.flatMap(({ from, to }) => {
          const [old, next] = [from, to].map((uri) => relativePath(project.root, canonicalUri(uri)));
          return old !== undefined && next !== undefined ? [{ from: old, to: next }] : [];
        });
        return editsForRenamedPaths(project, paths);
      }),

    /** The story of the thing at a position. */
    hover(uri: string, offset: number): Hover | undefined {
      const found = target(uri);
      return found && hover({ ...found, offset });
    },

    /** Where the name at a position is declared. */
    definition(uri: string, offset: number): Definition | undefined {
      const found = target(uri);
      return found && definition({ ...found, offset });
    },

    /** Every place of the project that mentions the thing at a position. */
    references(uri: string, offset: number, includeDeclaration: boolean): FileRange[] {
      const found = target(uri);
      return found ? references({ ...found, offset }, includeDeclaration) : [];
    },

    /** The places of the same file that mention the thing at a position. */
    documentHighlights(uri: string, offset: number): Highlight[] {
      const found = target(uri);
      return found ? documentHighlights({ ...found, offset }) : [];
    },

    /** The outline of a file. */
    documentSymbols(uri: string): DocumentSymbol[] {
      const found = target(uri);
      return found ? documentSymbols(found.file) : [];
    },

    /** What each generator of the projects signals and creates. */
    signalTargets: () => signalTargets(projects.all()),

    /** The trigger rules and actions that the files of all projects declare. */
    fileTriggers: () => fileTriggers(projects.all()),

    /** The generators of all projects in the order in which the rules of the files make them run. */
    layers: () => layers(projects.all()),

    /** The generators of each project that can be connected. */
    connectable: () => projects.all().map(connectableRepository),

    /** What there is to decide for a chain of generators. */
    connectChoices: ({ root, generators }: ConnectChoicesParams) =>
      inProject(root, (project) => connectChoices(project, generators)),

    /** What is to be written for a chain of generators. */
    planConnection: ({ root, links }: ConnectPlanParams) =>
      inProject(root, (project) => planConnection(project, links)),

    /** What a new generator of each project can be about. */
    newGeneratorChoices: () => projects.all().map(newGeneratorChoices),

    /** The files of a new generator. */
    planNewGenerator: (params: NewGeneratorParams) =>
      inProject(params.root, (project) => planNewGenerator(project, params)),

    /** What is to be written so that the files have rules and actions as a server has them. */
    planCopy: ({ root, objects }: CopyTriggersParams) => {
      const all = projects.all();
      const owners = all.filter(({ triggers: { rulesByName, actionsByName } }) =>
        objects.some(({ name }) => rulesByName.has(name) || actionsByName.has(name)),
      );
      const [only] = owners.length > 0 ? owners : all;
      return inProject(root ?? only?.root ?? '', (project) => planCopy(project, objects));
    },

    /** Lets a project be checked with a snapshot. */
    planSnapshotSetting: ({ root, uri }: SnapshotPlanParams) =>
      inProject(root, (project) => planSnapshotSetting(project, canonicalUri(uri))),

    /** What the projects declare, by name. */
    workspaceSymbols: (query: string): WorkspaceSymbol[] => workspaceSymbols(projects.all(), query),

    /** The paths of a file that lead to another one. */
    documentLinks(uri: string): DocumentLink[] {
      const found = target(uri);
      return found ? documentLinks(found.project, found.file) : [];
    },

    /** What would be renamed at a position, or why nothing can be. */
    prepareRename: (uri: string, offset: number) => {
      const found = target(uri);
      return found ? prepareRename({ ...found, offset }) : outside;
    },

    /** The edits that rename the thing at a position everywhere, or why that cannot be done. */
    rename: (uri: string, offset: number, newName: string) => {
      const found = target(uri);
      return found ? rename({ ...found, offset }, newName) : outside;
    },

    /** Where a file has lenses; what they say is found by `codeLensAt` for the start of the range. */
    codeLensRanges(uri: string): TextRange[] {
      const found = target(uri);
      return found ? codeLensRanges(found.project, found.file) : [];
    },

    codeLensAt(uri: string, offset: number): CodeLens | undefined {
      const found = target(uri);
      return found && codeLensAt({ ...found, offset });
    },

    /** Names of the generators that the name at an offset is the definition or the class of. */
    generatorsAt(uri: string, offset: number): readonly string[] {
      const found = target(uri);
      return found ? generatorsAt({ ...found, offset }) : [];
    },

    /** Defaults that bite, as far as they stand in the range. */
    inlayHints(uri: string, within: TextRange): InlayHint[] {
      const found = target(uri);
      return found ? inlayHints(found.project, found.file, within) : [];
    },

    /** What the names of a file, or of a range of it, are. */
    semanticTokens(uri: string, within?: TextRange): SemanticToken[] {
      const found = target(uri);
      return found ? semanticTokens(found.project, found.file, within) : [];
    },

    /** What can be folded; undefined for files that are not ours. */
    foldingRanges(uri: string): FoldingRange[] | undefined {
      const file = target(uri)?.file;
      return file?.facts.yaml && foldingRanges(file.text);
    },

    /** What a growing selection takes in, the smallest first. */
    selectionRanges(uri: string, offset: number): TextRange[] {
      const yaml = target(uri)?.file.facts.yaml;
      return yaml ? selectionRanges(yaml, offset) : [];
    },

    completion(uri: string, offset: number): CompletionResult {
      const found = target(uri);
      if (!found) return { items: [], isIncomplete: false };
      const request = { ...found, offset };
      return suppressionCompletion(request, () => diagnostics(uri)) ?? complete(request);
    },
  };
}

/** The answer for a file of no project. */
const outside: RenameFailure = { ok: false, reason: 'This file belongs to no Infrahub repository.' };

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
