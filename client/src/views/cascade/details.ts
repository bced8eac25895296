import { writersIfKnown } from '../../../../server/src/infrahub/olderServers';
import { targetOf, type Target, type TargetAttribute } from '../../../../server/src/infrahub/operations/targets';
import type { CallOptions, Transport } from '../../../../server/src/infrahub/transport';
import { isSignal } from './hearing';
import type { CascadeLayer, KindAttribute } from './layers';
import { targetLineId } from './nodes';
import { lastRunOf, settledState, type SettledFacts, type TargetRun, type TargetState } from './states';
import { timeOf, type CascadeTarget } from './targets';

/** What is shown below a target. */
export type TargetDetail =
  /** An attribute that starts the generator, with its whole value. */
  | {
      readonly kind: 'attribute';
      readonly id: string;
      readonly attribute: string;
      readonly value: string | undefined;
      readonly updatedAt: number | undefined;
      readonly updatedBy: string | undefined;
      /** The rules that watch it. */
      readonly rules: readonly string[];
      /** How far the generator has come with it; missing where that is not told by its time. */
      readonly state?: TargetState;
      /** The generator above writes it. */
      readonly isSignal: boolean;
      /** The object that has it. */
      readonly target: Pick<Target, 'id' | 'kind' | 'name'>;
    }
  | { readonly kind: 'instance'; readonly id: string; readonly status: string; readonly at: number | undefined }
  | {
      readonly kind: 'run';
      readonly id: string;
      readonly begun: number;
      readonly phase: TargetRun['phase'];
      readonly task: string;
    }
  | { readonly kind: 'refusal'; readonly id: string; readonly attribute: string; readonly value: string }
  | { readonly kind: 'remark'; readonly id: string; readonly remark: 'isStale' | 'needsRun' | 'neverRan' };

/**
 * Reads the attributes of a target that start its generator, in one request, or two of a server before 1.7; none for a layer
 * without rules.
 */
export async function readWatched(
  transport: Transport,
  { target: { target }, layer }: { readonly target: CascadeTarget; readonly layer: CascadeLayer },
  call: CallOptions,
): Promise<readonly TargetAttribute[]> {
  const attributes = layer.watched.filter(({ kind }) => kind === target.kind).map(({ attribute }) => attribute);
  if (attributes.length === 0) return [];
  return writersIfKnown([{ kind: target.kind, attributes }], async ([selection]) => {
    const operation = selection && targetOf(selection);
    return (operation && (await transport.run(operation, { id: target.id }, call)))?.attributes ?? [];
  });
}

/** What is told below a target. */
export function targetDetails(
  shown: CascadeTarget,
  attributes: readonly TargetAttribute[],
  layer: Pick<CascadeLayer, 'name' | 'watched' | 'signals' | 'heard'>,
): TargetDetail[] {
  const { notes, instance, run, refusedBy } = shown;
  const id = targetLineId(layer, shown);
  const told = (['isStale', 'needsRun'] as const).filter((note) => notes[note]);
  return [
    ...(refusedBy ? [{ kind: 'refusal', id: `${id} refusal`, ...refusedBy } as const] : []),
    ...[...told, ...(lastRunOf(shown) === undefined ? (['neverRan'] as const) : [])].map(
      (remark) => ({ kind: 'remark', id: `${id} ${remark}`, remark }) as const,
    ),
    ...attributes.map((held) => attributeDetail(shown, held, { ...layer, attributes })),
    ...(instance ? [{ kind: 'instance', id: `${id} instance`, ...instance } as const] : []),
    ...(run ? [{ kind: 'run', id: `${id} run`, begun: run.begun, phase: run.phase, task: run.id } as const] : []),
  ];
}

function attributeDetail(
  shown: CascadeTarget,
  { attribute, value, updatedAt, updatedBy }: TargetAttribute,
  {
    name: generator,
    watched,
    signals,
    heard,
    attributes,
  }: Pick<CascadeLayer, 'name' | 'watched' | 'signals' | 'heard'> & Pick<Target, 'attributes'>,
): TargetDetail {
  const { state, instance, run, refusedBy } = shown;
  const { id, kind, name } = shown.target;
  const isOf = (each: KindAttribute): boolean => each.kind === kind && each.attribute === attribute;
  const rules = watched.find(isOf)?.rules ?? [];
  const own = signals.find(isOf);
  const signal = { value, updatedAt: timeOf(updatedAt) };
  const facts: SettledFacts = {
    signals: [signal],
    isRefused: refusedBy !== undefined,
    ...(instance && { instance }),
    ...(run && { run }),
  };
  const isStandIn = own?.isStandIn ?? own === undefined;
  const mayStart = isSignal({ attribute, value, updatedAt, isStandIn }, { kind, attributes }, heard);
  // What people write is there from the beginning: that alone starts nothing.
  const isTold = mayStart && (own !== undefined || (rules.length > 0 && lastRunOf(facts) !== undefined));
  return {
    kind: 'attribute',
    id: `${targetLineId({ name: generator }, shown)} attribute ${attribute}`,
    attribute,
    ...signal,
    updatedBy,
    rules,
    ...(isTold && { state: state === 'processing' ? state : settledState(facts) }),
    isSignal: own !== undefined,
    target: { id, kind, name },
  };
}

/** Text that changes when the details of a target have to be read again. */
export function detailsKey({ target, signal, instance, run }: CascadeTarget): string {
  return JSON.stringify([target.id, target.attributes, signal, instance, run]);
}
