import { Uri } from 'vscode';
import type { FileLayer } from '../../../../server/src/protocol/layers';
import { readRunWishes } from '../../runs/runWishes';
import type { RunWishes } from '../../runs/planRun';

/** What the command was told: by a view, a lens or a keybinding, or the file of the editor whose button was pressed. */
export function wishesOf(given: unknown, more: unknown, layers: readonly FileLayer[]): RunWishes {
  if (!(given instanceof Uri)) return readRunWishes(given, more);
  const own = layers.filter(({ code }) => code && Uri.parse(code.uri).toString() === given.toString());
  const [layer] = own;
  return own.length === 1 && layer ? { generator: layer.generator } : {};
}
