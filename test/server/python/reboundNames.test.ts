import { describe, expect, it } from 'vitest';
import { pythonFacts } from '../../../server/src/model/generators/pythonFacts';
import { generator, only } from './samples';

/** Whether each save is tracked, and whether only some paths come to it. */
function saves(text: string): unknown[] {
  return only(text).saves.map(({ tracked, conditional }) => [tracked, conditional]);
}

const pods = 'for pod in await self.client.filters("NetworkPod"):';

describe('a name that another function binds anew', () => {
  const inner = (word: string): string[] => ['def stop():', `    ${word}track = False`, 'stop()'];
  const save = [pods, '    await pod.save(update_group_context=track)'];

  it('is not known where an inner function says nonlocal', () => {
    expect(saves(generator('track = True', ...inner(''), ...save))).toEqual([[true, false]]);
    expect(saves(generator('track = True', ...inner('nonlocal track; '), ...save))).toEqual([[undefined, false]]);
    expect(saves(generator('track = True', ...inner('nonlocal other, track; '), ...save))).toEqual([
      [undefined, false],
    ]);
    const deeper = ['class Stop:', '    def now(self):', '        nonlocal track', '        track = False'];
    expect(saves(generator('track = True', ...deeper, ...save))).toEqual([[undefined, false]]);
    expect(saves(generator('track = True', 'def ask():', '    nonlocal other', ...save))).toEqual([[true, false]]);
  });

  it.each([
    ['given', '        await node.save(update_group_context=track)\n', [[undefined, false]]],
    [
      'asked for',
      '        if track:\n            await node.save()\n        else:\n            await node.save(update_group_context=False)\n',
      [
        [true, true],
        [false, true],
      ],
    ],
  ])('is not known as a parameter that is %s', (_, lines, expected) => {
    const method = (word: string): string =>
      `\n    async def _save(self, node, track=True):\n        def stop():\n            ${word}\n            track = False\n        stop()\n${lines}`;
    const text = generator(pods, '    await self._save(pod)');
    expect(saves(text + method('pass'))).toEqual([[true, false]]);
    expect(saves(text + method('nonlocal track'))).toEqual(expected);
  });

  it('is not known where any function of the file says global', () => {
    const text = (word: string): string =>
      `track = True\n\n\n${generator(...save)}\n    def stop(self):\n        ${word}\n        track = False\n`;
    expect(saves(text('pass'))).toEqual([[true, false]]);
    expect(saves(text('global track'))).toEqual([[undefined, false]]);
    expect(pythonFacts(text('pass')).constants).toHaveProperty('track', true);
    expect(pythonFacts(text('global track')).constants).not.toHaveProperty('track');
    const own = ['global track', 'track = True', 'self.stop()', ...save];
    expect(
      saves(text('pass').replace(/ {8}for pod in[^]*?=track\)\n/, own.map((line) => `        ${line}\n`).join(''))),
    ).toEqual([[undefined, false]]);
  });
});
