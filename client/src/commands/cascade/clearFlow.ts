import { schema } from '../../../../server/src/infrahub/operations/schema';
import { clearAttribute } from '../../../../server/src/infrahub/operations/targets';
import { readTriggers } from '../../../../server/src/infrahub/readTriggers';
import type { Transport } from '../../../../server/src/infrahub/transport';
import type { BranchInUse } from '../../connection/branchChoice';
import { rulesFiredByClearing, type FiredRule } from '../../views/cascade/clearing';
import type { CascadeTarget } from '../../views/cascade/targets';

/** A signal that is to be taken away. */
export interface SignalToClear {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly attribute: string;
  readonly value: string;
}

/** What a person decides on. */
export interface ClearQuestion {
  readonly signals: readonly SignalToClear[];
  readonly branch: BranchInUse;
  /** What starts by it. */
  readonly rules: readonly FiredRule[];
  /** Kinds whose objects are the same on every branch (facts 11.3). */
  readonly agnosticKinds: readonly string[];
}

/** What became of it; `error` is why the rest was left. */
export interface ClearResult {
  readonly cleared: readonly SignalToClear[];
  readonly rules: readonly FiredRule[];
  readonly error?: unknown;
}

export interface ClearOptions {
  readonly transport: Transport;
  readonly branch: BranchInUse;
  readonly signals: readonly SignalToClear[];
  readonly confirm: (question: ClearQuestion) => Promise<boolean>;
  /** Told before each of them. */
  readonly onStep: (signal: SignalToClear) => void;
}

/** The signals of targets that have one. */
export function signalsToClear(targets: readonly CascadeTarget[]): SignalToClear[] {
  return targets.flatMap(({ target: { id, kind, name }, signal }) =>
    signal?.value === undefined ? [] : [{ id, kind, name, attribute: signal.attribute, value: signal.value }],
  );
}

/**
 * Takes signals away, one after the other, when a person has agreed to what that starts; undefined when not. Rejects
 * with `InfrahubError` when the server does not tell what it starts: nothing was written then.
 */
export async function clearSignals({
  transport,
  branch,
  signals,
  confirm,
  onStep,
}: ClearOptions): Promise<ClearResult | undefined> {
  const { rules } = await readTriggers(transport, {}, branch.isDefault ? undefined : branch.name);
  const { agnostic } = await transport.get(schema, {}, { branch: branch.name });
  const fired = signals.flatMap(({ kind, attribute, value }) =>
    rulesFiredByClearing(rules, { kind, attribute, value, branch }),
  );
  const question: ClearQuestion = {
    signals,
    branch,
    rules: [...new Map(fired.map((rule) => [rule.name, rule])).values()],
    agnosticKinds: [...new Set(signals.map(({ kind }) => kind))].filter((kind) => agnostic.has(kind)),
  };
  if (!(await confirm(question))) return undefined;
  const cleared: SignalToClear[] = [];
  for (const signal of signals) {
    const operation = clearAttribute(signal.kind, signal.attribute);
    if (!operation) continue;
    onStep(signal);
    try {
      await transport.run(operation, { id: signal.id }, { branch: branch.name });
    } catch (error) {
      return { cleared, rules: question.rules, error };
    }
    cleared.push(signal);
  }
  return { cleared, rules: question.rules };
}
