import { schema } from '../../../../server/src/infrahub/operations/schema';
import { clearAttribute, type Target } from '../../../../server/src/infrahub/operations/targets';
import { readTriggers } from '../../../../server/src/infrahub/readTriggers';
import type { Transport } from '../../../../server/src/infrahub/transport';
import type { BranchInUse } from '../../connection/branchChoice';
import { rulesFiredByClearing, type FiredRule } from '../../views/cascade/clearing';
import { signalsOf, type NamedSignal } from '../../views/cascade/targets';
import type { CascadeNode } from '../../views/cascade/nodes';
import type { TargetDetail } from '../../views/cascade/details';

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

/** The signals of lines that have a value: that of an attribute, or every one of a target. */
export function signalsToClear(lines: readonly (CascadeNode | TargetDetail)[]): SignalToClear[] {
  return lines.flatMap((line) => {
    switch (line.kind) {
      case 'attribute':
        return line.isSignal ? signalOf(line.target, line) : [];
      case 'target': {
        const { target } = line.target;
        return signalsOf(target, line.layer).flatMap((signal) => signalOf(target, signal));
      }
      default:
        return [];
    }
  });
}

function signalOf(
  { id, kind, name }: Pick<Target, 'id' | 'kind' | 'name'>,
  { attribute, value }: Pick<NamedSignal, 'attribute' | 'value'>,
): SignalToClear[] {
  return value === undefined ? [] : [{ id, kind, name, attribute, value }];
}

/** The attributes of signals, each once. */
export function attributesToClear(signals: readonly SignalToClear[]): string[] {
  return [...new Set(signals.map(({ attribute }) => attribute))];
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
