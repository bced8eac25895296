import { describe, expect, it } from 'vitest';
import type { PythonClass } from '../../../server/src/model/generators/facts';
import { pythonFacts } from '../../../server/src/model/generators/pythonFacts';
import { body, generator, guideGenerator } from './samples';

function only(text: string): PythonClass {
  const { classes } = pythonFacts(text);
  const cls = classes.find((item) => item.name === 'FabricGenerator') ?? classes[0];
  if (!cls) throw new Error('The text declares no class.');
  return cls;
}

/** The class made of a `generate` with these statements. */
function run(...lines: string[]): PythonClass {
  return only(generator(...lines));
}

/** Writes as `Kind.attribute` with what is known about each. */
function writes(cls: PythonClass): string[] {
  return cls.writes.map((write) => {
    const words = [`${write.kind ?? '?'}.${write.attribute}`];
    if (write.constant !== undefined) words.push(`=${JSON.stringify(write.constant)}`);
    if (write.fetched) words.push('fetched');
    if (write.created) words.push('created');
    if (write.guarded) words.push('guarded');
    if (write.valueChangesEveryRun) words.push('changing');
    words.push(write.tracked === undefined ? 'tracking?' : write.tracked ? 'tracked' : 'untracked');
    return words.join(' ');
  });
}

describe('the checksum write of the guide', () => {
  it('is a guarded, tracked write to a fetched pod, unsafe to save', () => {
    const cls = only(guideGenerator('allow_upsert=True'));
    expect(writes(cls)).toEqual(['NetworkPod.checksum fetched guarded tracked']);
    expect(cls.saves.map((save) => save.unsafe)).toEqual([true]);
    expect(cls.usesChecksum).toBe(true);
    expect(cls.unknown).toBe(false);
  });

  it('is safe without tracking', () => {
    const cls = only(guideGenerator('update_group_context=False'));
    expect(writes(cls)).toEqual(['NetworkPod.checksum fetched guarded untracked']);
    expect(cls.saves.map((save) => [save.unsafe, save.guarded])).toEqual([[false, true]]);
  });

  it('gives the ranges of statement, attribute and save', () => {
    const text = guideGenerator('allow_upsert=True');
    const [write] = only(text).writes;
    const at = (range?: { start: number; end: number }) => range && text.slice(range.start, range.end);
    expect(at(write?.range)).toBe('pod.checksum.value = checksum');
    expect(at(write?.attributeRange)).toBe('checksum');
    expect(at(write?.saveRange)).toBe('pod.save(allow_upsert=True)');
  });

  it('knows what the checksum covers', () => {
    const hash = (middle: string) =>
      only(`class M:
    def calculate_checksum(self):
        ids = self.client.group_context.related_node_ids
        ids = ${middle}
        return hashlib.sha256(",".join(ids).encode()).hexdigest()
`).methods[0]?.checksum;
    expect(hash('sorted(ids)')).toEqual({ sorted: true, content: false, version: false });
    expect(hash('[GENERATOR_VERSION, *ids]')).toEqual({ sorted: false, content: false, version: true });
  });
});

