import { describe, expect, it } from 'vitest';
import { mayFollow } from '../../../server/src/model/generators/order';
import { body, generator, guideGenerator, only, run, writes } from './samples';

describe('helpers', () => {
  it('an argument carries the kind into a helper', () => {
    const text = `${generator('pods = await self.client.all("NetworkPod")', 'await self.signal(pods, "done")')}
    async def signal(self, nodes, status):
        for node in nodes:
            node.status.value = status
            await node.save(update_group_context=False)
`;
    expect(writes(only(text))).toEqual(['NetworkPod.status ="done" fetched untracked']);
  });

  it('a helper returns what it fetched, with a kind given as argument', () => {
    const text = `${generator('for pod in await self.load("NetworkPod"):', '    pod.x.value = 1', '    await pod.save()')}
    async def load(self, kind):
        return await self.client.filters(kind=kind)
`;
    expect(writes(only(text))).toEqual(['NetworkPod.x =1 fetched tracked']);
  });

  it('a function of the module is followed', () => {
    const text = `${generator('await mark(self.client, "NetworkPod")')}
async def mark(client, kind):
    pod = await client.get(kind=kind)
    pod.x.value = 1
    await pod.save()
`;
    expect(writes(only(text))).toEqual(['NetworkPod.x =1 fetched tracked']);
  });

  it('recursion ends', () => {
    const cls = only(`${generator('await self.again(1)')}
    async def again(self, n):
        await self.again(n + 1)
`);
    expect(cls.writes).toEqual([]);
  });

  it('a method that neither class nor base shows is missing', () => {
    const cls = run('await self.update_checksum(data)');
    expect(cls.missingMethods.map((item) => item.name)).toEqual(['update_checksum']);
    expect(cls.unknown).toBe(true);
  });

  it('a method that a base elsewhere may have is only unknown', () => {
    const text = generator('await self.update_checksum(data)').replace(
      '(InfrahubGenerator)',
      '(InfrahubGenerator, Mixin)',
    );
    expect(only(text).missingMethods).toEqual([]);
    expect(only(text).unknown).toBe(true);
  });
});

