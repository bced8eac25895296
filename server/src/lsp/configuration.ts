import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { parseSettings, type Settings } from '../settings';
import type { LspContext } from './context';
import { refusable } from './runSafe';

const section = 'infrahubCascade';

/**
 * The settings from wherever the client gives them: asked for where it answers, else as last pushed, else as
 * initialised. `onChange` is called when they are read and at every change.
 */
export function registerConfiguration(
  { connection, capabilities, options }: LspContext,
  onChange: (settings: Settings) => void,
): { load(): Promise<void> } {
  const canPull = capabilities.workspace?.configuration === true;
  let pushed: unknown;
  let asked = 0;
  const load = async (): Promise<void> => {
    const turn = ++asked;
    const pulled: unknown = canPull
      ? await connection.workspace.getConfiguration(section).catch(() => undefined)
      : undefined;
    // An answer that arrives late is older than what was asked for since.
    if (turn === asked) onChange(parseSettings(pulled ?? pushed ?? options.settings));
  };
  connection.onDidChangeConfiguration(({ settings }: { settings?: unknown }) => {
    if (typeof settings === 'object' && settings !== null) {
      pushed = (settings as Record<string, unknown>)[section] ?? pushed;
    }
    void load();
  });
  return {
    async load() {
      await load();
      if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
        await refusable(connection, connection.client.register(DidChangeConfigurationNotification.type, { section }));
      }
    },
  };
}
