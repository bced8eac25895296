import { targetOf, type Target } from '../../../../server/src/infrahub/operations/targets';
import type { CallOptions, Transport } from '../../../../server/src/infrahub/transport';
import { wantedKinds, type GuideNames, type NamedParents, type QueryWish } from './graphqlText';

/** More are not asked for their names one by one. */
const maxTargets = 20;

/**
 * Reads what a server calls targets and their parents: a name that is shown need not be the value of `name`. `samples` are
 * targets of the layer, for kinds of which none is chosen. What the server does not tell is left out.
 */
export async function readGuideNames(
  { transport, call }: { readonly transport: Transport; readonly call: CallOptions },
  wish: QueryWish,
  samples: QueryWish['targets'],
): Promise<GuideNames> {
  const kinds = new Set<string>();
  const parents = new Map<string, NamedParents>();
  const nameOf = async ({ id, kind }: Pick<Target, 'id' | 'kind'>, parent?: string): Promise<Named | undefined> => {
    const operation = targetOf({
      kind,
      attributes: ['name'],
      ...(parent !== undefined && { parent }),
      withoutWriters: true,
    });
    const found = operation && (await transport.run(operation, { id }, call).catch(() => undefined));
    const name = found?.attributes[0]?.value;
    return found && name !== undefined ? { name, parent: found.parent } : undefined;
  };
  for (const kind of wantedKinds(wish)) {
    const isOf = ({ target }: QueryWish['targets'][number]): boolean => target.kind === kind;
    const chosen = wish.targets.filter(isOf);
    const asked =
      chosen.length > 0 && chosen.length <= maxTargets ? chosen : [...chosen, ...samples].filter(isOf).slice(0, 1);
    const relationship = wish.layer.file?.parents.find((each) => each.kind === kind)?.relationship;
    const above = new Map<string, Pick<Target, 'id' | 'kind'> | undefined>();
    for (const { target } of asked) {
      const found = await nameOf(target, relationship);
      if (found) kinds.add(kind);
      above.set(found?.parent?.id ?? '', found?.parent);
    }
    if (relationship === undefined || chosen.length === 0 || asked.length < chosen.length) continue;
    const named: (string | undefined)[] = [];
    for (const parent of above.values()) named.push(parent && (await nameOf(parent))?.name);
    const names = named.filter((name) => name !== undefined);
    if (names.length === named.length) parents.set(kind, { relationship, names });
  }
  return { kinds, parents };
}

interface Named {
  readonly name: string;
  readonly parent: Pick<Target, 'id' | 'kind'> | undefined;
}
