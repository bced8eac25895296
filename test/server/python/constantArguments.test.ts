import { describe, expect, it } from 'vitest';
import { generator, only } from './samples';

const head = '\n    async def _save(self, node, track=True):\n';
const given = `${head}        await node.save(update_group_context=track)\n`;
const turned = `${head.replace('track=True', 'bare=False')}        await node.save(update_group_context=not bare)\n`;
const chosen = `${head}        if track is True:
            await node.save()
        else:
            await node.save(update_group_context=False)
`;
const early = `${head}        if not track:
            await node.save(update_group_context=False)
            return
        await node.save()
`;

/** Whether each save that is reached is tracked, and whether only some paths come to it. */
function saves(call: string, method: string): unknown[] {
  const loop = 'for pod in await self.client.filters("NetworkPod"):';
  const cls = only(generator(loop, `    await self._save(${call})`) + method);
  return cls.saves.map(({ tracked, conditional }) => [tracked, conditional]);
}

describe('a method that saves as its argument says', () => {
  it.each([
    ['given', given],
    ['chosen', chosen],
    ['early', early],
  ])('%s', (_, method) => {
    expect(saves('pod, track=False', method)).toEqual([[false, false]]);
    expect(saves('pod, False', method)).toEqual([[false, false]]);
    expect(saves('pod, True', method)).toEqual([[true, false]]);
    expect(saves('pod', method)).toEqual([[true, false]]);
  });

  it('turned round', () => {
    expect(saves('pod, bare=True', turned)).toEqual([[false, false]]);
    expect(saves('pod', turned)).toEqual([[true, false]]);
  });

  it('by its name alone behind many others', () => {
    const many = given.replace('node, track', '*nodes, track').replace('node.save', 'nodes[0].save');
    expect(saves('pod, pod, track=False', many)).toEqual([[false, false]]);
    expect(saves('pod, pod', many)).toEqual([[true, false]]);
  });

  it('with an argument that the text does not show', () => {
    expect(saves('pod, data["track"]', given)).toEqual([[undefined, false]]);
    expect(saves('pod, **data', given)).toEqual([[undefined, false]]);
    expect(saves('pod, data["track"]', chosen)).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it('with a parameter that is bound anew', () => {
    const first = `${head}        for each in [1, 2]:
            if track:
                await node.save()
            else:
                await node.save(update_group_context=False)
            track = False
`;
    expect(saves('pod', first)).toEqual([
      [true, true],
      [false, true],
    ]);
  });
});
