import type { ComparedAction, ComparedRule, Difference, LoneMatch, Owner, RuleNotes } from './compare';
import type { Failure } from '../failure';
import type { Situation } from './situation';

/** A line of the tree. `id` stays the same while the thing does, so that what is open stays open. */
export type TriggerNode =
  /** Whose rules these are, and who reads them. */
  | { readonly kind: 'server'; readonly id: string; readonly server: string; readonly account: string }
  /** The last attempt to read the server failed. */
  | { readonly kind: 'failure'; readonly id: string; readonly failure: Failure }
  /** The language server does not tell the files: what is shown of them is older. */
  | { readonly kind: 'filesOld'; readonly id: string }
  /** The server has not put the last changes of rules into force yet. */
  | { readonly kind: 'configuring'; readonly id: string; readonly waiting: number }
  /** The server could not put them into force; `culprits` are the rules known to be the reason. */
  | {
      readonly kind: 'notConfigured';
      readonly id: string;
      readonly reason: string;
      readonly culprits: readonly string[];
    }
  | SectionNode
  | RuleNode
  | ActionNode
  | {
      readonly kind: 'note';
      readonly id: string;
      readonly note: keyof RuleNotes;
      readonly on: ComparedRule | ComparedAction;
    }
  /** Who made it on the server. */
  | { readonly kind: 'owner'; readonly id: string; readonly owner: Owner }
  | { readonly kind: 'difference'; readonly id: string; readonly difference: Difference }
  | { readonly kind: 'loneMatch'; readonly id: string; readonly lone: LoneMatch }
  /** A field, or a match by what it watches. */
  | { readonly kind: 'fact'; readonly id: string; readonly field: string; readonly value: string };

export interface SectionNode {
  readonly kind: 'section';
  readonly id: string;
  readonly section: 'rules' | 'actions';
  /** How many do not agree. */
  readonly drifting: number;
  readonly children: readonly TriggerNode[];
}

export interface RuleNode {
  readonly kind: 'rule';
  readonly id: string;
  readonly rule: ComparedRule;
  readonly children: readonly TriggerNode[];
}

export interface ActionNode {
  readonly kind: 'action';
  readonly id: string;
  readonly action: ComparedAction;
  readonly children: readonly TriggerNode[];
}

/** The whole tree; empty where a welcome is shown instead. */
export function triggerNodes(situation: Situation): readonly TriggerNode[] {
  if (situation.kind !== 'shown') return [];
  const { comparison, configuration, failure, areFilesOld, server, account } = situation;
  const culprits = comparison.rules.filter(({ notes }) => notes.stopsAll).map(({ name }) => name);
  const rules = comparison.rules.map(ruleNode);
  const actions = comparison.actions.map(actionNode);
  return [
    { kind: 'server', id: 'server', server, account },
    ...(failure ? [{ kind: 'failure', id: 'failure', failure } as const] : []),
    ...(areFilesOld ? [{ kind: 'filesOld', id: 'filesOld' } as const] : []),
    ...(configuration?.failure === undefined
      ? []
      : [{ kind: 'notConfigured', id: 'notConfigured', reason: configuration.failure, culprits } as const]),
    ...(configuration?.waiting
      ? [{ kind: 'configuring', id: 'configuring', waiting: configuration.waiting } as const]
      : []),
    section('rules', rules, countDrifting(comparison.rules)),
    section('actions', actions, countDrifting(comparison.actions)),
  ];
}

/** What lies below a line. */
export function childrenOf(node: TriggerNode): readonly TriggerNode[] {
  return 'children' in node ? node.children : [];
}

function countDrifting(compared: readonly { readonly drift: ComparedRule['drift'] }[]): number {
  return compared.filter(({ drift }) => drift !== 'same').length;
}

function section(name: SectionNode['section'], children: readonly TriggerNode[], drifting: number): SectionNode {
  return { kind: 'section', id: name, section: name, drifting, children };
}

/** The most urgent first. */
const allNotes = ['stopsAll', 'lacksAction', 'hasNoMatches', 'isUnmerged', 'repeatsMatch', 'isInactive'] as const;

function ruleNode(rule: ComparedRule): RuleNode {
  const { id, notes, loneMatches } = rule;
  const own = rule.server ?? rule.file;
  const lone = new Set(loneMatches.map(({ member }) => member));
  const matches = (own?.matches ?? []).filter(({ member }) => !lone.has(member));
  const children: TriggerNode[] = [
    ...allNotes
      .filter((note) => notes[note])
      .map((note) => ({ kind: 'note', id: `${id} note ${note}`, note, on: rule }) as const),
    ...differenceNodes(rule),
    ...loneMatches.map((each) => {
      return { kind: 'loneMatch', id: `${id} ${each.side} ${each.member}`, lone: each } as const;
    }),
    ...ownerNodes(rule),
    ...factNodes(id, own?.fields, rule.differences),
    ...matches.map(({ kind, member, fields }, index) => {
      const value = [member, fields['value_match'] ?? fields['modification_type'], fields['value']];
      const text = value.filter((each) => each !== undefined).join(' ');
      return { kind: 'fact', id: `${id} match ${index} ${kind}`, field: 'match', value: text } as const;
    }),
  ];
  return { kind: 'rule', id, rule, children };
}

function actionNode(action: ComparedAction): ActionNode {
  const { id, differences, unmerged } = action;
  const notes: TriggerNode[] =
    unmerged.length > 0 ? [{ kind: 'note', id: `${id} note isUnmerged`, note: 'isUnmerged', on: action }] : [];
  const facts = factNodes(id, (action.server ?? action.file)?.fields, differences);
  const children = [...notes, ...differenceNodes(action), ...ownerNodes(action), ...facts];
  return { kind: 'action', id, action, children };
}

function ownerNodes({ id, owner }: ComparedAction | ComparedRule): TriggerNode[] {
  return owner ? [{ kind: 'owner', id: `${id} owner`, owner }] : [];
}

function differenceNodes({ id, differences }: ComparedAction | ComparedRule): TriggerNode[] {
  return differences.map((difference) => {
    const { match = '', field } = difference;
    return { kind: 'difference', id: `${id} differs ${JSON.stringify([match, field])}`, difference };
  });
}

/** The order in which a rule is told; what is not here comes first. */
const factOrder = ['node_kind', 'mutation_action', 'group', 'member_update', 'branch_scope', 'action', 'generator'];

function factNodes(
  id: string,
  fields: Readonly<Record<string, string>> = {},
  differences: readonly Difference[] = [],
): TriggerNode[] {
  const differing = new Set(differences.flatMap(({ field, match }) => (match === undefined ? [field] : [])));
  return Object.entries(fields)
    .filter(([field]) => field !== 'active' && !differing.has(field))
    .toSorted(([one], [other]) => factOrder.indexOf(one) - factOrder.indexOf(other))
    .map(([field, value]) => ({ kind: 'fact', id: `${id} fact ${field}`, field, value }));
}
