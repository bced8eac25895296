import { CodeLensRefreshRequest, type CodeLens, type Command } from 'vscode-languageserver';
import { runGeneratorCommand, type RunGeneratorParams, showReferencesCommand } from '../protocol/commands';
import type { LspContext } from './context';
import { toRange, toRangeIn } from './convert';
import { refusable, runSafe } from './runSafe';

/** The name that a lens stands above, as the client gives it back. */
interface LensData {
  readonly uri: string;
  readonly offset: number;
  /** The lens that runs the generator. */
  readonly runs?: true;
}

/**
 * Answers `textDocument/codeLens` with places only; what a lens says is found when it comes into view. It leads to the
 * places it is about where the client has the command for that, else it is text.
 */
export function registerCodeLens(context: LspContext): void {
  const { connection, service, settings, options, open } = context;
  const hasCommand = options.commands?.includes(showReferencesCommand) === true;
  const canRun = options.commands?.includes(runGeneratorCommand) === true;
  connection.onCodeLens(
    runSafe(context, null as CodeLens[] | null, ({ textDocument: { uri } }) => {
      const file = service.target(uri)?.file;
      if (!file || !settings().codeLens.enabled) return null;
      return service.codeLensRanges(uri).flatMap((range): CodeLens[] => {
        const data: LensData = { uri, offset: range.start };
        const lens = { range: toRange(file, range), data };
        const canRunHere = canRun && service.generatorsAt(uri, range.start).length > 0;
        return canRunHere ? [lens, { ...lens, data: { ...data, runs: true } }] : [lens];
      });
    }),
  );
  const resolve = runSafe(context, undefined as CodeLens | undefined, (lens: CodeLens) => {
    const { uri, offset, runs } = lens.data as LensData;
    if (runs) return { ...lens, command: runCommand(service.generatorsAt(uri, offset)) };
    const found = service.codeLensAt(uri, offset);
    // A lens that has nothing to say any more: the client asks anew after the edit.
    if (!found) return { ...lens, command: { title: '', command: '' } };
    const places = found.places.map((at) => ({
      uri: open.clientUri(at.uri),
      range: toRangeIn(service, at.uri, at.range),
    }));
    const isLink = hasCommand && places.length > 0;
    const command = isLink
      ? { title: found.title, command: showReferencesCommand, arguments: [uri, lens.range.start, places] }
      : { title: found.title, command: '' };
    return { ...lens, command };
  });
  connection.onCodeLensResolve(async (lens, token) => (await resolve(lens, token)) ?? lens);
}

/** A class that several generators have leaves the choice to the person. */
function runCommand(generators: readonly string[]): Command {
  if (generators.length === 0) return { title: '', command: '' };
  const [generator] = generators;
  const params: RunGeneratorParams = generators.length === 1 && generator !== undefined ? { generator } : {};
  return { title: 'Run…', command: runGeneratorCommand, arguments: [params] };
}

/** Asks the client to ask again for what may have changed by an edit elsewhere. */
export function refreshViews({ connection, capabilities: { workspace } }: LspContext): void {
  const asked = [
    ...(workspace?.codeLens?.refreshSupport ? [connection.sendRequest(CodeLensRefreshRequest.type)] : []),
    ...(workspace?.inlayHint?.refreshSupport ? [connection.languages.inlayHint.refresh()] : []),
    ...(workspace?.semanticTokens?.refreshSupport ? [connection.languages.semanticTokens.refresh()] : []),
  ];
  for (const each of asked) void refusable(connection, each);
}