describe('how generate ends', () => {
  const returns = (...lines: string[]) =>
    run(...lines).returns.map((item) => [item.trackedBefore, item.guardedByNotReady]);
  const make = ['d = await self.client.create("NetworkDevice", name="a")', 'await d.save(allow_upsert=True)'];

  it.each<[string, string[], unknown[]]>([
    [
      'nothing found',
      ['pods = await self.client.all("NetworkPod")', 'if not pods:', '    return', ...make],
      [['none', true]],
    ],
    ['is None', ['if data.get("x") is None:', '    return', ...make], [['none', true]]],
    [
      'count',
      ['pods = await self.client.all("NetworkPod")', 'if len(pods) != 4:', '    return', ...make],
      [['none', true]],
    ],
    ['else', ['if data:', '    pass', 'else:', '    return', ...make], [['none', true]]],
    ['after a tracked save', [...make, 'if not data:', '    return', ...make], [['some', true]]],
    [
      'after an untracked save',
      ['p = await self.client.get("P")', 'await p.save(update_group_context=False)', 'return'],
      [['none', false]],
    ],
    ['after a save on one path', ['if data["a"]:', ...make.map((line) => `    ${line}`), 'return'], [['maybe', false]]],
    [
      'save on a path that left',
      ['if data["a"]:', ...make.map((line) => `    ${line}`), '    return', 'if not data["b"]:', '    return'],
      [
        ['some', false],
        ['none', true],
      ],
    ],
    [
      'inside a loop that saves',
      ['for x in data:', '    if not x:', '        return', ...make.map((line) => `    ${line}`)],
      [['maybe', true]],
    ],
    ['after an awaited call that is not known', ['await prepare(data)', 'return'], [['maybe', false]]],
    [
      'save in a branch that left',
      [
        'if data["a"]:',
        ...make.map((line) => `    ${line}`),
        '    return',
        'else:',
        '    x = data["b"]',
        'if not x:',
        '    return',
      ],
      [
        ['some', false],
        ['none', true],
      ],
    ],
    [
      'after a check that raises',
      ['if len(data["edges"]) != 4:', '    raise RuntimeError', 'return'],
      [['none', false]],
    ],
    ['the plain end', make, []],
  ])('%s', (_name, lines, expected) => {
    expect(returns(...lines)).toEqual(expected);
  });

  it('a return of a helper counts only where generate ends with it', () => {
    const helper = `
    async def build(self, data):
        if not data:
            return
        d = await self.client.create("NetworkDevice")
        await d.save()
`;
    const ends = (...lines: string[]) => only(`${generator(...lines)}${helper}`).returns.map((item) => item.method);
    expect(ends('await self.build(data)')).toEqual(['build']);
    expect(ends('return await self.build(data)')).toEqual(['build', 'generate']);
    expect(ends('await self.build(data)', 'x = 1')).toEqual([]);
  });

  it('a function that calls itself and awaits nothing saves nothing', () => {
    const clean = `

def clean(data):
    return [clean(item) for item in data] if isinstance(data, list) else data
`;
    const cls = only(`${generator('edges = clean(data)', 'if not edges:', '    return', ...make)}${clean}`);
    expect(cls.returns[0]?.trackedBefore).toBe('none');
  });

  it('a raise is seen with its exception', () => {
    const cls = run('if not data["edges"]:', '    raise RuntimeError("not ready")', ...make);
    expect(cls.raises.map((item) => [item.exception, item.trackedBefore, item.guardedByNotReady])).toEqual([
      ['RuntimeError', 'none', true],
    ]);
    expect(cls.saves[0]?.conditional).toBe(false);
  });

  it('an assertion raises, and what follows it runs anyway', () => {
    const cls = run('assert data["edges"], "not ready"', ...make);
    expect(cls.raises.map((item) => [item.exception, item.guardedByNotReady])).toEqual([['AssertionError', true]]);
    expect(cls.saves[0]?.conditional).toBe(false);
  });

  it.each([
    [
      'objects of the layer above',
      [
        'found = await self.client.filters(kind=NetworkPod, parent__ids=[data["id"]])',
        'if len(found) != data["amount"]:',
      ],
      { fetched: [{ kind: 'NetworkPod', own: false }], emptyQuery: false },
    ],
    [
      'objects of what was made here',
      [...make, 'found = await self.client.filters(kind=NetworkPod, device__ids=[d.id])', 'if not found:'],
      { fetched: [{ kind: 'NetworkPod', own: true }], emptyQuery: false },
    ],
    ['no target', ['edges = data["NetworkPod"]["edges"]', 'if not edges:'], { fetched: [], emptyQuery: true }],
    [
      'no target, spelt with get',
      ['if len(data.get("Pod", {}).get("edges", [])) == 0:'],
      { fetched: [], emptyQuery: true },
    ],
    [
      'something below the target',
      ['if not data["Pod"]["edges"][0]["node"]["racks"]["edges"]:'],
      { emptyQuery: false },
    ],
    [
      'a role',
      ['self.role = data["Pod"]["edges"][0]["node"]["role"]["value"]', 'if self.role in ["fabric"]:'],
      { attribute: 'role', emptyQuery: false },
    ],
  ])('what a condition looks at: %s', (_name, lines, expected) => {
    const cls = run(...lines, '    raise RuntimeError("no")');
    expect(cls.raises[0]).toMatchObject(expected);
  });

  it('one arm never follows the other', () => {
    const order = (...lines: string[]): boolean[] => {
      const { creates } = run(...lines);
      const [first, ...rest] = creates;
      return first ? rest.map((later) => mayFollow(first, later)) : [];
    };
    const create = 'await self.client.create("NetworkDevice", name="a")';
    const other = 'await self.client.create("NetworkDevice", name="b")';
    expect(order(create, other)).toEqual([true]);
    expect(order('if data["x"]:', `    ${create}`, other)).toEqual([true]);
    expect(order('if data["x"]:', `    ${create}`, 'else:', `    ${other}`)).toEqual([false]);
    expect(order('if data["x"]:', `    ${create}`, '    return', other)).toEqual([false]);
  });

  it('the place where the checksum is computed', () => {
    const cls = only(guideGenerator('update_group_context=False'));
    expect(cls.checksums.map((item) => item.method)).toEqual(['update_checksum']);
  });
});

