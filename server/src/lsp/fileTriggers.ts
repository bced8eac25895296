import type { FileRange } from '../base/place';
import type { FileTriggers, LoadCheck, LoadCheckParams } from '../protocol/triggers';
import type { Severity } from '../rules/rule';
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

/** What our checks say of a file as it is now, also when its findings are not shown. */
export function loadCheckAnswer({ service, open }: LspContext, { uri }: LoadCheckParams): LoadCheck | null {
  const root = service.target(uri)?.project.root;
  if (root === undefined) return null;
  const found = service.diagnostics(uri);
  const count = (severity: Severity): number => found.filter((each) => each.severity === severity).length;
  return { root: open.clientUri(root), errors: count('error'), warnings: count('warning') };
}
