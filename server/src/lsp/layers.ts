import type { FileRange } from '../base/place';
import type { FileLayers, FilePlace } from '../protocol/layers';
import type { LspContext } from './context';
import { toRangeIn } from './convert';

/** The generators of the files in the order in which they run, with places as the client spells them. */
export function layersAnswer({ service, open }: LspContext): FileLayers {
  const placed = ({ uri, range }: FileRange): FilePlace => ({
    uri: open.clientUri(uri),
    range: toRangeIn(service, uri, range),
  });
  const layers = service.layers().map(({ at, code, query, helpers, exclusions, root, ...rest }) => ({
    ...rest,
    root: open.clientUri(root),
    ...placed(at),
    ...(code && { code: placed(code) }),
    ...(query !== undefined && { query: { uri: open.clientUri(query) } }),
    helpers: helpers.map((uri) => open.clientUri(uri)),
    exclusions: exclusions.map((each) => ({ ...each, at: placed(each.at) })),
  }));
  return { repositories: service.projects().length, layers };
}
