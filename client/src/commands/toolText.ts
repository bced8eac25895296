import { l10n } from 'vscode';
import type { Server } from '../connection/servers';
import { commandLine } from '../runs/commandLine';
import type { Infrahubctl } from '../runs/lookForInfrahubctl';

/** What a person should know of a program before it is started with the token; a paragraph each. */
export function toolText({ command, args, isOfWorkspace }: Infrahubctl, server: Server): string[] {
  const line = commandLine(command, args);
  return [
    isOfWorkspace
      ? l10n.t(
          'It is done by a program that comes with this workspace: what runs is what its files and its environment say. Go on only if you trust it:\n{0}',
          line,
        )
      : l10n.t('It is done by the program:\n{0}', line),
    l10n.t('The program gets your token for {0}, and can do with it all that you can.', server.address.base),
  ];
}
