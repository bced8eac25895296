import { describe, expect, it } from 'vitest';
import { loadFlow, type LoadScreen } from '../../../client/src/commands/triggers/loadFlow';
import { compareTriggers, type Comparison } from '../../../client/src/views/triggers/compare';
import type { ServerRule } from '../../../server/src/infrahub/operations/triggerRules';
import { fileAction, fileRule, serverAction, serverRule } from './objects';

const uri = fileRule().uri;
const check = { root: 'file:///repo', errors: 0, warnings: 0 };

/** What there is when the server has these rules, and an import owns its action. */
function comparison(...rules: readonly ServerRule[]): Comparison {
  const other = { ...fileRule({ name: 'elsewhere' }), uri: 'file:///repo/other.yml' };
  return compareTriggers(
    { rules: [fileRule(), other], actions: [fileAction()] },
    { rules, actions: [serverAction()] },
    { owners: { importedBy: { 'action-id': 'demo' }, isWhole: true } },
  );
}

/** Loads the file with these answers; else everything is agreed to and succeeds. Gives what happened, in order. */
async function load(
  answers: Partial<LoadScreen> = {},
  after: Comparison = comparison(serverRule()),
  before: { readonly known?: Comparison } = { known: comparison() },
) {
  const seen: unknown[] = [];
  const step = <T>(name: string, answer: T): Promise<T> => {
    seen.push(name);
    return Promise.resolve(answer);
  };
  const screen: LoadScreen = {
    save: () => step('save', true),
    check: () => step('check', check),
    refuseFile: () => void seen.push('refuseFile'),
    refuseErrors: () => void seen.push('refuseErrors'),
    acceptWarnings: () => step('acceptWarnings', true),
    findTool: () => step('findTool', true),
    confirm: ({ added, changed, repositories }) => {
      seen.push({ added, changed, repositories });
      return Promise.resolve(true);
    },
    load: () => step('load', 0),
    compare: () => step('compare', after),
    show: ({ code, left }) => void seen.push({ code, left }),
    offerDisable: (rules) => step(`offer ${rules.map(({ name }) => name).join()}`, true),
    disable: ({ name }) => step(`disable ${name}`, { kind: 'done' }),
    showDisabled: () => void seen.push('disabled'),
    ...answers,
  };
  await loadFlow(uri, before.known, screen);
  return seen;
}

const begin = ['save', 'check', 'findTool', { added: ['trigger-pod'], changed: [], repositories: ['demo'] }];

describe('loading a file', () => {
  it('checks it, says what will change, loads it and looks at what is there', async () => {
    expect(await load()).toEqual([...begin, 'load', 'compare', { code: 0, left: [] }]);
  });

  it('asks the server first where nobody knows what it has', async () => {
    const seen = await load({}, comparison(serverRule()), {});
    expect(seen.slice(2, 5)).toEqual(['findTool', 'compare', { added: [], changed: [], repositories: ['demo'] }]);
  });

  it('asks about warnings', async () => {
    const warned = { check: () => Promise.resolve({ ...check, warnings: 2 }) };
    expect(await load(warned)).toContain('acceptWarnings');
    expect(await load({ ...warned, acceptWarnings: () => Promise.resolve(false) })).toEqual(['save']);
  });

  it.each<[string, Partial<LoadScreen>, readonly unknown[]]>([
    ['the text is not saved', { save: () => Promise.resolve(false) }, []],
    ['it belongs to no repository', { check: () => Promise.resolve(null) }, ['save', 'refuseFile']],
    ['it has errors', { check: () => Promise.resolve({ ...check, errors: 1 }) }, ['save', 'refuseErrors']],
    ['there is no infrahubctl', { findTool: () => Promise.resolve(false) }, begin.slice(0, 2)],
    ['the person does not agree', { confirm: () => Promise.resolve(false) }, begin.slice(0, 3)],
  ])('ends when %s', async (_, answers, steps) => {
    expect(await load(answers)).toEqual(steps);
  });
});

describe('a load that stopped in between', () => {
  const half = comparison(serverRule({ matches: [] }));
  const stopped = { load: () => Promise.resolve(1) };

  it('offers to disable the rules that it left without their matches', async () => {
    const seen = await load(stopped, half);
    expect(seen.slice(-4)).toEqual([
      { code: 1, left: ['trigger-pod'] },
      'offer trigger-pod',
      'disable trigger-pod',
      'disabled',
    ]);
  });

  it('leaves them when the person does not want that', async () => {
    const seen = await load({ ...stopped, offerDisable: () => Promise.resolve(false) }, half);
    expect(seen.at(-1)).toEqual({ code: 1, left: ['trigger-pod'] });
  });

  it('has nothing to disable where the rule is inactive, or was not loaded', async () => {
    const inactive = comparison(serverRule({ matches: [], fields: { active: 'false' } }));
    expect((await load(stopped, inactive)).at(-1)).toEqual({ code: 1, left: ['trigger-pod'] });
    expect((await load(stopped, comparison())).at(-1)).toEqual({ code: 1, left: ['trigger-pod'] });
  });

  it('is told when it was ended, too', async () => {
    const seen = await load({ load: () => Promise.resolve(undefined) });
    expect(seen.at(-1)).toEqual({ code: undefined, left: [] });
  });
});