describe('where nodes come from', () => {
  it.each([
    ['kind by keyword string', ['pod = await self.client.get(kind="NetworkPod", id=x)'], 'NetworkPod'],
    ['kind by position', ['pod = await self.client.get("NetworkPod", id=x)'], 'NetworkPod'],
    ['protocol class', ['pod = await self.client.get(NetworkPod, id=x)'], 'NetworkPod'],
    ['alias of a protocol class', ['pod = await self.client.get(kind=Rack, id=x)'], 'LocationRack'],
    ['module of protocols', ['pod = await self.client.get(kind=protocols.NetworkPod, id=x)'], 'NetworkPod'],
    ['module constant', ['pod = await self.client.get(kind=POD_KIND, id=x)'], 'NetworkPod'],
    ['loop', ['for pod in await self.client.all(kind="NetworkPod"):', '    pass'], 'NetworkPod'],
    ['index', ['pod = (await self.client.filters(kind="NetworkPod"))[0]'], 'NetworkPod'],
    ['enumerate', ['pods = await self.client.all("NetworkPod")', 'for i, pod in enumerate(sorted(pods)):', '    pass'], 'NetworkPod'],
    ['zip', ['pods = await self.client.all("NetworkPod")', 'for pod, n in zip(pods, range(3)):', '    pass'], 'NetworkPod'],
    ['walrus', ['if (pod := await self.client.get("NetworkPod", id=x)) is None:', '    raise ValueError'], 'NetworkPod'],
    ['comprehension', ['for pod in [p for p in await self.client.all("NetworkPod") if p.id]:', '    pass'], 'NetworkPod'],
    ['collected list', ['found = []', 'for p in await self.client.all("NetworkPod"):', '    found.append(p)', 'for pod in found:', '    pass'], 'NetworkPod'],
    ['field of self', ['self.pod = await self.client.get("NetworkPod", id=x)', 'pod = self.pod'], 'NetworkPod'],
    ['client in a local', ['c = self.client', 'pod = await c.get("NetworkPod", id=x)'], 'NetworkPod'],
    ['related node', ['rack = await self.client.get("LocationRack", id=x)', 'pod = rack.pod.peer'], '?'],
    ['node of the query', ['pod = self.nodes[0]'], '?'],
  ])('%s', (_name, lines, kind) => {
    const cls = run(...lines, 'pod.checksum.value = "a"', 'await pod.save()');
    expect(writes(cls)).toEqual([`${kind}.checksum ="a" fetched tracked`]);
  });

  it('a created node is known with its attributes', () => {
    const cls = run(
      'data = {"name": {"value": "a"}, "number": 3}',
      'd = await self.client.create(kind="NetworkDevice", data=data)',
      'd.role.value = "leaf"',
      'await d.save(allow_upsert=True)',
    );
    expect(writes(cls)).toEqual(['NetworkDevice.role ="leaf" created tracked']);
    const [create] = cls.creates;
    expect(create?.attributes.map(({ name, constant }) => [name, constant])).toEqual([['name', 'a'], ['number', 3]]);
    expect([create?.open, create?.tracked]).toEqual([false, true]);
  });

  it('unpacked data leaves the list of attributes open', () => {
    const cls = run('await (await self.client.create("NetworkDevice", **data)).save()');
    expect(cls.creates.map((create) => create.open)).toEqual([true]);
  });

  it('either fetched or created is neither', () => {
    const cls = run(
      'pod = await self.client.get("NetworkPod", raise_when_missing=False)',
      'if pod is None:',
      '    pod = await self.client.create("NetworkPod")',
      'pod.checksum.value = "a"',
      'await pod.save()',
    );
    expect(writes(cls)).toEqual(['NetworkPod.checksum ="a" tracked']);
  });
});

describe('values', () => {
  it.each([
    ['uuid4', 'str(uuid.uuid4())'],
    ['now', 'datetime.now().isoformat()'],
    ['time', 'f"run-{time.time()}"'],
    ['random', 'random.randint(1, 5)'],
    ['builtin hash', 'hash(data["name"])'],
    ['digest of a clock', 'hashlib.sha256(str(datetime.now()).encode()).hexdigest()'],
    ['made from the old value', 'pod.checksum.value + 1'],
    ['toggled', 'not pod.checksum.value'],
    ['own method', 'self.stamp()'],
  ])('%s changes every run', (_name, value) => {
    const text = generator('pod = await self.client.get("NetworkPod")', `pod.checksum.value = ${value}`, 'await pod.save()');
    const cls = only(`${text}\n    def stamp(self):\n        return str(uuid.uuid4())\n`);
    expect(writes(cls)).toEqual(['NetworkPod.checksum fetched changing tracked']);
  });

  it('counting up changes every run', () => {
    const cls = run('pod = await self.client.get("NetworkPod")', 'pod.runs.value += 1', 'await pod.save()');
    expect(writes(cls)).toEqual(['NetworkPod.runs fetched changing tracked']);
  });

  it.each([
    ['uuid5', 'str(uuid.uuid5(NS, "a"))'],
    ['a sha digest', 'hashlib.sha256(b"x").hexdigest()'],
    ['data of the query', 'data["name"]'],
    ['own now()', 'self.now()'],
  ])('%s does not', (_name, value) => {
    const cls = run('pod = await self.client.get("NetworkPod")', `pod.checksum.value = ${value}`, 'await pod.save()');
    expect(cls.writes.map((write) => write.valueChangesEveryRun)).toEqual([false]);
  });
});

