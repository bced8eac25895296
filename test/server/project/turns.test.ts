import { describe, expect, test } from 'vitest';
import { CancelledError } from '../../../server/src/base/cancellation';
import { createCoreKinds } from '../../../server/src/data/coreKinds';
import { createService, type Service } from '../../../server/src/service';
import { settingsSchema } from '../../../server/src/settings';
import { memoryWorkspace } from '../../support/memoryWorkspace';

const root = 'file:///repo';
const coreKinds = createCoreKinds();
const length = 100_000;

function repeat(make: (index: number) => string, upTo = length): string {
  let text = '';
  for (let index = 0; text.length < upTo; index++) text += make(index);
  return text;
}

const head = (data: string): string => `---\nkind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  ${data}\n`;
const item = (index: number): string =>
  `    - name: rule-${index}\n      node_kind: CoreRepository\n      mutation_action: ${index % 50 === 7 ? 'update' : 'updated'}\n`;
const json = (index: number): string =>
  `${JSON.stringify({ name: `rule-${index}`, node_kind: 'CoreRepository', mutation_action: 'update' })},`;
const kind = (index: number): string =>
  `  - {name: Kind${index}, namespace: My, attributes: [{name: a, kind: Text}]}\n`;

/** Files that are not cut into items: each is one part. */
const layouts: readonly (readonly [string, string, string])[] = [
  ['an anchor on data', 'objects/a.yml', head('data: &all') + repeat(item)],
  ['an anchor on data that is named', 'objects/a.yml', `${head('data: &all')}${repeat(item)}    - *all\n`],
  [
    'JSON on one line',
    'objects/a.json',
    `{"kind":"Object","spec":{"kind":"CoreNodeTriggerRule","data":[${repeat(json)}{}]}}`,
  ],
  ['one item', 'objects/a.yml', `${head('data:')}    - matches:\n${repeat((at) => `        - label: l${at}\n`)}`],
  ['one item in brackets', 'objects/a.yml', `${head('data:')}    - [${repeat((at) => `{a: [b${at}, {c: d}]}, `)}]\n`],
  [
    'an error in the middle',
    'objects/a.yml',
    `${head('data: &all')}${repeat(item, length / 2)}    - "a" b\n   c: d\n${repeat(item, length / 2)}`,
  ],
  ['a tab', 'objects/a.yml', `${head('data:')}${repeat(item)}    - name:\tx\n`],
  ['a mapping that holds no objects', 'objects/a.yml', repeat((at) => `key${at}:\n  a: b\n`)],
  ['a schema', 'schemas/a.yml', `version: "1.0"\nnodes:\n${repeat(kind)}`],
  ['a schema with an anchor', 'schemas/a.yml', `version: "1.0"\nnodes: &all\n${repeat(kind)}`],
  ['a parked file', 'objects/a.yml.bak', head('data: &all') + repeat(item)],
];

/** A service whose clock moves so fast that it rests between any two steps. */
function open(path: string, text: string | undefined) {
  const files = new Map([[`${root}/.infrahub.yml`, 'schemas: [schemas]\nobjects: [objects]\n']]);
  if (text !== undefined) files.set(`${root}/${path}`, text);
  let clock = 0;
  const service = createService({
    workspace: memoryWorkspace(files),
    coreKinds,
    now: () => (clock += 1000),
    log: (message) => {
      throw new Error(message);
    },
  });
  service.configure(settingsSchema.parse({ profile: 'all' }));
  return service;
}

/** Turns of the event loop while the files are read; cancelled after some. */
async function index(service: Service, cancelAfter = Infinity): Promise<number> {
  const token = { isCancellationRequested: false };
  let turns = 0;
  let isReading = true;
  const count = (): void => {
    token.isCancellationRequested ||= ++turns > cancelAfter;
    if (isReading) setImmediate(count);
  };
  setImmediate(count);
  await service.index([root], token).finally(() => (isReading = false));
  return turns;
}

function findings(service: Service, path: string): string[] {
  return service
    .diagnostics(`${root}/${path}`)
    .map(({ range, severity, message }) => `${range.start}-${range.end} ${severity} ${message}`);
}

describe.each(layouts)('%s', (_, path, text) => {
  test('is read in many turns, and says what it says when read in one go', async () => {
    const [empty, stepwise, atOnce] = [open(path, undefined), open(path, text), open(path, undefined)];
    const others = await index(empty);
    expect((await index(stepwise)) - others).toBeGreaterThan(length / 6000);
    await index(atOnce);
    atOnce.updateDocument(`${root}/${path}`, text);
    expect(findings(stepwise, path)).toEqual(findings(atOnce, path));
  });

  test('is not read to its end when that is cancelled', async () => {
    const service = open(path, text);
    await expect(index(service, (await index(open(path, undefined))) + 10)).rejects.toBeInstanceOf(CancelledError);
    expect(service.target(`${root}/${path}`)).toBeUndefined();
    await index(service);
    expect(service.target(`${root}/${path}`)?.file.text).toBe(text);
  });

  test('is checked in steps', async () => {
    const service = open(path, text);
    await index(service);
    const objects = service.target(`${root}/${path}`)?.file.facts.documents?.flatMap(({ items }) => items).length ?? 0;
    const steps = [...service.diagnosticSteps(`${root}/${path}`)].length;
    expect(steps).toBeGreaterThanOrEqual(path.endsWith('.bak') ? 1 : 1 + Math.floor(objects / 1000));
  });
});

test('a file that changed on disk is read in many turns too', async () => {
  const files = new Map([[`${root}/.infrahub.yml`, 'objects: [objects]\n']]);
  let clock = 0;
  const now = (): number => (clock += 1000);
  const service = createService({ workspace: memoryWorkspace(files), coreKinds, now, log: () => {} });
  await service.index([root]);
  const uri = `${root}/objects/a.yml`;
  for (const text of [head('data: &all') + repeat(item), head('data: &some') + repeat(item)]) {
    files.set(uri, text);
    let turns = 0;
    let isReading = true;
    const count = (): void => {
      turns++;
      if (isReading) setImmediate(count);
    };
    setImmediate(count);
    expect(await service.filesChanged([{ uri, type: 'changed' }])).toBe(true);
    isReading = false;
    expect(turns).toBeGreaterThan(length / 6000);
    expect(service.target(uri)?.file.text).toBe(text);
  }
});
