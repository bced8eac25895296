import { describe, expect, it } from 'vitest';
import { localArguments, missingVariables, wouldBeReplaced } from '../../../client/src/runs/localRun';

const tool = { command: 'uv', args: ['run', 'infrahubctl'] };

describe('a local run', () => {
  it('is a call whose arguments are one value each', () => {
    const call = { target: undefined, variables: { rack_name: 'r 1; rm -rf /', amount: 3 } };
    expect(localArguments({ tool, generator: 'generate-rack', branch: 'work' }, call)).toEqual([
      'run',
      'infrahubctl',
      'generator',
      '--branch=work',
      '--',
      'generate-rack',
      'rack_name=r 1; rm -rf /',
      'amount=3',
    ]);
  });

  it('takes no name of a server for an option', () => {
    const args = localArguments(
      { tool, generator: '--config-file=x', branch: '-x' },
      { target: undefined, variables: {} },
    );
    expect(args.slice(2)).toEqual(['generator', '--branch=-x', '--', '--config-file=x']);
  });

  it.each([
    ['r1', 'work', false],
    ['$r1 {x}', 'work', false],
    ['${command:workbench.action.quit}', 'work', true],
    ['r1', '${env:HOME}', true],
  ])('with the name %s on %s holds what VS Code would replace: %s', (name, branch, isReplaced) => {
    const call = { target: undefined, variables: { name } };
    expect(wouldBeReplaced({ generator: 'generate-rack', branch }, call)).toBe(isReplaced);
  });

  it('asks for what the server could not tell', () => {
    const values = { name: 'r1', count: 0, flag: false, none: null, list: ['x'] };
    expect(missingVariables(['name', 'count', 'flag', 'none', 'list', 'other'], values)).toEqual([
      'none',
      'list',
      'other',
    ]);
    expect(missingVariables(['name'], undefined)).toEqual(['name']);
  });
});