describe('guards', () => {
  const guarded = (...lines: string[]) =>
    run('for pod in await self.client.all("NetworkPod"):', ...lines.map((line) => `    ${line}`)).writes[0]?.guarded;

  it.each<[string, string[], boolean]>([
    ['comparison with the new value', ['if pod.x.value != c:', '    pod.x.value = c', '    await pod.save()'], true],
    ['the other way round', ['if c != pod.x.value:', '    pod.x.value = c'], true],
    ['early continue', ['if pod.x.value == c:', '    continue', 'pod.x.value = c', 'await pod.save()'], true],
    ['through a variable', ['stale = pod.x.value != c', 'if stale:', '    pod.x.value = c'], true],
    ['together with more', ['if pod.ok.value and pod.x.value != c:', '    pod.x.value = c'], true],
    ['a flag', ['if not pod.x.value:', '    pod.x.value = True'], true],
    ['another attribute', ['if pod.y.value != c:', '    pod.x.value = c'], false],
    ['another value', ['if pod.x.value != d:', '    pod.x.value = c'], false],
    ['none', ['pod.x.value = c'], false],
  ])('%s', (_name, lines, expected) => {
    expect(guarded(...lines)).toBe(expected);
  });
});

describe('saves', () => {
  it('a filter on another attribute does not make a tracked save unsafe', () => {
    const cls = run(
      'for pod in await self.client.all("NetworkPod"):',
      '    if pod.role.value == "leaf":',
      '        pod.checksum.value = c',
      '        await pod.save()',
    );
    expect(cls.saves.map((save) => [save.unsafe, save.conditional])).toEqual([[false, true]]);
  });

  it('a save on every path besides the guarded one is not unsafe', () => {
    const cls = run(
      'pod = await self.client.get("NetworkPod")',
      'if pod.x.value != c:',
      '    pod.x.value = c',
      '    await pod.save()',
      'await pod.save()',
    );
    expect(cls.saves.every((save) => !save.unsafe)).toBe(true);
  });

  it.each<[string, boolean | undefined]>([
    ['await pod.save()', true],
    ['await pod.save(allow_upsert=True)', true],
    ['await pod.save(update_group_context=None)', true],
    ['await pod.save(update_group_context=False)', false],
    ['await pod.save(update_group_context=track)', undefined],
    ['await pod.save(**options)', undefined],
  ])('%s is tracked: %s', (save, tracked) => {
    const cls = run('pod = await self.client.get("NetworkPod")', 'pod.x.value = 1', save);
    expect(cls.writes.map((write) => write.tracked)).toEqual([tracked]);
  });

  it('a batch saves, with the arguments it passes on', () => {
    const cls = run(
      'batch = await self.client.create_batch()',
      'for pod in await self.client.all("NetworkPod"):',
      '    pod.x.value = 1',
      '    batch.add(task=pod.save, update_group_context=False, node=pod)',
      'async for node, result in batch.execute():',
      '    pass',
    );
    expect(writes(cls)).toEqual(['NetworkPod.x =1 fetched untracked']);
  });

  it('gather runs inner functions and methods', () => {
    const cls = run(
      'async def mark(pod):',
      '    pod.x.value = 1',
      '    await pod.save()',
      'await asyncio.gather(*[mark(p) for p in await self.client.all("NetworkPod")])',
    );
    expect(writes(cls)).toEqual(['NetworkPod.x =1 fetched tracked']);
  });

  it('the client outside the tracking context says nothing about tracking', () => {
    const cls = run('pod = await self._init_client.get("NetworkPod")', 'pod.x.value = 1', 'await pod.save()');
    expect(writes(cls)).toEqual(['NetworkPod.x =1 fetched tracking?']);
  });
});

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
    const text = generator('await self.update_checksum(data)').replace('(InfrahubGenerator)', '(InfrahubGenerator, Mixin)');
    expect(only(text).missingMethods).toEqual([]);
    expect(only(text).unknown).toBe(true);
  });
});

