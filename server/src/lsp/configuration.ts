import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { nearestNames } from '../base/nearest';
import { rules } from '../rules/index';
import { parseSettings, ruleLevels, type Settings } from '../settings';
import type { LspContext } from './context';
import { refusable } from './runSafe';

const section = 'infrahubCascade';

/**
 * The settings from wherever the client gives them: asked for where it answers, else as last pushed, else as
 * initialised. `onChange` is called when they are read and at every change.
 */
export function registerConfiguration(
  context: LspContext,
  onChange: (settings: Settings) => void,
): { load(): Promise<void> } {
  const { connection, capabilities, options } = context;
  const told = new Set<string>();
  const canPull = capabilities.workspace?.configuration === true;
  let pushed: unknown;
  let asked = 0;
  const load = async (): Promise<void> => {
    const turn = ++asked;
    const pulled: unknown = canPull
      ? await connection.workspace.getConfiguration(section).catch(() => undefined)
      : undefined;
    // An answer that arrives late is older than what was asked for since.
    if (turn !== asked) return;
    const given = pulled ?? pushed ?? options.settings;
    for (const problem of ruleLevelProblems(given)) {
      if (!told.has(problem)) connection.console.warn(problem);
      told.add(problem);
    }
    onChange(parseSettings(given));
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

/** Sentences about ids in the setting that no rule has, and about levels that are none. */
function ruleLevelProblems(settings: unknown): string[] {
  const levels = asObject(asObject(settings)['rules']);
  const ids = rules.map(({ id }) => id);
  return Object.entries(levels).flatMap(([id, level]) => {
    if (!ids.includes(id)) {
      const [near] = nearestNames(id, ids, 1);
      return [`${section}.rules: there is no rule '${id}'.${near === undefined ? '' : ` Did you mean '${near}'?`}`];
    }
    if (ruleLevels.some((known) => known === level)) return [];
    return [`${section}.rules: the level of ${id} must be one of ${ruleLevels.join(', ')}.`];
  });
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
