import { DidChangeConfigurationNotification, type ClientCapabilities, type Connection } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol';
import { parseSettings, type Settings } from '../settings';

const section = 'infrahubCascade';

/** The settings from wherever the client gives them; `onChange` is called when they are read and at every change. */
export function registerConfiguration(
  connection: Connection,
  capabilities: ClientCapabilities,
  options: InitializationOptions,
  onChange: (settings: Settings) => Promise<void>,
): { load(): Promise<void> } {
  const canPull = capabilities.workspace?.configuration === true;
  const load = async (pushed?: unknown): Promise<void> => {
    const value = canPull ? await connection.workspace.getConfiguration(section).catch(() => undefined) : pushed;
    await onChange(parseSettings(value ?? options.settings));
  };
  connection.onDidChangeConfiguration(({ settings }) => {
    const pushed =
      typeof settings === 'object' && settings !== null ? (settings as Record<string, unknown>)[section] : undefined;
    void load(pushed);
  });
  return {
    async load() {
      if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
        await connection.client.register(DidChangeConfigurationNotification.type, { section });
      }
      await load();
    },
  };
}
