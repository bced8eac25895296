import { commands, Disposable } from 'vscode';
import { objectPath } from '../../connection/objectPath';
import { openWebPage } from '../../connection/openWebPage';
import { serverOfKey } from '../../connection/servers';
import type { Context } from '../../context';
import type { RunsView } from '../../views/runs/provider';
import type { RunsLine } from '../../views/runs/treeItem';
import { openGenerator } from '../openGenerator';
import { chosenLine, explainChoice } from './chosen';

/** "Open Definition" in `.infrahub.yml`, "Open in Infrahub" for the object of a line, "Open Instance in Infrahub". */
export function registerRunsOpen(context: Context, view: RunsView): Disposable {
  const { connection } = context;
  const openPage = async (object: { readonly kind: string; readonly id: string } | undefined): Promise<void> => {
    const { situation } = view;
    const server = 'key' in situation ? serverOfKey(connection.servers(), situation.key) : undefined;
    if (!object || !server || !('branch' in situation)) return explainChoice();
    await openWebPage(server, objectPath(object, situation.branch));
    return undefined;
  };
  return Disposable.from(
    commands.registerCommand('infrahubCascade.openRunDefinition', async (given?: unknown) => {
      const generator = generatorOf(chosenLine(view, given));
      if (generator === undefined) return explainChoice();
      return openGenerator(generator, context);
    }),
    commands.registerCommand('infrahubCascade.openRunTarget', (given?: unknown) =>
      openPage(targetOf(chosenLine(view, given))),
    ),
    commands.registerCommand('infrahubCascade.openRunInstance', (given?: unknown) => {
      const line = chosenLine(view, given);
      const id = line?.kind === 'run' ? line.step.instance : undefined;
      return openPage(id === undefined ? undefined : { kind: 'CoreGeneratorInstance', id });
    }),
  );
}

/** Name of the generator of a line. */
function generatorOf(line: RunsLine | undefined): string | undefined {
  switch (line?.kind) {
    case 'run':
      return line.step.definition.name;
    case 'start':
      return line.step.definition?.name;
    case 'trace': {
      const [first] = line.trace.steps;
      return first?.kind === 'request' ? first.definition.name : undefined;
    }
    default:
      return undefined;
  }
}

function targetOf(line: RunsLine | undefined): { readonly kind: string; readonly id: string } | undefined {
  const node = line?.kind === 'run' ? line.step.target : line?.kind === 'signal' ? line.step.node : undefined;
  // Pages of objects of whatever kind are found by the kind all of them have.
  return node && { kind: node.kind ?? 'CoreNode', id: node.id };
}