describe('public idioms', () => {
  it('a flag as a barrier', () => {
    const cls = run(
      'site = await self.client.get(kind="LocationSite", id=x)',
      'if not site.ready.value:',
      '    site.ready.value = True',
      '    await site.save(update_group_context=False)',
    );
    expect(writes(cls)).toEqual(['LocationSite.ready =true fetched guarded untracked']);
  });

  it('a dropdown status', () => {
    const cls = run(
      's = await self.client.get("ServiceOrder")',
      's.status.value = "active"',
      'await s.save(allow_upsert=True)',
    );
    expect(writes(cls)).toEqual(['ServiceOrder.status ="active" fetched tracked']);
  });

  it('a dispatch by mutation, with the name of the definition', () => {
    const cls = run(
      'definition = await self.client.get("CoreGeneratorDefinition", name__value="generate-pod")',
      'query = """mutation Run($id: String!, $nodes: [String!]) {',
      '  CoreGeneratorDefinitionRun(data: {id: $id, nodes: $nodes}) { ok }',
      '}"""',
      'await self.client.execute_graphql(query=query, variables={"id": definition.id, "nodes": []})',
    );
    expect(cls.dispatches.map((item) => item.generator)).toEqual(['generate-pod']);
    expect(cls.unknown).toBe(false);
  });

  it('an update by mutation is an untracked write', () => {
    const cls = run(
      'await self.client.execute_graphql(query="""mutation {',
      '  NetworkPodUpdate(data: {id: "1", checksum: {value: "a"}, size: {value: 3}}) { ok }',
      '}""")',
    );
    expect(writes(cls)).toEqual(['NetworkPod.checksum ="a" fetched untracked', 'NetworkPod.size =3 fetched untracked']);
  });

  it('membership of a group', () => {
    const cls = run(
      'g = await self.client.get("CoreStandardGroup")',
      'p = await self.client.get("NetworkPod")',
      'g.members.add(p)',
      'await g.save()',
    );
    expect(cls.relationships.map((item) => [item.kind, item.relationship, item.operation])).toEqual([
      ['CoreStandardGroup', 'members', 'add'],
    ]);
  });
});

describe('what cannot be followed', () => {
  it.each([
    ['setattr', 'setattr(pod, name, 1)', 'dynamic-attribute'],
    ['getattr of a computed name', 'getattr(pod, name).value = 1', 'dynamic-attribute'],
    ['computed method', 'await getattr(self, name)()', 'dynamic-method'],
    ['exec', 'exec(code)', 'dynamic-code'],
    ['awaited import', 'await helper(pod)', 'unresolved-call'],
    ['computed mutation', 'await self.client.execute_graphql(query=build())', 'mutation'],
  ])('%s is said to be unknown', (_name, line, reason) => {
    const cls = run('pod = await self.client.get("NetworkPod")', line);
    expect(cls.unknown).toBe(true);
    expect(cls.unknowns.map((item) => item.reason)).toContain(reason);
    expect(cls.writes).toEqual([]);
  });

  it('a written getattr is followed', () => {
    const cls = run('pod = await self.client.get("NetworkPod")', 'getattr(pod, "x").value = 1', 'await pod.save()');
    expect(writes(cls)).toEqual(['NetworkPod.x =1 fetched tracked']);
  });

  it.each(['...', 'pass', '"""Later."""', 'raise NotImplementedError'])('a body of %s is a stub', (line) => {
    const cls = run(line);
    expect([cls.stub, cls.unknown]).toEqual([true, true]);
    expect([cls.writes, cls.saves, cls.returns, cls.raises]).toEqual([[], [], [], []]);
  });

  it('a class without any method is a stub', () => {
    expect(only('class A(InfrahubGenerator): ...\n').stub).toBe(true);
    expect(only(body('x = 1')).stub).toBe(false);
  });
});
