import { expect, test } from 'vitest';
import { createService } from '../../../server/src/service';
import { memoryWorkspace } from '../../support/memoryWorkspace';

test('a file above the limit is said not to be checked, if Infrahub reads it', async () => {
  const large = { kind: 'tooLarge', size: 3_000_000 } as const;
  const files = new Map<string, string | typeof large>([
    ['file:///repo/.infrahub.yml', 'objects: [objects]\n'],
    ['file:///repo/objects/a.yml', large],
    ['file:///repo/data.json', large],
    ['file:///repo/a.py', large],
  ]);
  const service = createService({ workspace: memoryWorkspace(files), now: () => 0, log: () => undefined });
  await service.index(['file:///repo']);
  const found = [...files.keys()].flatMap((uri) =>
    service.diagnostics(uri).map(({ severity, message, range }) => [uri, severity, range, message]),
  );
  expect(found).toEqual([
    [
      'file:///repo/objects/a.yml',
      'information',
      { start: 0, end: 0 },
      'This file is not checked: with 2930 kB it is larger than the setting infrahubCascade.maxFileSizeKb allows.',
    ],
  ]);
});
