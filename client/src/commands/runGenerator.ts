import { commands, Disposable, l10n, type OutputChannel, Uri, window, workspace } from 'vscode';
import { type GeneratorObjects, signalTargetsRequest } from '../../../server/src/protocol/generatorObjects';
import { type FileLayers, layersRequest } from '../../../server/src/protocol/layers';
import { describeFailure } from '../connection/connect';
import { type Reached, reachServer } from '../connection/reach';
import { serverKey } from '../connection/servers';
import { showFailure } from '../connection/showFailure';
import type { Context } from '../context';
import { filesOf } from '../runs/choices';
import { compareLocalCode } from '../runs/localCode';
import { planRun, type AgreedRun } from '../runs/planRun';
import type { ResultDocuments } from '../runs/resultDocuments';
import { wishesOf } from './runGenerator/arguments';
import { confirmRun } from './runGenerator/confirm';
import { runAtServer } from './runGenerator/runAtServer';
import { runLocally } from './runGenerator/runLocally';
import { createRunScreen } from './runGenerator/screen';

/**
 * "Run Generator…": asks for generator, branch and targets, shows what the run would meet, runs and follows it. Takes
 * `{ generator?, targets?, branch?, server? }`, targets by id and the server by its key, or lines of the view Cascade,
 * so that nothing is asked that is known. Gives true when it ran.
 */
export function registerRunGenerator(context: Context, results: ResultDocuments): Disposable {
  let output: OutputChannel | undefined;
  const runs = (): OutputChannel => (output ??= window.createOutputChannel(l10n.t('Cascade for Infrahub: Runs')));
  return Disposable.from(
    new Disposable(() => output?.dispose()),
    commands.registerCommand('infrahubCascade.showRunLog', () => runs().show()),
    commands.registerCommand('infrahubCascade.runGenerator', async (given?: unknown, more?: unknown) => {
      const reached = await reachServer(context.connection, l10n.t('Run a generator on which server?'));
      if (!reached) return false;
      try {
        const agreed = await plan([given, more], reached, context);
        if (!agreed) return false;
        if (agreed.way === 'local') return await runLocally(agreed, reached, context);
        if (!(await confirmRun(agreed, reached.server.name))) return false;
        await runAtServer(agreed, { ...reached, output: runs(), results });
        return true;
      } catch (error) {
        context.log.error(describeFailure(error));
        await showFailure(error, reached.server, context.connection);
        return false;
      }
    }),
  );
}

async function plan(
  [given, more]: readonly [unknown, unknown],
  { transport, server }: Reached,
  { connection, server: languageServer, log }: Context,
): Promise<AgreedRun | undefined> {
  const access = await connection.access().catch(() => undefined);
  /** Without the language server only the files have nothing to say. */
  const ask = <T>(method: string, without: T): Promise<T> =>
    languageServer.request<T>(method).catch((error: unknown) => {
      log.warn(describeFailure(error));
      return without;
    });
  const { layers } = await ask<FileLayers>(layersRequest, { repositories: 0, layers: [] });
  const objects = await ask<readonly GeneratorObjects[]>(signalTargetsRequest, []);
  return planRun({
    transport,
    serverKey: serverKey(server),
    branchInUse: access?.kind === 'open' ? access.branch : undefined,
    wishes: wishesOf(given, more, layers),
    layers,
    objects,
    compareLocal(layer, commit, signal) {
      const files = filesOf(layer).map((uri) => Uri.parse(uri).fsPath);
      const unsaved = workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.fsPath);
      return compareLocalCode({ root: Uri.parse(layer.root).fsPath, files, commit, unsaved }, signal);
    },
    screen: createRunScreen(server),
    title: l10n.t('Run Generator'),
  });
}
