import { commandLine } from '../../../client/src/runs/commandLine';
import { describe, expect, it } from 'vitest';
import { localArguments, missingVariables, wouldBeReplaced } from '../../../client/src/runs/localRun';

const tool = { command: 'uv', args: ['run', 'infrahubctl'], isOfWorkspace: true };

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

it('a command is shown as it is started: each argument by itself, nothing of it as a link or another line', () => {
  expect(commandLine('/usr/bin/uv', ['run', 'infrahubctl'])).toBe('/usr/bin/uv run infrahubctl');
  expect(commandLine('/my tools/x', ['a b', '', 'say "no"'])).toBe('"/my tools/x" "a b" "" "say \\"no\\""');
  const hostile = ['a\nb', '[x](command:y)', '\u202egnp.sh'];
  expect(commandLine('x', hostile)).toBe('x "a\\nb" [x] (command:y) gnp.sh');
  // The end of a long one counts as much as its beginning.
  expect(commandLine(`/${'a'.repeat(2000)}/evil`, [])).toMatch(/^\/a{50,}.*…a+\/evil$/);
});