describe('how generate ends', () => {
  const returns = (...lines: string[]) =>
    run(...lines).returns.map((item) => [item.trackedBefore, item.guardedByNotReady]);
  const make = ['d = await self.client.create("NetworkDevice", name="a")', 'await d.save(allow_upsert=True)'];

  it.each<[string, string[], unknown[]]>([
    ['nothing found', ['pods = await self.client.all("NetworkPod")', 'if not pods:', '    return', ...make], [['none', true]]],
    ['is None', ['if data.get("x") is None:', '    return', ...make], [['none', true]]],
    ['count', ['pods = await self.client.all("NetworkPod")', 'if len(pods) != 4:', '    return', ...make], [['none', true]]],
    ['else', ['if data:', '    pass', 'else:', '    return', ...make], [['none', true]]],
    ['after a tracked save', [...make, 'if not data:', '    return', ...make], [['some', true]]],
    ['after an untracked save', ['p = await self.client.get("P")', 'await p.save(update_group_context=False)', 'return'], [['none', false]]],
    ['after a save on one path', ['if data["a"]:', ...make.map((line) => `    ${line}`), 'return'], [['maybe', false]]],
    ['save on a path that left', ['if data["a"]:', ...make.map((line) => `    ${line}`), '    return', 'if not data["b"]:', '    return'], [['some', false], ['none', true]]],
    ['inside a loop that saves', ['for x in data:', '    if not x:', '        return', ...make.map((line) => `    ${line}`)], [['maybe', true]]],
    ['after an awaited call that is not known', ['await prepare(data)', 'return'], [['maybe', false]]],
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

  it('a raise is seen with its exception', () => {
    const cls = run('if not data["edges"]:', '    raise RuntimeError("not ready")', ...make);
    expect(cls.raises.map((item) => [item.exception, item.trackedBefore, item.guardedByNotReady])).toEqual([
      ['RuntimeError', 'none', true],
    ]);
    expect(cls.saves[0]?.conditional).toBe(false);
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
    const cls = run('s = await self.client.get("ServiceOrder")', 's.status.value = "active"', 'await s.save(allow_upsert=True)');
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
    const cls = run('g = await self.client.get("CoreStandardGroup")', 'p = await self.client.get("NetworkPod")', 'g.members.add(p)', 'await g.save()');
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

it('reads class attributes', () => {
  const cls = only('class C(InfrahubCheck):\n    query = "leaf_config"\n    def validate(self, data):\n        return 1\n');
  expect([cls.query, cls.bases]).toEqual(['leaf_config', ['InfrahubCheck']]);
});

it('reads imports', () => {
  const facts = pythonFacts('import a.b\nimport c.d as e\nfrom ..f import g as h, i\nfrom . import j\nfrom k import *\n');
  expect(facts.imports.map(({ binds, module, level, name }) => [binds, module, level, name])).toEqual([
    ['a', 'a', 0, undefined],
    ['e', 'c.d', 0, undefined],
    ['h', 'f', 2, 'g'],
    ['i', 'f', 2, 'i'],
    ['j', '', 1, 'j'],
    ['*', 'k', 0, '*'],
  ]);
});
