import { commands, type Disposable, Location, Position, Range, Uri } from 'vscode';
import { showReferencesCommand } from '../../../server/src/protocol/commands';

/** A place as the server sends it: an address, lines and characters from zero on. */
interface ServerLocation {
  readonly uri: string;
  readonly range: { readonly start: ServerPosition; readonly end: ServerPosition };
}
interface ServerPosition {
  readonly line: number;
  readonly character: number;
}

/** What a code lens does: shows the places it is about, at its own place. Not in the palette. */
export function registerShowReferences(): Disposable {
  return commands.registerCommand(
    showReferencesCommand,
    async (uri: string, position: ServerPosition, places: readonly ServerLocation[]) => {
      const locations = places.map((place) => new Location(Uri.parse(place.uri), toRange(place.range)));
      await commands.executeCommand('editor.action.showReferences', Uri.parse(uri), toPosition(position), locations);
    },
  );
}

function toRange({ start, end }: ServerLocation['range']): Range {
  return new Range(toPosition(start), toPosition(end));
}

function toPosition({ line, character }: ServerPosition): Position {
  return new Position(line, character);
}
