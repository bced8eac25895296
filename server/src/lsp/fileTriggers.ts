import type { FileRange } from '../base/place';
import type { FileTriggers } from '../protocol';
import type { LspContext } from './context';
import { toRangeIn } from './convert';

/** The trigger rules and actions of the files, with places as the client spells them. */
export function fileTriggersAnswer({ service, open }: LspContext): FileTriggers {
  const placed = <T extends { readonly at: FileRange }>({ at, ...rest }: T) => ({
    ...rest,
    uri: open.clientUri(at.uri),
    range: toRangeIn(service, at.uri, at.range),
  });
  const { rules, actions } = service.fileTriggers();
  return { repositories: service.projects().length, rules: rules.map(placed), actions: actions.map(placed) };
}
